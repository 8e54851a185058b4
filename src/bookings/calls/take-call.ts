import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../access/audit.js';
import type { Caller } from '../../access/caller.js';
import { callScope, inScope, scopeParam } from '../../access/caller.js';
import { Clock } from '../../platform/clock.js';
import { Database, rows } from '../../platform/database.js';
import { REACH, REACHED_FROM } from '../changes/reach.js';
import { TAKEN_MS } from './calls-reader.js';

/**
 * One statement, which PostgreSQL evaluates again on the newest row after waiting for whoever was faster: it is taken when
 * nobody has it, or I have it, or whoever had it let its time go by.
 */
const TAKE = `
  insert into call_tasks as k2 (id, clinic_id, reason, subject_id, change_id, state, taken_by, taken_at, created_at)
  select $3, c.id, 'change', r.booking_id, r.change_id, 'taken', $4, $5, $5
  from ${REACHED_FROM} join clinics c on c.id = h.clinic_id
  where r.change_id = $1 and r.booking_id = $2 and ${inScope(7)} and (${REACH}) = 'call'
  on conflict (change_id, subject_id) do update set state = 'taken', taken_by = $4, taken_at = $5
    where k2.state = 'open' or k2.taken_by = $4 or k2.taken_at <= $6
  returning clinic_id as "clinicId"`;

/** Takes one call for oneself, for a quarter of an hour: two people never call the same person. */
@Injectable()
export class TakeCall {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Whether it is mine now; false when somebody else has it, or nobody is to be called any more. */
  async run(changeId: string, bookingId: string, caller: Caller): Promise<boolean> {
    const now = this.clock.now();
    const over = new Date(now.getTime() - TAKEN_MS);
    const scope = scopeParam(callScope(caller.clinics));
    return this.database.transaction(async (tx) => {
      const values = [changeId, bookingId, randomUUID(), caller.actor, now, over, scope];
      const [taken] = await rows<{ clinicId: string }>(tx, TAKE, values);
      if (!taken) return false;
      const subject = { clinicId: taken.clinicId, subjectType: 'booking', subjectId: bookingId };
      await recordAudit(tx, { ...caller, ...subject, action: 'call_taken' }, now);
      return true;
    });
  }
}
