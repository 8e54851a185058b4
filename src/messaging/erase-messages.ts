import type { Tx } from '../platform/database.js';
import { rows } from '../platform/database.js';

/** Takes out of the outbox what names the people of these subjects; what was not yet sent is not sent any more. */
export async function eraseMessages(tx: Tx, subjectIds: string[], now: Date): Promise<void> {
  await rows(
    tx,
    `update messages set body = null, address_ix = null,
       state = case state when 'queued' then 'suppressed' else state end,
       error_code = case state when 'queued' then 'erased' else error_code end,
       settled_at = case state when 'queued' then $2 else settled_at end
     where subject_id = any($1::uuid[])`,
    [subjectIds, now],
  );
}
