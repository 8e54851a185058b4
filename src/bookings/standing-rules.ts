import type { BookingDetails } from './booking-reads.js';

/** What a booking means to its holder at this moment. */
export type Standing = 'coming' | 'cancelled' | 'calledOff' | 'over';

/** A clinic that was called off says so, whatever the booking itself says. */
export function standing({ status, clinic, endsAt }: BookingDetails, now: Date): Standing {
  if (status === 'cancelled') return 'cancelled';
  if (clinic.status === 'cancelled') return 'calledOff';
  return endsAt <= now ? 'over' : 'coming';
}
