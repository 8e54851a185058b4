import { recordAudit } from '../../access/audit.js';
import type { Caller } from '../../access/caller.js';
import { callScope, scopeParam } from '../../access/caller.js';
import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import { conflict } from '../../platform/errors.js';
import { TAKEN_MS } from '../tasks/call-rules.js';
import { inCallScope } from '../tasks/call-sql.js';
import { WAITS } from './inbox-sql.js';

/** The open task of a number, locked. */
export interface OpenTask {
  id: string;
  revision: number;
  clinicId: string | null;
  bookingId: string | null;
}

const OTHERS = `
  select o.taken_by as "takenBy" from call_tasks o left join bookings b on b.id = o.subject_id
  where o.state = 'taken' and o.taken_by <> $2 and o.taken_at > $3 and (o.phone_ix = any($1) or b.phone_ix = any($1)) limit 1`;

/**
 * The task of this number, for whoever is about to do something with it; undefined where nobody waits. One at a time, with
 * those who take calls: whoever comes second sees what the first did.
 * @throws AppError 409 `conversation_taken`, also while somebody is at a call to the same person
 */
export async function lockConversation(
  tx: Tx,
  indexes: string[],
  { actor, clinics }: Caller,
  now: Date,
): Promise<OpenTask | undefined> {
  await rows(tx, `select pg_advisory_xact_lock(hashtextextended('calls', 0))`);
  const others = await rows(tx, OTHERS, [indexes, actor, new Date(now.getTime() - TAKEN_MS)]);
  if (others.length > 0) throw conflict('conversation_taken');
  const [task] = await rows<OpenTask>(
    tx,
    `select k.id, k.revision, k.clinic_id as "clinicId", k.subject_id as "bookingId" from call_tasks k
     where ${WAITS} and k.phone_ix = any($1) and ${inCallScope(2)} for update`,
    [indexes, scopeParam(callScope(clinics))],
  );
  return task;
}

/** Closes it, unless more came in than was seen: then it waits on, and nobody has it. @returns whether it is closed */
export async function closeTask(tx: Tx, { id }: OpenTask, seen: number, now: Date): Promise<boolean> {
  const [task] = await rows<{ closed: boolean }>(
    tx,
    `update call_tasks set taken_by = null, taken_at = null, state = case when revision <= $2 then 'done' else 'open' end,
       closed_at = case when revision <= $2 then $3::timestamptz end
     where id = $1 returning closed_at is not null as closed`,
    [id, seen, now],
  );
  return task?.closed === true;
}

/** Nobody has it any more; it waits on. */
export async function releaseTask(tx: Tx, { id }: OpenTask): Promise<void> {
  await rows(tx, `update call_tasks set taken_by = null, taken_at = null, state = 'open' where id = $1`, [id]);
}

/** What was done with a conversation, by the booking that it is about, or the reply. */
export async function recordConversation(
  tx: Tx,
  caller: Caller,
  done: { replyId: string; task?: OpenTask; action: string; reason?: string },
  now: Date,
): Promise<void> {
  const { replyId, task, action, reason } = done;
  const subject = task?.bookingId
    ? { subjectType: 'booking', subjectId: task.bookingId }
    : { subjectType: 'reply', subjectId: replyId };
  await recordAudit(tx, { ...caller, ...subject, clinicId: task?.clinicId ?? undefined, action, reason }, now);
}
