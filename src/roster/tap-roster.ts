import { Injectable } from '@nestjs/common';
import type { Planner } from '../access/caller.js';
import { inScope, scopeParam } from '../access/caller.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { conflict, notFound } from '../platform/errors.js';
import type { RosterState } from './roster-reader.js';
import { STATE } from './roster-reader.js';
import type { RosterStatus, Wish } from './roster-rules.js';
import { tapTime } from './roster-rules.js';

/** The channel on which processes tell each other of taps. */
export const ROSTER_CHANNEL = 'roster';

/** One tap, with an id that the device gave it: the same tap may come again. */
export interface Tap {
  id: string;
  clinicId: string;
  attendeeId: string;
  wish: Wish;
  /** The version that who tapped was looking at. */
  seen: number;
  /** When, as the device says. */
  tappedAt?: Date;
}

export interface TapResult {
  /**
   * `agreed`: somebody else was faster and said the same; `conflict`: they said something else, nothing changed;
   * `gone`: nobody of this clinic has this id any more.
   */
  outcome: 'applied' | 'agreed' | 'conflict' | 'gone';
  attendee: RosterState | null;
}

/** Tells the other processes how `attendees a` stands now. */
export const TELL = `pg_notify('${ROSTER_CHANNEL}', json_build_object('clinic', a.clinic_id, 'id', a.id, 'status', a.status,
    'version', a.version, 'changedAt', a.changed_at, 'changedBy', a.changed_by, 'arrivedAt', a.arrived_at,
    'station', a.station, 'stationAt', a.station_at, 'calledAt', a.called_at)::text)`;

/** Tells them to read the list of clinic `$1` anew. */
export const TELL_LIST = `select pg_notify('${ROSTER_CHANNEL}', json_build_object('clinic', $1::uuid)::text)`;

/** A tap is made on what was seen, so after it, whatever a device's clock says. */
const WHEN = 'greatest($7::timestamptz, a.changed_at)';

/** A tap that is taken back so soon was a slip: they stand in the line where they stood. */
const SINCE = `(select t.tapped_at from roster_taps t
    where t.attendee_id = a.id and t.version = a.version - 1 and ${WHEN} < a.changed_at + interval '1 minute'
      and (t.station = $5 or t.status = 'arrived' and $5 = (select name from first)))`;

/** $1 tap, $2 clinic, $3 attendee, $4 status, $5 station, $6 who, $7 tapped, $8 now, $9 version seen, $10 scope */
const TAP = `
  with c as (select c.id from clinics c where c.id = $2 and c.status in ('published', 'completed') and ${inScope(10)}),
  first as (select name from clinic_stations where clinic_id = $2 order by position limit 1),
  st as (select name from clinic_stations where clinic_id = $2 and name = $5 for key share),
  u as (
    update attendees a set version = a.version + 1, changed_at = ${WHEN}, changed_by = $6, called_at = null,
      status = coalesce($4, 'arrived'),
      arrived_at = case when coalesce($4, 'arrived') in ('arrived', 'done') then coalesce(a.arrived_at, ${WHEN}) end,
      station = case when $5::text is not null then $5 when $4 = 'arrived' then coalesce(a.station, (select name from first)) end,
      station_at = case when $5::text is null and $4 = 'arrived' and a.station is not null then a.station_at
        when $5::text is not null then coalesce(${SINCE}, ${WHEN}) when $4 = 'arrived' then ${WHEN} end
    from c
    where a.id = $3 and a.clinic_id = c.id and a.version = $9 and a.status <> 'cancelled'
      and not exists (select from roster_taps t where t.tap_id = $1)
      and ($5::text is null or exists (select from st))
    returning a.*),
  t as (
    insert into roster_taps (tap_id, clinic_id, attendee_id, status, station, actor, tapped_at, received_at, version)
    select $1, c.id, $3, $4, $5, $6, coalesce(u.changed_at, $7), $8, u.version
    from c left join u on true where exists (select from attendees a where a.id = $3 and a.clinic_id = c.id)
    on conflict (tap_id) do nothing)
  select ${STATE}, ${TELL} from u a`;

const WHY = `
  select ${STATE}, t.version is not null as applied, c.status in ('published', 'completed') as open
  from clinics c left join attendees a on a.id = $3 and a.clinic_id = c.id
    left join roster_taps t on t.tap_id = $1 and t.attendee_id = a.id
  where c.id = $2 and ${inScope(4)}`;

type Why = RosterState & { applied: boolean; open: boolean };

/** One tap on the roster: one statement; what somebody else was faster with costs one more query. */
@Injectable()
export class TapRoster {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The same tap again changes nothing. @throws AppError 404; 409 `roster_not_open` */
  async run({ id, clinicId, attendeeId, wish, seen, tappedAt }: Tap, caller: Planner): Promise<TapResult> {
    const now = this.clock.now();
    const scope = scopeParam(caller.clinics);
    const [status, station] = 'status' in wish ? [wish.status, null] : [null, wish.station];
    const [changed] = await this.database.query<RosterState>(TAP, [
      ...[id, clinicId, attendeeId, status, station, caller.actor],
      ...[tapTime(tappedAt, now), now, seen, scope],
    ]);
    if (changed) return { outcome: 'applied', attendee: stateOf(changed) };
    const [found] = await this.database.query<Why>(WHY, [id, clinicId, attendeeId, scope]);
    if (!found) throw notFound();
    if (!found.open) throw conflict('roster_not_open');
    if (!found.id) return { outcome: 'gone', attendee: null };
    const outcome = found.applied ? 'applied' : isSo(found, status, station) ? 'agreed' : 'conflict';
    return { outcome, attendee: stateOf(found) };
  }
}

/** Whether somebody is already where a tap would have put them. */
const isSo = (found: RosterState, status: RosterStatus | null, station: string | null) =>
  status === null ? found.station === station : found.status === status;

/** A row as the state in it; other columns are left behind. */
function stateOf(row: RosterState): RosterState {
  const { id, status, version, changedAt, changedBy, arrivedAt, station, stationAt, calledAt } = row;
  return { id, status, version, changedAt, changedBy, arrivedAt, station, stationAt, calledAt };
}
