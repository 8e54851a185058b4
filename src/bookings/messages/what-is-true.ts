import type { BookingDetails } from '../booking-reads.js';
import { isCalledOff } from '../calendar-file.js';
import type { WordedKind } from './templates/template.js';

/**
 * Whose words a message has: its own. Whoever asks for the link again may have forgotten that the place is gone: it must not
 * look as if it were there.
 */
export function whatIsTrue(kind: WordedKind, booking: BookingDetails): WordedKind {
  if (kind !== 'lost_link' || !isCalledOff(booking)) return kind;
  return booking.status === 'cancelled' ? 'booking_cancelled' : 'clinic_called_off';
}
