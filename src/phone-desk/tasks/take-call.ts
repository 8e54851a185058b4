import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../access/audit.js';
import type { Caller } from '../../access/caller.js';
import { callScope, scopeParam } from '../../access/caller.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database, rows } from '../../platform/database.js';
import { TAKEN_MS } from './call-rules.js';
import { changeCalls, inCallScope, isNeeded, SAME_PERSON } from './call-sql.js';

/** It is taken when nobody has it, or I have it, or whoever had it let its time go by; and nobody else is at another call to the same person. */
const FREE = `(k.state = 'open' or k.taken_by = $4 or k.taken_at <= $5)
  and not exists (select from call_tasks o
    where o.state = 'taken' and o.id <> k.id and o.taken_by <> $4 and o.taken_at > $5 and ${SAME_PERSON})`;

const TAKE = `
  update call_tasks k set state = 'taken', taken_by = $4, taken_at = $2
  where k.id = $3 and ${isNeeded(2)} and ${inCallScope(1)} and ${FREE}
  returning clinic_id as "clinicId", subject_id as "bookingId"`;

/** The call to a booking that a decision has not reached: it is written down when it is first taken. */
const WRITE_DOWN = `
  insert into call_tasks (id, clinic_id, reason, subject_id, change_id, state, created_at)
  select r.call_id, c.id, 'change', b.id, h.id, 'open', h.made_at from ${changeCalls(1, 2)} and r.call_id = $3
  on conflict do nothing`;
const TAKE_CHANGE = `
  update call_tasks k set state = 'taken', taken_by = $4, taken_at = $2
  where k.id = $3 and k.id in (select r.call_id from ${changeCalls(1, 2)} and r.call_id = $3) and ${FREE}
  returning clinic_id as "clinicId", subject_id as "bookingId"`;

interface Taken {
  clinicId: string | null;
  bookingId: string | null;
}

/** Takes one call for oneself, for a quarter of an hour: two people never call the same person. */
@Injectable()
export class TakeCall {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Whether it is mine now; false when somebody else has it, or nobody is to be called any more. */
  async run(id: string, caller: Caller): Promise<boolean> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      // One at a time: whoever comes second sees what the first has taken, also another call to the same person.
      await rows(tx, `select pg_advisory_xact_lock(hashtextextended('calls', 0))`);
      const [taken] = await this.take(tx, id, caller, now);
      if (!taken) return false;
      const { clinicId, bookingId } = taken;
      const subject = { subjectType: bookingId ? 'booking' : 'call_task', subjectId: bookingId ?? id };
      const event = { ...caller, ...subject, clinicId: clinicId ?? undefined, action: 'call_taken' };
      await recordAudit(tx, event, now);
      return true;
    });
  }

  private async take(tx: Tx, id: string, caller: Caller, now: Date): Promise<Taken[]> {
    const over = new Date(now.getTime() - TAKEN_MS);
    const scope = scopeParam(callScope(caller.clinics));
    const taken = await rows<Taken>(tx, TAKE, [scope, now, id, caller.actor, over]);
    if (taken.length > 0) return taken;
    await rows(tx, WRITE_DOWN, [scope, now, id]);
    return rows<Taken>(tx, TAKE_CHANGE, [scope, now, id, caller.actor, over]);
  }
}
