import type { Tx } from '../platform/database.js';
import { rows } from '../platform/database.js';

/**
 * Takes back what was not handed to a provider yet, because other words go in its place: also what is being prepared at this
 * moment, which finds itself out of the queue when it is about to be sent. What somebody wants no more of is none of that: the
 * gate stops it, and sees that a reminder goes by the other way.
 */
export async function withdrawMessages(
  tx: Tx,
  subjectId: string,
  channels: ('sms' | 'email')[],
  why: 'superseded' | 'address_changed',
  now: Date,
): Promise<void> {
  await rows(
    tx,
    `update messages set state = 'suppressed', error_code = $3, settled_at = $4
     where subject_id = $1 and channel = any($2) and state = 'queued'`,
    [subjectId, channels, why, now],
  );
}
