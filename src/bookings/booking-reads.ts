import type { ClinicFacts } from '../clinics/clinic-reads.js';
import type { Locale } from '../i18n/locales.js';
import type { ManageLink } from './manage-links.js';

export type BookingStatus = 'booked' | 'cancelled';
export type AttendeeStatus = 'expected' | 'arrived' | 'done' | 'no_show' | 'cancelled';

export interface AttendeeDetails {
  id: string;
  name: string;
  language: string;
  needsInterpreter: boolean;
  status: AttendeeStatus;
  slotId: string;
  startsAt: Date;
  endsAt: Date;
}

/** What happens to a booking after it was made: by its holder, by the team for them, or by what was decided of its clinic. */
export type BookingEventKind =
  | ('moved' | 'cancelled' | 'attendee_cancelled' | 'clinic_called_off' | 'clinic_back' | 'clinic_changed')
  | ('contact_changed' | 'name_changed' | 'language_changed' | 'messages_stopped' | 'messages_resumed')
  | 'said_coming';

export interface BookingEvent {
  kind: 'booked' | BookingEventKind;
  at: Date;
  /** The time moved from and to; only for `moved`. */
  from?: Date;
  to?: Date;
  attendeeName?: string;
  /** As the history keeps them: `applicant`, `team`, or somebody of the team; absent for the booking itself. */
  actor?: string;
}

/** A booking as its owner may see it: opened (unsealed) data, never to be logged or cached. */
export interface BookingDetails {
  id: string;
  reference: string;
  status: BookingStatus;
  revision: number;
  /** The language its messages are written in. */
  locale: Locale;
  /** What they would like to be spoken to in. */
  language: string;
  createdAt: Date;
  contact: { fullName: string; phone: string | null; email: string | null };
  smsConsent: boolean;
  emailConsent: boolean;
  clinic: ClinicFacts;
  /** Only for a virtual clinic. */
  joiningLink: string | null;
  /** When they said by text that they come, to the time that they have now. */
  comingAt?: Date;
  /** True while the team must keep the clinic's records. */
  onHold?: boolean;
  /** In the order they were given; cancelled ones too. */
  attendees: AttendeeDetails[];
  /** First start among active attendees; when cancelled, among those who had a place until then. */
  startsAt: Date;
  endsAt: Date;
  manageUrl: string;
  calendarUrl: string;
  /** What is kept of the link; nobody is shown it. */
  link: ManageLink;
}
