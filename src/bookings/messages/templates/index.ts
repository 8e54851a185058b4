import { attendeeCancelled } from './attendee-cancelled.js';
import { bookingCancelled } from './booking-cancelled.js';
import { bookingConfirmed } from './booking-confirmed.js';
import { bookingMoved } from './booking-moved.js';
import { clinicBack } from './clinic-back.js';
import { clinicCalledOff } from './clinic-called-off.js';
import { clinicChanged } from './clinic-changed.js';
import { lostLink } from './lost-link.js';
import { reminderDayBefore } from './reminder-day-before.js';
import { reminderDays } from './reminder-days.js';
import { reminderHours } from './reminder-hours.js';
import type { Template } from './template.js';

/** What answers an action, the link sent again, and what the team decided of a clinic. */
export const BOOKING_TEMPLATES = [
  bookingConfirmed,
  bookingMoved,
  bookingCancelled,
  attendeeCancelled,
  lostLink,
  clinicCalledOff,
  clinicBack,
  clinicChanged,
] as const;

/** What reminds of an appointment. */
export const REMINDER_TEMPLATES = [reminderDays, reminderDayBefore, reminderHours] as const;

export type BookingKind = (typeof BOOKING_TEMPLATES)[number]['kind'];

/** Every message about a booking, in the order that the team sees them. */
export const TEMPLATES: readonly Template[] = [...BOOKING_TEMPLATES, ...REMINDER_TEMPLATES];

/** The template of a kind; undefined where the kind is not about a booking. */
export const templateOf = (kind: string) => TEMPLATES.find((template) => template.kind === kind);

/** The same for a kind that is one. */
export const bookingTemplate = (kind: BookingKind): Template =>
  BOOKING_TEMPLATES.find((template) => template.kind === kind) as Template;
