import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { Metrics } from '../platform/metrics.js';
import { COUNTS_DIFFER } from './recount.js';

/** So many clinics have series of their own: the next to come. */
const MOST = 30;

const PLACES = `
  select c.slug, sum(s.capacity + s.extra)::integer as capacity, sum(s.taken)::integer as taken
  from clinics c join slots s on s.clinic_id = c.id
  where c.status = 'published' and c.day >= ($1::timestamptz at time zone c.time_zone)::date
  group by c.id order by c.day, c.id limit ${MOST}`;

/** Of the slots to come; in one snapshot, so that a booking in work is no difference. */
const DIFFER = `select count(*)::integer as count from (${COUNTS_DIFFER} and s.ends_at > $1) differ`;
const RECOUNT_MS = 10 * 60_000;

/** The places of the clinics that are coming, and whether they are counted right. */
@Injectable()
export class PlacesMetrics {
  constructor(metrics: Metrics, database: Database, clock: Clock) {
    const capacity = metrics.gauge('clinics_places_capacity', 'Places of a published clinic to come', ['clinic']);
    const taken = metrics.gauge('clinics_places_taken', 'Of these, taken', ['clinic']);
    metrics.reader('places', [capacity, taken], async () => {
      type Row = { slug: string; capacity: number; taken: number };
      const found = await database.query<Row>(PLACES, [clock.now()]);
      return found.flatMap((row) => [
        { gauge: capacity, labels: { clinic: row.slug }, value: row.capacity },
        { gauge: taken, labels: { clinic: row.slug }, value: row.taken },
      ]);
    });
    const differ = metrics.gauge('clinics_places_differ', 'Slots to come that count other places than are taken');
    const recount = async () => {
      const [found] = await database.query<{ count: number }>(DIFFER, [clock.now()]);
      return [{ gauge: differ, value: found?.count ?? 0 }];
    };
    metrics.reader('recount', [differ], recount, RECOUNT_MS);
  }
}
