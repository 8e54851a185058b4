import type { ClinicDetails } from './clinic-reads.js';

/** What a reader can do with a clinic at this moment. */
export type BookingState = 'open' | 'full' | 'not_yet' | 'closed' | 'cancelled' | 'over';

export function bookingState(clinic: ClinicDetails, now: Date): BookingState {
  if (clinic.status === 'cancelled') return 'cancelled';
  if (clinic.status === 'completed' || !clinic.endsAt || clinic.endsAt <= now) return 'over';
  if (clinic.bookingOpensAt && now < clinic.bookingOpensAt) return 'not_yet';
  if (clinic.bookingClosesAt && clinic.bookingClosesAt <= now) return 'closed';
  return clinic.placesLeft > 0 ? 'open' : 'full';
}
