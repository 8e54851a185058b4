/** The messages about a booking: those that answer an action, and the link sent again. */
export const BOOKING_KINDS = [
  'booking_confirmed',
  'booking_moved',
  'booking_cancelled',
  'attendee_cancelled',
  'lost_link',
] as const;

export type BookingKind = (typeof BOOKING_KINDS)[number];
