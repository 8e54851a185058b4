import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import type { ErasureReason } from './erase-bookings.js';
import { eraseBookings } from './erase-bookings.js';

const BATCH = 200;

/**
 * Erases again, after a restore, whom the ledger lists and the backup brought back, and the link of the video call where
 * their time was over. What is erased already stays as it is.
 * @returns the number of bookings that had come back
 */
export async function replayErasures(tx: Tx): Promise<number> {
  let erased = 0;
  for (;;) {
    const back = await rows<{ id: string; at: Date; why: ErasureReason }>(
      tx,
      `select b.id, e.at, e.why from bookings b join erasures e on e.booking_id = b.id
       where b.erased_at is null order by b.id limit $1 for update of b`,
      [BATCH],
    );
    if (back.length === 0) break;
    for (const { id, at, why } of back) await eraseBookings(tx, [id], why, at);
    erased += back.length;
  }
  await rows(
    tx,
    `update clinics set joining_link = null where joining_link is not null and id in (
       select b.clinic_id from bookings b join erasures e on e.booking_id = b.id where e.why = 'retention')`,
  );
  return erased;
}
