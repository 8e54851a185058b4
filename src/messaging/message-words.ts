import type { MessageState } from './message-states.js';

/** What the team reads of a message and of what became of it; in one place, for every page that says it. */
interface Fate {
  state: MessageState;
  errorCode: string | null;
  channel?: 'sms' | 'email';
}

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
const AWAY = 'the provider could not be reached';
const WHY: Record<string, string> = {
  superseded: 'a later one took its place',
  no_longer_true: 'it was no longer true',
  clinic_cancelled: 'the clinic is called off',
  arrived: 'they are there already',
  opted_out: 'they want none',
  no_consent: 'they did not agree',
  address_changed: 'the number or email was corrected',
  bad_address: 'it never arrives at this number or mailbox',
  abroad: 'not a number of the U.S. or Canada',
  number_cap: 'this number has had enough for a day',
  day_cap: 'we have sent as many texts as we may in a day',
  late: 'it would have helped nobody any more',
  too_late: 'it would have helped nobody any more',
  booking_gone: 'the booking is erased',
  erased: 'the booking is erased',
  process_lost: 'we were interrupted',
  not_prepared: 'something went wrong on our side',
  unknown_kind: 'we do not send this any more',
  error: 'no reason was given',
  ...{ ECONNECTION: AWAY, ECONNREFUSED: AWAY, ECONNRESET: AWAY, ESOCKET: AWAY, ETIMEDOUT: AWAY, ENOTFOUND: AWAY },
  '20003': 'the provider does not accept our account',
  '21211': 'this is no phone number',
  '21217': 'this is no phone number',
  '21610': 'they said STOP to their carrier',
  '21614': 'not a mobile phone',
  '30001': 'too many were waiting',
  '30002': 'the account with the provider is suspended',
  '30003': 'the phone is off or out of reach',
  '30004': 'the phone or its carrier blocks our texts',
  '30005': 'the number is not in use',
  '30006': 'a landline, or a phone that takes no texts',
  '30007': 'the carrier held it back as unwanted',
  '30008': 'the carrier does not say why',
  '30034': 'our number is not registered with the carriers',
  '5.1.1': 'there is no such mailbox',
  '5.1.2': 'there is no such mail server',
  '5.1.3': 'there is no such mailbox',
  '5.1.6': 'the mailbox has moved away',
  '5.1.10': 'there is no such mailbox',
  '5.2.1': 'the mailbox is shut',
  '5.2.2': 'the mailbox is full',
  '5.7.1': 'their mail server does not let us in',
  '550': 'there is no such mailbox',
  '551': 'there is no such mailbox',
  '552': 'the mailbox is full',
  '553': 'there is no such mailbox',
  '554': 'their mail server refused it',
};

/** Only what these end in needs a reason beside it. */
const SPEAK_FOR_THEMSELVES: MessageState[] = ['queued', 'sending', 'sent', 'delivered'];

/** Why, by the code; a code that has no words stands there itself. */
export const whyWords = (code: string | null) => (code === null ? undefined : (WHY[code] ?? `code ${code}`));

/** `Did not arrive: the phone is off or out of reach`. */
export function messageWords({ state, errorCode, channel }: Fate): string {
  // Of an email nothing more is heard, unless it comes back.
  if (channel === 'email' && state === 'sent') return 'Given to the mail server';
  const words = state === 'queued' && errorCode !== null ? 'Is tried again' : STATES[state];
  const why = SPEAK_FOR_THEMSELVES.includes(state) ? undefined : whyWords(errorCode);
  return why ? `${words}: ${why}` : words;
}

/** What somebody should look at: it did not arrive, or nobody knows. */
export const TROUBLE: readonly MessageState[] = ['undelivered', 'failed', 'unknown', 'missed'];

/** How a message looks: it arrived, is on its way, or did not. */
export const messageLook = (state: MessageState) =>
  state === 'delivered' ? 'chip on' : TROUBLE.includes(state) ? 'chip off' : 'chip';

export const CHANNEL_WORDS = { sms: 'Text', email: 'Email' } as const;
