import type { BookingDetails } from '../../bookings/booking-reads.js';
import type { MessageState } from '../../messaging/message-states.js';
import type { OptOut } from '../caller/caller-card.js';

/** What they wrote, or what we did: one bubble. */
export type Said =
  | { by: 'them'; at: Date; text: string; pictures: number; beingAnswered: boolean }
  | {
      by: 'us';
      at: Date;
      /** Absent while it is made: our program writes when it goes. */
      text?: string;
      kind: string;
      state: MessageState;
      errorCode: string | null;
      /** Who of the team wrote it. */
      actor: string | null;
    };

/** Whoever is to be answered. */
export interface Waiting {
  taskId: string;
  revision: number;
  since: Date;
  note: string | null;
  forStaff: string | null;
  handedBy: string | null;
  toCall: boolean;
  /** Who is at it, or at a call to the same person. */
  takenBy: string | null;
  takenAt: Date | null;
}

/** All that was written between one number and us, opened, as far as the reader may see it. Never to be logged. */
export interface Conversation {
  /** The reply by which it is addressed. */
  id: string;
  phone: string;
  /** An answer can go there. */
  reachable: boolean;
  language: string | null;
  waiting?: Waiting;
  said: Said[];
  /** How many answers of the team there are: one that comes in meanwhile is noticed. */
  answers: number;
  bookings: BookingDetails[];
  optOuts: OptOut[];
}
