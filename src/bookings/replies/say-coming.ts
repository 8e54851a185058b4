import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import { lockBookingById, recordEvent } from '../bookings.repository.js';

/**
 * Notes that the people of a booking said that they come, to the time that they have now: after a move they are to be asked
 * anew. What was noted already is not noted again.
 */
export async function sayComing(
  tx: Tx,
  { bookingId, revision }: { bookingId: string; revision: number },
  now: Date,
): Promise<void> {
  const booking = await lockBookingById(tx, bookingId);
  if (booking.revision !== revision || booking.status !== 'booked') return;
  const noted = await rows(
    tx,
    `update bookings b set coming_at = $2, coming_for = t.starts_at
     from (select min(s.starts_at) as starts_at from attendees a join slots s on s.id = a.slot_id
           where a.booking_id = $1 and a.status <> 'cancelled') t
     where b.id = $1 and b.coming_for is distinct from t.starts_at returning 1`,
    [bookingId, now],
  );
  if (noted.length === 0) return;
  const { id, clinicId } = booking;
  await recordEvent(tx, { bookingId: id, clinicId, revision, kind: 'said_coming', actor: 'applicant' }, now);
}
