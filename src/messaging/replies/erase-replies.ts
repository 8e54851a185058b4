import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import { eraseMessages } from '../erase-messages.js';

/** Forgets who wrote these and what, and what was answered, by the team too. Their ids at the provider stay: they are not taken twice. */
export async function eraseReplies(tx: Tx, ids: string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await rows(
    tx,
    `update replies set sender = null, phone_ix = null, body = null, about = null, asked = null, state = 'done'
     where id = any($1::uuid[])`,
    [ids],
  );
  await rows(tx, 'delete from staff_answers where reply_id = any($1::uuid[])', [ids]);
  await eraseMessages(tx, ids, now);
}
