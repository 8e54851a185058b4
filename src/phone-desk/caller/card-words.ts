import type { BookingDetails, BookingEvent } from '../../bookings/booking-reads.js';
import type { Standing } from '../../bookings/standing-rules.js';
import { formatDay, formatDayTime, formatTime } from '../../i18n/dates.js';
import type { MessageState } from '../../messaging/message-states.js';
import { whenWords } from '../book/read-back.js';
import { listed, referenceWords } from '../said-words.js';
import type { CardMessage, OptOut } from './caller-card.js';
import type { Fact } from './identity-rules.js';

export const STATE_WORDS: Record<Standing, string> = {
  coming: 'Booked',
  cancelled: 'Cancelled',
  calledOff: 'Clinic called off',
  over: 'Over',
};

export const SOURCE_WORDS: Record<string, string> = {
  online: 'Booked online',
  phone: 'Booked by phone',
  walk_in: 'Came without a booking',
  waitlist: 'Booked from the waiting list',
  sms: 'Booked by text message',
};

export const ATTENDEE_WORDS = {
  expected: '',
  arrived: 'came',
  done: 'came',
  no_show: 'did not come',
  cancelled: 'cancelled',
} as const;

export const CHANNEL_WORDS = { sms: 'Text', email: 'Email' } as const;

export const FACT_WORDS: Record<Fact, string> = {
  name: 'Full name',
  reference: 'Reference',
  time: 'Day and time',
  address: 'Phone or email on file',
  company: 'Who comes with them',
  called_back: 'We called back the number on file',
};

/** What the form of the public says beside its boxes, as one asks it on the phone; see `CONSENT_WORDING`. */
export const SPOKEN_CONSENT = {
  sms: '“May we send you text messages about this place? It is a few for each booking. Your phone company may charge for them. Reply STOP to end them, HELP for help.”',
  email: '“May we send you emails about this place? It is a few for each booking.”',
} as const;

const KIND_WORDS: Record<string, string> = {
  booking_confirmed: 'You have a place',
  booking_moved: 'Your place is moved',
  booking_cancelled: 'Your place is given back',
  attendee_cancelled: 'One place is given back',
  lost_link: 'Your link, again',
  clinic_called_off: 'The clinic is called off',
  clinic_back: 'The clinic takes place after all',
  clinic_changed: 'Something about the clinic changed',
};

/** What a message says, in a line. */
export const kindWords = (kind: string) => KIND_WORDS[kind] ?? kind.replaceAll('_', ' ');

const STATES: Record<MessageState, string> = {
  queued: 'Waits to go out',
  sending: 'Goes out now',
  sent: 'Sent, no word yet',
  delivered: 'Arrived',
  undelivered: 'Did not arrive',
  failed: 'Did not arrive',
  unknown: 'Not known whether it arrived',
  suppressed: 'Not sent',
  missed: 'Not sent, too late',
};

/** Why a message did not arrive or was not sent, by our codes and those of the providers. */
const WHY: Record<string, string> = {
  superseded: 'a later one took its place',
  no_longer_true: 'it was no longer true',
  clinic_cancelled: 'the clinic is called off',
  opted_out: 'they want none',
  no_consent: 'they did not agree',
  address_changed: 'the number or email was corrected',
  booking_gone: 'the booking is erased',
  erased: 'the booking is erased',
  process_lost: 'we were interrupted',
  '21211': 'no such number',
  '21610': 'they told their carrier to stop',
  '21614': 'not a mobile number',
  '30003': 'phone off or out of reach',
  '30004': 'blocked by the carrier',
  '30005': 'no such number',
  '30006': 'not a mobile number',
  '30007': 'stopped by the carrier as unwanted',
  '30008': 'the carrier does not say why',
  '550': 'no such mailbox',
  '551': 'no such mailbox',
  '552': 'mailbox full',
  '553': 'no such mailbox',
};

/** `Did not arrive: phone off or out of reach`. */
export function messageWords({ state, errorCode }: Pick<CardMessage, 'state' | 'errorCode'>): string {
  const words = state === 'queued' && errorCode !== null ? 'Is tried again' : STATES[state];
  const says = ['queued', 'delivered', 'sent', 'sending'].includes(state) ? undefined : WHY[errorCode ?? ''];
  return says ? `${words}: ${says}` : words;
}

/** How a message looks: it arrived, is on its way, or did not. */
export const messageLook = (state: MessageState) =>
  state === 'delivered'
    ? 'chip on'
    : ['undelivered', 'failed', 'unknown', 'missed'].includes(state)
      ? 'chip off'
      : 'chip';

const REASONS: Record<string, string> = {
  asked: 'told us on the phone',
  provider: 'told their carrier: to get texts again they must send START to our number',
};

export const optOutWords = ({ channel, reason, at }: OptOut, zone: string) =>
  `No ${channel === 'sms' ? 'texts' : 'emails'} since ${formatDay(at, zone, 'en')}: ${REASONS[reason] ?? 'they asked for it'}.`;

const EVENTS: Record<BookingEvent['kind'], string> = {
  booked: 'Booked',
  moved: 'Moved',
  cancelled: 'Cancelled',
  attendee_cancelled: 'Cancelled for one',
  clinic_called_off: 'The clinic was called off',
  clinic_back: 'The clinic was brought back',
  clinic_changed: 'The clinic was changed',
  contact_changed: 'Phone or email changed',
  name_changed: 'A name was corrected',
  language_changed: 'Language changed',
  messages_stopped: 'Messages stopped',
  messages_resumed: 'Messages began again',
};

/** `Moved from Saturday, December 5, 10:00 am to …, by Phuong`. */
export function eventWords(event: BookingEvent, zone: string, names: (actor: string | null) => string): string {
  const { kind, from, to, attendeeName, actor } = event;
  const when = (at: Date) => formatDayTime(at, zone, 'en');
  const who = attendeeName && kind === 'attendee_cancelled' ? `Cancelled for ${attendeeName}` : EVENTS[kind];
  const way = from && to ? ` from ${when(from)} to ${when(to)}` : '';
  const by = actor === undefined ? '' : actor === 'applicant' ? ', by themselves' : `, by ${names(actor)}`;
  return `${who}${way}${by}`;
}

/** What is true now, to be read out: day, time, place, for whom. */
export function readBack(booking: BookingDetails, state: Standing): string {
  const { startsAt, clinic, attendees, reference } = booking;
  const when = whenWords(startsAt, clinic);
  const where = clinic.venue
    ? `at ${[clinic.venue.name, clinic.venue.address, clinic.venue.room].filter(Boolean).join(', ')}`
    : 'by video call';
  if (state === 'cancelled') return `The place on ${when} is given back. You do not need to come.`;
  if (state === 'calledOff') return `The clinic on ${when} does not take place. Please do not come.`;
  if (state === 'over') return `That was ${when}, ${where}.`;
  const people = attendees.filter(({ status }) => status !== 'cancelled');
  const apart = new Set(people.map((one) => one.startsAt.getTime())).size > 1;
  const active = people.map((one) =>
    apart ? `${one.name} at ${formatTime(one.startsAt, clinic.timeZone, 'en')}` : one.name,
  );
  return `You have a place on ${when}, ${where}. It is for ${listed(active)}. ${referenceWords(reference)}`;
}
