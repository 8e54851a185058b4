import { eraseMessages } from '../../messaging/erase-messages.js';
import { eraseReplies } from '../../messaging/replies/erase-replies.js';
import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';

export type ErasureReason = 'retention' | 'applicant';

/**
 * Erases what names a person in these bookings, which the caller has locked; what is counted stays: status, source,
 * language, times. The ledger says of which bookings, so that a restored backup does not bring anybody back.
 */
export async function eraseBookings(tx: Tx, ids: string[], why: ErasureReason, now: Date): Promise<void> {
  await rows(
    tx,
    `update bookings set erased_at = $2, name = null, phone = null, email = null, phone_ix = null, email_ix = null,
       manage_hash = null, manage_sealed = null, stop_sealed = null, idempotency_hash = null, request_hash = null
     where id = any($1::uuid[])`,
    [ids, now],
  );
  await rows(
    tx,
    `update attendees set name = null, notes = null, name_ix = null, phone_ix = null, email_ix = null
     where booking_id = any($1::uuid[])`,
    [ids],
  );
  const replies = await rows<{ id: string }>(
    tx,
    `select id from replies where booking_id = any($1::uuid[])
       or call_task_id in (select id from call_tasks where subject_id = any($1::uuid[]))`,
    [ids],
  );
  await eraseReplies(
    tx,
    replies.map(({ id }) => id),
    now,
  );
  await rows(tx, 'delete from call_tasks where subject_id = any($1::uuid[])', [ids]);
  await eraseMessages(tx, ids, now);
  await rows(
    tx,
    `insert into erasures (booking_id, at, why) select unnest($1::uuid[]), $2, $3 on conflict (booking_id) do nothing`,
    [ids, now, why],
  );
}
