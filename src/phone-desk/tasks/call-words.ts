import { CHANGE_WORDS, count } from '../../bookings/changes/change-words.js';
import { messageTitle } from '../../bookings/messages/message-title.js';
import { formatDayTime, TEAM_ZONE } from '../../i18n/dates.js';
import { CHANNEL_WORDS, whyWords } from '../../messaging/message-words.js';
import { whenWords } from '../book/read-back.js';
import type { BestTime, CallReason } from './call-rules.js';
import type { Call } from './calls-reader.js';
import type { CallSheet } from './look-at-call.js';
import type { OwnCall } from './own-call.js';

/** What a call is about, in a few words. */
export const REASON_WORDS: Record<CallReason, string> = {
  change: 'Their clinic changed',
  undelivered: 'A message did not arrive',
  reply: 'They wrote back',
  voicemail: 'Voicemail',
  call_me: 'Asked on the site',
  full: 'Wanted a place, all was full',
};

export const BEST_TIME_WORDS: Record<BestTime, string> = {
  any: 'Any time',
  morning: 'Mornings, until noon',
  afternoon: 'Afternoons, noon to 5 pm',
  evening: 'Evenings, after 5 pm',
};

/** `Called off: Grove Hall`, `Voicemail`. */
export const reasonOf = ({ reason, change, clinicTitle }: Pick<Call, 'reason' | 'change' | 'clinicTitle'>) =>
  `${change ? CHANGE_WORDS[change] : REASON_WORDS[reason]}${clinicTitle ? `: ${clinicTitle}` : ''}`;

/** `2 days`, `3 hours`, `5 minutes`. */
export function waitWords(since: Date, now: Date): string {
  const minutes = Math.max(Math.floor((now.getTime() - since.getTime()) / 60_000), 0);
  if (minutes === 0) return 'a moment';
  if (minutes < 60) return count(minutes, 'minute');
  return minutes < 48 * 60 ? count(Math.floor(minutes / 60), 'hour') : count(Math.floor(minutes / (24 * 60)), 'day');
}

/** How it went so far, and when to try again. */
export function triedWords({ tries, triedAt, nextTryAt, since }: Call, now: Date): string {
  const parts = [
    `Waits for ${waitWords(since, now)}`,
    tries > 0 && triedAt && `called ${count(tries, 'time')}, last ${formatDayTime(triedAt, TEAM_ZONE, 'en')}`,
    nextTryAt && nextTryAt > now && `again on ${formatDayTime(nextTryAt, TEAM_ZONE, 'en')}`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** What did not arrive, how it was sent and why it failed. */
export function undeliveredWords({ message }: Pick<OwnCall, 'message'>): string {
  if (!message) return '';
  const { kind, channel, code } = message;
  return `${messageTitle(kind)}, by ${CHANNEL_WORDS[channel].toLowerCase()}: ${whyWords(code) ?? 'it did not arrive'}.`;
}

/** What is read out, in plain English. */
export function scriptOf({ call, name, booking, change }: CallSheet): string {
  const hello = `Hello${name ? `, may I speak with ${name}?` : '.'} I call from the clinic team.`;
  const at = booking && whenWords(booking.startsAt, booking.clinic);
  const venue = booking?.clinic.venue;
  const when = `${at}, ${venue ? [venue.name, venue.room].filter(Boolean).join(', ') : 'by video call'}`;
  if (change?.kind === 'called_off') {
    return `${hello} Your appointment on ${at} will not take place. Please do not come. We are sorry. Would you like another date?`;
  }
  if (change?.kind === 'brought_back') {
    return `${hello} We told you that the clinic would not take place. It will, after all. You still have your place: ${when}. Can you come?`;
  }
  if (call.reason === 'change') {
    return `${hello} Something has changed for your appointment. It is now on ${when}. You still have your place. Can you come then?`;
  }
  if (call.reason === 'undelivered') {
    return `${hello} We could not send you a message. You have a place: ${when}. Can you come? How can we write to you?`;
  }
  const why: Record<Exclude<CallReason, 'change' | 'undelivered'>, string> = {
    reply: 'You answered our message.',
    voicemail: 'You left us a message.',
    call_me: 'You asked us to call you.',
    full: 'You wanted a place, and everything was full. Would you still like one?',
  };
  return `${hello} ${why[call.reason]}${call.reason === 'full' ? '' : ' How can we help you?'}`;
}
