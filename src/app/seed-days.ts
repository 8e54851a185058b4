import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database, rows } from '../platform/database.js';
import { STANDARD_STATIONS } from '../roster/roster-rules.js';

/** How many minutes people spend at each of the standard stations. */
const MINUTES = [6, 14, 38, 24, 9];

/** Whoever booked long before comes less often; walk-ins are there. */
const FATES = `
  with fates as (
    select a.id, b.source = 'walk_in' or random() > 0.05 + 0.005 * extract(day from s.starts_at - b.created_at) as comes,
      s.starts_at + (random() * 25 - 15) * interval '1 minute' as at
    from slots s join attendees a on a.slot_id = s.id join bookings b on b.id = a.booking_id
    where s.clinic_id = any($1::uuid[]) and a.status = 'expected')
  update attendees a set status = case when comes then 'done' else 'no_show' end,
    arrived_at = case when comes then at end, changed_at = at + interval '1 hour', changed_by = 'shell', version = 1
  from fates f where f.id = a.id`;

/** One tap at each station, the first of which says that somebody arrived; then one that they are done. */
const TAPS = `
  with here as (
    select id, clinic_id, arrived_at, changed_at from attendees
    where slot_id in (select id from slots where clinic_id = any($1::uuid[])) and changed_by = 'shell'),
  way as (
    select h.id, h.clinic_id, h.arrived_at, w.n, w.station,
      coalesce(sum(2 - ln(1 - random()) * w.minutes) over (partition by h.id order by w.n), 0) as after
    from here h cross join unnest($2::text[], $3::integer[]) with ordinality as w (station, minutes, n)
    where h.arrived_at is not null),
  taps as (
    select id, clinic_id, n, station,
      arrived_at + coalesce(lag(after) over (partition by id order by n), 0) * interval '1 minute' as at from way
    union all
    select id, clinic_id, max(n) + 1, null, max(arrived_at) + max(after) * interval '1 minute' from way group by 1, 2
    union all
    select id, clinic_id, 1, null, changed_at from here where arrived_at is null),
  written as (
    insert into roster_taps (tap_id, clinic_id, attendee_id, status, station, actor, tapped_at, received_at, version)
    select gen_random_uuid(), t.clinic_id, t.id,
      case when h.arrived_at is null then 'no_show' when n = 1 then 'arrived' when station is null then 'done' end,
      case when n > 1 then station end, 'shell', at, at, n
    from taps t join here h using (id) returning attendee_id, tapped_at, version)
  update attendees a set changed_at = w.at, version = w.version
  from (select attendee_id, max(tapped_at) as at, max(version) as version from written group by 1) w
  where a.id = w.attendee_id`;

const OUTCOMES = `
  insert into clinic_outcomes (clinic_id, booked, arrived, no_shows, walk_ins, done, languages, completed_by, completed_at)
  select c.id, count(*) filter (where b.source <> 'walk_in'), count(*) filter (where a.status = 'done'),
    count(*) filter (where a.status = 'no_show'), count(*) filter (where b.source = 'walk_in'),
    count(*) filter (where a.status = 'done'),
    coalesce((select jsonb_object_agg(language, n) from (
      select l.language, count(*) as n from slots s join attendees l on l.slot_id = s.id
      where s.clinic_id = c.id group by 1) l), '{}'), 'shell', $2
  from clinics c left join slots s on s.clinic_id = c.id left join attendees a on a.slot_id = s.id
    left join bookings b on b.id = a.booking_id
  where c.id = any($1::uuid[]) group by c.id`;

/** Days of made-up clinics that are over: who came, how long they were at each station, what was written down of it. */
@Injectable()
export class SeedDays {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async work(clinicIds: string[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      await rows(
        tx,
        `insert into clinic_stations (clinic_id, position, name)
         select c, n, name from unnest($1::uuid[]) as c, unnest($2::text[]) with ordinality as w (name, n)`,
        [clinicIds, STANDARD_STATIONS],
      );
      await rows(tx, FATES, [clinicIds]);
      await rows(tx, TAPS, [clinicIds, STANDARD_STATIONS, MINUTES]);
      await rows(tx, OUTCOMES, [clinicIds, this.clock.now()]);
    });
  }
}
