import { Injectable } from '@nestjs/common';
import type { ClinicScope } from '../access/caller.js';
import { inScope, scopeParam } from '../access/caller.js';
import { Database } from '../platform/database.js';
import type { ClinicFactsRow } from './clinic-facts.js';
import { CLINIC_FACTS, clinicFacts } from './clinic-facts.js';
import type { ClinicDetails, ClinicMode, ClinicStatus, SlotTimes } from './clinic-reads.js';

/** What to list; days are civil days in each clinic's zone. */
export interface ClinicFilter {
  mode?: ClinicMode;
  language?: string;
  from?: string;
  to?: string;
}

export type ClinicRow = ClinicFactsRow & Pick<ClinicDetails, 'startsAt' | 'endsAt' | 'placesLeft'>;

/** The places of a slot in holds whose time is over at an instant: whoever wants them gives them back first. */
export const lapsed = (instant: string) => `(select coalesce(sum(p.n), 0)::integer
  from hold_places p join holds h on h.id = p.hold_id where p.slot_id = s.id and h.expires_at <= ${instant})`;

/** The places of a slot that can be booked at instant $1. */
export const LEFT = `case when s.open and s.opens_at <= $1 and $1 < s.closes_at
  then greatest(s.capacity + s.extra - s.taken + ${lapsed('$1')}, 0) else 0 end`;

/** Clinics at instant $1, to be read with `toDetails`; a condition on `c`, `v` and `t` follows. */
export const CLINICS = `
  select ${CLINIC_FACTS}, t.starts_at as "startsAt", t.ends_at as "endsAt", t.places_left as "placesLeft",
    t.taken, t.places,
    c.day = ($1 at time zone c.time_zone)::date as today
  from clinics c
  left join venues v on v.id = c.venue_id
  left join lateral (
    select min(s.starts_at) as starts_at, max(s.ends_at) as ends_at, coalesce(sum(${LEFT}), 0)::integer as places_left,
      coalesce(sum(s.taken), 0)::integer as taken, coalesce(sum(s.capacity + s.extra), 0)::integer as places
    from slots s where s.clinic_id = c.id
  ) t on true`;

/** Reads of clinics and slots for pages and JSON: one query each, whatever the number of rows. */
@Injectable()
export class ClinicReader {
  constructor(private readonly database: Database) {}

  /** Clinics of these statuses that are not over, by start. */
  async upcoming(statuses: ClinicStatus[], filter: ClinicFilter, now: Date): Promise<ClinicDetails[]> {
    const found = await this.database.query<ClinicRow>(
      `${CLINICS} where c.status = any($2) and t.ends_at > $1
         and ($3::text is null or c.mode = $3) and ($4::text is null or $4 = any(c.languages))
         and ($5::date is null or c.day >= $5) and ($6::date is null or c.day <= $6)
       order by t.starts_at, c.id`,
      [now, statuses, filter.mode, filter.language, filter.from, filter.to],
    );
    return found.map(toDetails);
  }

  /** Every clinic of a scope, drafts and past ones too, newest day first: for the team. */
  async all(scope: ClinicScope, now: Date): Promise<ClinicDetails[]> {
    const found = await this.database.query<ClinicRow>(`${CLINICS} where ${inScope(2)} order by c.day desc, c.id`, [
      now,
      scopeParam(scope),
    ]);
    return found.map(toDetails);
  }

  /** One clinic of any status within a scope. */
  async byId(id: string, scope: ClinicScope, now: Date): Promise<ClinicDetails | undefined> {
    const found = await this.database.query<ClinicRow>(`${CLINICS} where c.id = $2 and ${inScope(3)}`, [
      now,
      id,
      scopeParam(scope),
    ]);
    return found.map(toDetails)[0];
  }

  /** One clinic by the name in its address, drafts excepted. */
  async bySlug(slug: string, now: Date): Promise<ClinicDetails | undefined> {
    const found = await this.database.query<ClinicRow>(`${CLINICS} where c.slug = $2 and c.status <> 'draft'`, [
      now,
      slug,
    ]);
    return found.map(toDetails)[0];
  }

  /** The clinic that a slot belongs to, and the slot; drafts excepted. */
  async bySlot(slotId: string, now: Date): Promise<{ clinic: ClinicDetails; slot: SlotTimes } | undefined> {
    const [clinic] = await this.database.query<ClinicRow>(
      `${CLINICS} where c.status <> 'draft' and c.id = (select clinic_id from slots where id = $2)`,
      [now, slotId],
    );
    const slot = clinic && (await this.slots(clinic.id, now)).find((candidate) => candidate.id === slotId);
    return slot && { clinic: toDetails(clinic), slot };
  }

  /** The slots of a clinic by start. */
  async slots(clinicId: string, now: Date): Promise<SlotTimes[]> {
    return this.database.query<SlotTimes>(
      `select s.id, s.starts_at as "startsAt", s.ends_at as "endsAt", s.capacity, ${LEFT} as "placesLeft"
       from slots s where s.clinic_id = $2 order by s.starts_at`,
      [now, clinicId],
    );
  }
}

/** A row as the clinic it describes; other columns of the row are left behind. */
export function toDetails(row: ClinicRow): ClinicDetails {
  const { startsAt, endsAt, placesLeft } = row;
  return { ...clinicFacts(row), startsAt, endsAt, placesLeft };
}
