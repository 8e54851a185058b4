import { Injectable } from '@nestjs/common';
import type { Caller } from '../access/caller.js';
import { inScope, scopeParam } from '../access/caller.js';
import { Database } from '../platform/database.js';
import type { ClinicRow } from './clinic-reader.js';
import { CLINICS, LEFT, toDetails } from './clinic-reader.js';
import type { ClinicDetails, SlotTimes } from './clinic-reads.js';
import { wordPatterns } from './word-patterns.js';

/** A clinic as the team sees it: also how full it is. */
export interface TeamClinic extends ClinicDetails {
  taken: number;
  places: number;
  /** Whether its day is today, on the wall where it takes place. */
  today: boolean;
}

export interface TeamSlot extends SlotTimes {
  taken: number;
  /** Places that the team allowed beyond the capacity. */
  extra: number;
  open: boolean;
}

type Who = Pick<Caller, 'clinics' | 'permissions'>;
type Row = ClinicRow & Pick<TeamClinic, 'taken' | 'places' | 'today'>;

const TODAY = '($1 at time zone c.time_zone)::date';
/** Those that the caller may know of: $2 is their scope, $3 whether drafts are theirs to see. */
const THEIRS = `${inScope(2)} and ($3 or c.status <> 'draft')`;
/** All that a clinic can be found by; its day as people write it. */
const WORDS = `concat_ws(' ', c.title, v.name, v.city, v.address, to_char(c.day, 'FMDay FMMonth FMDD FMMM/FMDD YYYY-MM-DD'),
  case when c.day = ${TODAY} then 'today' when c.day = ${TODAY} + 1 then 'tomorrow' end)`;
const MOST_FOUND = 30;

/** Reads of clinics for the pages of the team, within what the caller may see: one query each, whatever the number of rows. */
@Injectable()
export class TeamClinics {
  constructor(private readonly database: Database) {}

  /** Those of today, over or not, and those to come, by day. */
  async agenda(caller: Who, now: Date): Promise<TeamClinic[]> {
    return this.read(`${THEIRS} and c.day >= ${TODAY} order by c.day, t.starts_at, c.title, c.id`, now, caller);
  }

  /** Those of some civil days, by day. */
  async between(from: string, to: string, caller: Who, now: Date): Promise<TeamClinic[]> {
    const days = 'c.day between $4::date and $5::date';
    return this.read(`${THEIRS} and ${days} order by c.day, t.starts_at, c.title, c.id`, now, caller, from, to);
  }

  /** Those in which each word stands somewhere; those to come first, then the latest. */
  async find(text: string, caller: Who, now: Date): Promise<TeamClinic[]> {
    const words = wordPatterns(text);
    if (words.length === 0) return [];
    const order = `c.day < ${TODAY}, abs(c.day - ${TODAY}), t.starts_at, c.title, c.id limit ${MOST_FOUND}`;
    return this.read(`${THEIRS} and ${WORDS} ~* all($4) order by ${order}`, now, caller, words);
  }

  /** One of them; undefined is all that one learns of others. */
  async one(id: string, caller: Who, now: Date): Promise<TeamClinic | undefined> {
    return (await this.read(`${THEIRS} and c.id = $4`, now, caller, id))[0];
  }

  /** The slots of a clinic by start. */
  async slots(clinicId: string, now: Date): Promise<TeamSlot[]> {
    return this.database.query<TeamSlot>(
      `select s.id, s.starts_at as "startsAt", s.ends_at as "endsAt", s.capacity, s.extra, s.taken, s.open,
         ${LEFT} as "placesLeft"
       from slots s where s.clinic_id = $2 order by s.starts_at`,
      [now, clinicId],
    );
  }

  private async read(where: string, now: Date, { clinics, permissions }: Who, ...more: unknown[]) {
    const drafts = permissions.includes('clinics.write');
    const found = await this.database.query<Row>(`${CLINICS} where ${where}`, [
      now,
      scopeParam(clinics),
      drafts,
      ...more,
    ]);
    return found.map((row) => ({ ...toDetails(row), taken: row.taken, places: row.places, today: row.today }));
  }
}
