import { Injectable } from '@nestjs/common';
import type { ClinicScope } from '../../access/caller.js';
import { inScope, scopeParam } from '../../access/caller.js';
import { Database } from '../../platform/database.js';
import { REACH, REACHED_FROM } from '../changes/reach.js';

/** How long somebody has a call for themselves. */
export const TAKEN_MS = 15 * 60_000;

/** Somebody whom no message has reached, as the list of calls shows them: without name and number. */
export interface Call {
  bookingId: string;
  reference: string;
  language: string;
  people: number;
  /** Of their first time in the clinic. */
  startsAt: Date;
  tries: number;
  triedAt: Date | null;
  /** Who is at it, as long as it is theirs. */
  takenBy: string | null;
  takenAt: Date | null;
}

/** Those with the fewest tries come first, then those who were tried longest ago, then the earliest appointment. */
const CALLS = `
  select r.booking_id as "bookingId", b.reference, b.language, t.people, t.starts_at as "startsAt",
    coalesce(k.tries, 0) as tries, k.tried_at as "triedAt",
    case when k.taken_at > $3 then k.taken_by end as "takenBy", case when k.taken_at > $3 then k.taken_at end as "takenAt"
  from ${REACHED_FROM} join clinics c on c.id = h.clinic_id
  cross join lateral (
    select count(*)::integer as people, min(s.starts_at) as starts_at
    from attendees a join slots s on s.id = a.slot_id where a.booking_id = b.id and a.status <> 'cancelled') t
  where r.change_id = $1 and ${inScope(2)} and (${REACH}) = 'call'
  order by tries, k.tried_at nulls first, t.starts_at, b.reference`;

/** Reads of who is to be called: one query, whatever their number. */
@Injectable()
export class CallsReader {
  constructor(private readonly database: Database) {}

  /** Whom a decision has not reached, in the order in which they are called. */
  async of(changeId: string, scope: ClinicScope, now: Date): Promise<Call[]> {
    const since = new Date(now.getTime() - TAKEN_MS);
    return this.database.query<Call>(CALLS, [changeId, scopeParam(scope), since]);
  }

  /** Who has taken a call, if it is still theirs. */
  async takenBy(changeId: string, bookingId: string, now: Date): Promise<string | undefined> {
    const [task] = await this.database.query<{ takenBy: string }>(
      `select taken_by as "takenBy" from call_tasks
       where change_id = $1 and subject_id = $2 and state = 'taken' and taken_at > $3`,
      [changeId, bookingId, new Date(now.getTime() - TAKEN_MS)],
    );
    return task?.takenBy;
  }
}
