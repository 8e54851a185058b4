/** The messages about a booking: those that answer an action, the link sent again, and what the team decided of its clinic. */
export const BOOKING_KINDS = [
  'booking_confirmed',
  'booking_moved',
  'booking_cancelled',
  'attendee_cancelled',
  'lost_link',
  'clinic_called_off',
  'clinic_back',
  'clinic_changed',
] as const;

export type BookingKind = (typeof BOOKING_KINDS)[number];
