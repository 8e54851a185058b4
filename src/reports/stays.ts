/**
 * How long people stay at the stations of clinics `$1`, and how long their whole visit takes.
 *
 * What was tapped is read as `tap-roster` carried it out: whoever arrives is at the first station, whoever is told again to
 * have arrived stays where they are. What lost against a faster tap changed nothing, and has no version. A tap that
 * another of the same person follows within a minute was a slip, or made up for several at once: nobody was there for it.
 * Whoever turns out not to have come was at no station; whoever is still there has not left.
 */
export const STAYS = `
  with applied as (
    select t.attendee_id, t.version, t.tapped_at, coalesce(t.station, f.name) collate "C" as station,
      case when t.station is not null then 'arrived' else t.status end as status,
      t.station is null and t.status = 'arrived' and lag(t.station is not null or t.status = 'arrived') over w as still,
      lead(t.tapped_at) over w as next_at, lead(t.station is null and t.status = 'arrived') over w as told_again
    from roster_taps t
      left join clinic_stations f on f.clinic_id = t.clinic_id and f.position = 1 and t.status = 'arrived'
    where t.clinic_id = any($1::uuid[]) and t.version is not null
    window w as (partition by t.attendee_id order by t.version)),
  meant as (
    select attendee_id, version, tapped_at, station, status, lag(station) over w as station_before, lag(status) over w as before
    from applied
    where still is not true and (next_at is null or next_at - tapped_at >= interval '1 minute'
      or (told_again and status = 'arrived'))
    window w as (partition by attendee_id order by version)),
  stays as (
    select attendee_id, station, tapped_at as came, lead(tapped_at) over w as went, lead(status) over w as after
    from meant where status is distinct from before or station is distinct from station_before
    window w as (partition by attendee_id order by version)),
  timed as materialized (
    select station, attendee_id, went - came as took from stays
    where station is not null and after in ('arrived', 'done')
    union all
    select null, a.id, a.changed_at - a.arrived_at
    from slots s join attendees a on a.slot_id = s.id where s.clinic_id = any($1::uuid[]) and a.status = 'done'),
  times as (
    select station, count(distinct attendee_id)::integer as people, count(*)::integer as stays,
      percentile_cont(array[0.5, 0.9]) within group (order by took) as took
    from timed where took > interval '0' and took < interval '12 hours' group by station)
  select t.station, t.people, t.stays, date_part('epoch', t.took[1]) / 60 as median,
    date_part('epoch', t.took[2]) / 60 as ninetieth
  from times t
  order by (select min(position) from clinic_stations o where o.clinic_id = any($1::uuid[]) and o.name = t.station)
    nulls last, t.station`;
