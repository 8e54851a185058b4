import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import type { ErasureReason } from './erase-bookings.js';
import { eraseBookings } from './erase-bookings.js';

const BATCH = 200;

/**
 * Erases again, after a restore, whom the ledger lists and the backup brought back. What is erased already stays as it is.
 * @returns the number of bookings that had come back
 */
export async function replayErasures(tx: Tx): Promise<number> {
  for (let erased = 0; ;) {
    const back = await rows<{ id: string; at: Date; why: ErasureReason }>(
      tx,
      `select b.id, e.at, e.why from bookings b join erasures e on e.booking_id = b.id
       where b.erased_at is null order by b.id limit $1 for update of b`,
      [BATCH],
    );
    if (back.length === 0) return erased;
    for (const { id, at, why } of back) await eraseBookings(tx, [id], why, at);
    erased += back.length;
  }
}
