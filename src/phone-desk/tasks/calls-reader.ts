import { Injectable } from '@nestjs/common';
import type { Caller, ClinicScope } from '../../access/caller.js';
import { callScope, scopeParam } from '../../access/caller.js';
import type { ChangeKind } from '../../bookings/changes/change-kinds.js';
import { TEAM_ZONE } from '../../i18n/dates.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import type { CallFacts, CallReason } from './call-rules.js';
import { byUrgency, TAKEN_MS, turnOf } from './call-rules.js';
import { changeCalls, storedCalls } from './call-sql.js';

/** Somebody who is to be called, as the list shows them: without name and number. */
export interface Call extends CallFacts {
  reason: CallReason;
  /** What was decided about their clinic. */
  change: ChangeKind | null;
  bookingId: string | null;
  reference: string | null;
  language: string | null;
  people: number | null;
  clinicId: string | null;
  clinicTitle: string | null;
  timeZone: string | null;
  /** Who is at it, as long as it is theirs. */
  takenBy: string | null;
  takenAt: Date | null;
}

const TAKEN = `case when k.taken_at > $3 then k.taken_by end as "takenBy",
  case when k.taken_at > $3 then k.taken_at end as "takenAt"`;
const ABOUT = `b.reference, coalesce(k.language, b.language) as language, nullif(t.people, 0) as people,
  t.starts_at as "startsAt", c.id as "clinicId", c.title as "clinicTitle", c.time_zone as "timeZone",
  coalesce(k.tries, 0) as tries, k.tried_at as "triedAt", k.next_try_at as "nextTryAt", k.best_time as "bestTime",
  coalesce(k.urgent, false) as urgent, ${TAKEN}`;

const CALLS = `
  select r.call_id as id, 'change' as reason, h.kind as change, b.id as "bookingId", h.made_at as since,
    1 as "nthOfAddress", ${ABOUT}
  from ${changeCalls(1, 2)}
  union all
  select k.id, k.reason, null, k.subject_id, k.created_at,
    case when k.asked_from is null then 1
      else row_number() over (partition by k.asked_from order by k.created_at, k.id)::integer end, ${ABOUT}
  from ${storedCalls(1, 2)}`;

/** Which of them are shown. */
export interface CallFilter {
  clinicId?: string;
  reason?: CallReason;
  language?: string;
}

export const narrowed = (calls: Call[], { clinicId, reason, language }: CallFilter) =>
  calls.filter(
    (call) =>
      (!clinicId || call.clinicId === clinicId) &&
      (!reason || call.reason === reason) &&
      (!language || call.language === language),
  );

/** Reads who is to be called: one query, whatever their number and whatever for. */
@Injectable()
export class CallsReader {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Everybody whom one may call, in the order in which they are called. */
  async all({ clinics }: Pick<Caller, 'clinics'>, filter: CallFilter = {}): Promise<Call[]> {
    const now = this.clock.now();
    const values = [scopeParam(callScope(clinics)), now, new Date(now.getTime() - TAKEN_MS)];
    const found = await this.database.query<Call>(CALLS, values);
    return narrowed(found, filter).sort(byUrgency(now, TEAM_ZONE));
  }

  /** How many wait, and since when the one who waits longest does; those put off until later do not count as waiting. */
  async waiting(
    clinics: ClinicScope,
  ): Promise<{ count: number; oldest: Date | null; byReason: Map<CallReason, Date[]> }> {
    const now = this.clock.now();
    const due = (await this.all({ clinics })).filter((call) => turnOf(call, now, TEAM_ZONE) !== 'later');
    const byReason = new Map<CallReason, Date[]>();
    for (const { reason, since } of due) byReason.set(reason, [...(byReason.get(reason) ?? []), since]);
    const oldest = due.reduce<Date | null>((first, { since }) => (!first || since < first ? since : first), null);
    return { count: due.length, oldest, byReason };
  }
}
