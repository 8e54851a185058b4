import { Injectable } from '@nestjs/common';
import type { ClinicScope } from '../access/caller.js';
import { inScope, scopeParam } from '../access/caller.js';
import { Database } from '../platform/database.js';
import { STAYS } from './stays.js';
import type {
  Counts,
  DayBookings,
  LanguagePeople,
  LeadTurnout,
  ReportClinic,
  SlotPlaces,
  Stay,
} from './report-reads.js';
import type { Season } from './report-rules.js';

/** Clinics at instant $1 within scope $2; a condition follows. */
const CLINICS = `
  select c.id, c.title, c.day::text as day, c.time_zone as "timeZone", c.status,
    c.status = 'completed' or (c.status = 'published' and c.day < ($1 at time zone c.time_zone)::date) as finished
  from clinics c where ${inScope(2)}`;

const PLACES = `
  select s.clinic_id as "clinicId", s.starts_at as "startsAt", s.ends_at as "endsAt", s.capacity, s.extra,
    count(b.id) filter (where b.source <> 'walk_in')::integer as booked,
    count(b.id) filter (where b.source = 'walk_in')::integer as "walkIns"
  from slots s left join attendees a on a.slot_id = s.id and a.status <> 'cancelled'
    left join bookings b on b.id = a.booking_id
  where s.clinic_id = any($1::uuid[]) group by s.id order by s.starts_at, s.id`;

const BOOKINGS = `
  select (b.created_at at time zone c.time_zone)::date::text as day, b.source, count(*)::integer as bookings,
    count(*) filter (where b.status = 'cancelled')::integer as cancelled, count(b.erased_at)::integer as erased
  from clinics c join bookings b on b.clinic_id = c.id
  where c.id = any($1::uuid[]) group by 1, 2 order by 1, 2`;

/** Whoever came without a booking has no time between the two. */
const TURNOUT = `
  select greatest((s.starts_at at time zone c.time_zone)::date - (b.created_at at time zone c.time_zone)::date, 0) as days,
    count(*) filter (where a.status in ('arrived', 'done'))::integer as came,
    count(*) filter (where a.status = 'no_show')::integer as "noShows",
    count(*) filter (where a.status = 'expected')::integer as unmarked
  from clinics c join slots s on s.clinic_id = c.id join attendees a on a.slot_id = s.id
    join bookings b on b.id = a.booking_id
  where c.id = any($1::uuid[]) and a.status <> 'cancelled' and b.source <> 'walk_in' group by 1 order by 1`;

const LANGUAGES = `
  select a.language, count(*)::integer as people,
    count(*) filter (where a.needs_interpreter)::integer as "needInterpreter"
  from slots s join attendees a on a.slot_id = s.id
  where s.clinic_id = any($1::uuid[]) and a.status <> 'cancelled' group by a.language`;

/**
 * Reads of what reports count: one query each, whatever the number of clinics. Only the ids that the first ones give,
 * which keep within the reader's scope, go into the others.
 */
@Injectable()
export class ReportReader {
  constructor(private readonly database: Database) {}

  /** The clinics of a season, those called off too; drafts excepted. */
  async clinics({ from, to, venue, mode }: Season, scope: ClinicScope, now: Date): Promise<ReportClinic[]> {
    return this.database.query<ReportClinic>(
      `${CLINICS} and c.status <> 'draft' and c.day between $3::date and $4::date
         and ($5::uuid is null or c.venue_id = $5) and ($6::text is null or c.mode = $6)
       order by c.day, c.title, c.id`,
      [now, scopeParam(scope), from, to, venue, mode],
    );
  }

  /** One clinic of any status; undefined is all that one learns of others. */
  async clinic(id: string, scope: ClinicScope, now: Date): Promise<ReportClinic | undefined> {
    return (await this.database.query<ReportClinic>(`${CLINICS} and c.id = $3`, [now, scopeParam(scope), id]))[0];
  }

  /** What is counted of these clinics. The longest goes beside the others: a report takes two connections, not all. */
  async counts(clinics: ReportClinic[]): Promise<Counts> {
    const idsOf = (some: ReportClinic[]) => [some.map(({ id }) => id)];
    const all = idsOf(clinics);
    const over = idsOf(clinics.filter(({ finished }) => finished));
    const [stays, others] = await Promise.all([this.database.query<Stay>(STAYS, all), this.others(all, over)]);
    return { ...others, stays };
  }

  private async others(all: string[][], over: string[][]): Promise<Omit<Counts, 'stays'>> {
    return {
      places: await this.database.query<SlotPlaces>(PLACES, all),
      bookings: await this.database.query<DayBookings>(BOOKINGS, all),
      turnout: await this.database.query<LeadTurnout>(TURNOUT, over),
      languages: await this.database.query<LanguagePeople>(LANGUAGES, all),
    };
  }
}
