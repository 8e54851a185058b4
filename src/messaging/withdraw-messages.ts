import type { Tx } from '../platform/database.js';
import { rows } from '../platform/database.js';

/**
 * Takes back what was not handed to a provider yet: also what is being prepared at this moment, which finds itself out of the
 * queue when it is about to be sent. What goes because another did not arrive is not lost so quietly: it stays, to be found
 * stopped when it is about to be sent, and somebody calls.
 */
export async function withdrawMessages(
  tx: Tx,
  subjectId: string,
  channels: ('sms' | 'email')[],
  why: string,
  now: Date,
): Promise<void> {
  await rows(
    tx,
    `update messages set state = 'suppressed', error_code = $3, settled_at = $4
     where subject_id = $1 and channel = any($2) and state = 'queued'
       and ($3 <> 'opted_out' or follows is null)`,
    [subjectId, channels, why, now],
  );
}
