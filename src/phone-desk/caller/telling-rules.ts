import type { BookingDetails } from '../../bookings/booking-reads.js';
import type { BookingKind } from '../../bookings/messages/templates/index.js';
import { standing } from '../../bookings/standing-rules.js';

/** The message that says how things stand with a booking; undefined when it is over, and there is nothing to say. */
export function tellingKind(booking: BookingDetails, now: Date): BookingKind | undefined {
  const kinds = {
    coming: 'booking_confirmed',
    cancelled: 'booking_cancelled',
    calledOff: 'clinic_called_off',
    over: undefined,
  } as const;
  return booking.endsAt > now ? kinds[standing(booking, now)] : undefined;
}
