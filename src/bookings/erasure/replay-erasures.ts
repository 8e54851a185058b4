import type { Database } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import type { ErasureReason } from './erase-bookings.js';
import { eraseBookings } from './erase-bookings.js';

/** One row of the ledger: that a booking was erased, and why; nothing of whom. */
export interface Erasure {
  bookingId: string;
  at: Date;
  why: ErasureReason;
}

const BATCH = 200;

/**
 * Erases again, after a restore, what was erased after the backup was made. What is erased already stays as it is, so
 * that it can be called with the whole ledger, and again after it was interrupted.
 * @returns the number of bookings that had come back
 */
export async function replayErasures(database: Database, ledger: Erasure[]): Promise<number> {
  let erased = 0;
  for (let from = 0; from < ledger.length; from += BATCH) {
    const batch = new Map(ledger.slice(from, from + BATCH).map((row) => [row.bookingId, row]));
    erased += await database.transaction(async (tx) => {
      const back = await rows<{ id: string }>(
        tx,
        'select id from bookings where id = any($1::uuid[]) and erased_at is null order by id for update',
        [[...batch.keys()]],
      );
      for (const { id } of back) {
        const { why, at } = batch.get(id) as Erasure;
        await eraseBookings(tx, [id], why, new Date(at));
      }
      return back.length;
    });
  }
  return erased;
}
