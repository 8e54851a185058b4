import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../access/audit.js';
import type { Caller } from '../../access/caller.js';
import { callScope, scopeParam } from '../../access/caller.js';
import { Clock } from '../../platform/clock.js';
import { Database, rows } from '../../platform/database.js';
import { conflict } from '../../platform/errors.js';
import { Sealer } from '../../platform/sealing.js';
import type { CallEnd } from './call-rules.js';
import { TAKEN_MS } from './call-rules.js';
import { inCallScope, SAME_PERSON } from './call-sql.js';

export interface SeenCall {
  id: string;
  seen: number;
}

export interface CallOutcome {
  end: CallEnd;
  /** For whoever calls next; replaces what was noted before. */
  note: string;
  /** Only after `again` and `no_answer`. */
  nextTryAt?: Date;
  /** The revision of the task that whoever called was looking at: what came in since is not closed unseen. */
  seen: number;
  /** Other tasks of the same person that are settled with it, each with the revision that was seen. */
  also?: SeenCall[];
}

/** What is written of one task; `$5` is the state it ends in, absent when the call is to be made again. */
const RECORD = `
  update call_tasks set
    state = case when revision <= $6 then coalesce($5, 'open') else 'open' end,
    closed_at = case when $5 is not null and revision <= $6 then $3::timestamptz end,
    taken_by = null, taken_at = null, note = $4,
    tries = tries + case when $7 = 'given_back' then 0 else 1 end,
    tried_at = case when $7 = 'given_back' then tried_at else $3 end,
    next_try_at = case when $7 = 'given_back' then next_try_at when revision <= $6 then $8::timestamptz end
  where id = $1 and state = 'taken' and taken_by = $2
  returning clinic_id as "clinicId", subject_id as "bookingId", closed_at is not null as closed`;

const SETTLE = `
  update call_tasks o set state = $3, closed_at = $4, taken_by = null, taken_at = null
  where exists (select from unnest($2::uuid[], $6::integer[]) as s (id, seen) where s.id = o.id and o.revision <= s.seen)
    and ${inCallScope(7, 'o')} and o.closed_at is null and o.reason <> 'change' and (o.state = 'open' or o.taken_at <= $5)
    and exists (select from call_tasks k where k.id = $1 and k.id <> o.id and ${SAME_PERSON})
  returning id, clinic_id as "clinicId", subject_id as "bookingId"`;

const STATES: Partial<Record<CallEnd, 'reached' | 'done'>> = { reached: 'reached', not_needed: 'done' };

interface Written {
  id?: string;
  clinicId: string | null;
  bookingId: string | null;
}

/** Writes down how a call ended that one has taken. */
@Injectable()
export class RecordCall {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns whether it is off the list; false also when more came in from them meanwhile
   * @throws AppError 409 `call_not_yours`
   */
  async run(id: string, { end, note, nextTryAt, seen, also = [] }: CallOutcome, caller: Caller): Promise<boolean> {
    const now = this.clock.now();
    const state = STATES[end] ?? null;
    const sealed = note ? this.sealer.seal(note, 'call_tasks.note') : null;
    return this.database.transaction(async (tx) => {
      const values = [id, caller.actor, now, sealed, state, seen, end, nextTryAt ?? null];
      const [task] = await rows<Written & { closed: boolean }>(tx, RECORD, values);
      if (!task) throw conflict('call_not_yours');
      const over = new Date(now.getTime() - TAKEN_MS);
      const [ids, seenOf] = [also.map((one) => one.id), also.map((one) => one.seen)];
      const settle = [id, ids, state, now, over, seenOf, scopeParam(callScope(caller.clinics))];
      const settled = task.closed ? await rows<Written>(tx, SETTLE, settle) : [];
      for (const one of [{ ...task, id }, ...settled]) {
        const subject = {
          subjectType: one.bookingId ? 'booking' : 'call_task',
          subjectId: one.bookingId ?? one.id ?? '',
        };
        const event = {
          ...caller,
          ...subject,
          clinicId: one.clinicId ?? undefined,
          action: 'call_recorded',
          reason: end,
        };
        await recordAudit(tx, event, now);
      }
      return task.closed;
    });
  }
}
