import type { MessageState } from '../../messaging/message-states.js';
import type { BookingDetails, BookingEvent } from '../../bookings/booking-reads.js';
import type { CallReason } from '../tasks/call-rules.js';
import type { FoundPerson } from './found-rules.js';

/** One message to a caller: that it was sent, never what it said. */
export interface CardMessage {
  bookingId: string;
  kind: string;
  channel: 'sms' | 'email';
  state: MessageState;
  errorCode: string | null;
  dueAt: Date;
  sentAt: Date | null;
}

export interface OptOut {
  channel: 'sms' | 'email';
  /** How they said so. */
  reason: string;
  at: Date;
  /** In which words, where somebody wrote or noted them. */
  words: string | null;
  /** Who of the team noted it. */
  actor: string | null;
}

export interface Consent {
  channel: 'sms' | 'email';
  at: Date;
  recordedBy: string | null;
}

/** What they wrote to our number. */
export interface CardReply {
  id: string;
  at: Date;
  text: string;
  pictures: number;
}

/** A call that is still to be made to them. */
export interface OpenTask {
  id: string;
  reason: CallReason;
  takenBy: string | null;
  tries: number;
}

/** Somebody who calls: all that stands under their number or email, as far as whoever looks may see it. */
export interface CallerCard {
  /** The booking that they call about. */
  booking: BookingDetails;
  source: string;
  /** The others under the same contact, the next to come first. */
  others: BookingDetails[];
  /** The bookings that the caller has shown to be theirs. */
  checked: Set<string>;
  messages: CardMessage[];
  consents: Consent[];
  optOuts: OptOut[];
  replies: CardReply[];
  tasks: OpenTask[];
  history: BookingEvent[];
  /** Who of them holds more than one place to come. */
  twice: string[];
  /** The same name under another contact. */
  likely: FoundPerson[];
  /** What somebody of the team is called. */
  names: (actor: string | null) => string;
}
