import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database.js';
import type { OutcomeFigures } from './outcome-rules.js';

/** How many people asked for each language, by BCP 47 tag. */
export type Languages = Record<string, number>;

/** What was written down when the clinic was completed. */
export interface Outcome extends OutcomeFigures {
  languages: Languages;
  notes: string | null;
  completedBy: string;
  completedAt: Date;
}

const COUNTED = `
  select count(*) filter (where b.source <> 'walk_in')::integer as booked,
    count(*) filter (where a.status in ('arrived', 'done'))::integer as arrived,
    count(*) filter (where a.status = 'no_show')::integer as "noShows",
    count(*) filter (where b.source = 'walk_in')::integer as "walkIns",
    count(*) filter (where a.status = 'done')::integer as done,
    (select json_object_agg(language, n) from (
      select a.language, count(*) as n from slots s join attendees a on a.slot_id = s.id
      where s.clinic_id = $1 and a.status <> 'cancelled' group by a.language) l) as languages
  from slots s join attendees a on a.slot_id = s.id join bookings b on b.id = a.booking_id
  where s.clinic_id = $1 and a.status <> 'cancelled'`;

/** Reads of what came of a clinic: one query each. */
@Injectable()
export class OutcomeReader {
  constructor(private readonly database: Database) {}

  /** As the attendees say it: to begin with, where the day was worked on paper. */
  async counted(clinicId: string): Promise<OutcomeFigures & { languages: Languages }> {
    const [row] = await this.database.query<OutcomeFigures & { languages: Languages | null }>(COUNTED, [clinicId]);
    const none = { booked: 0, arrived: 0, noShows: 0, walkIns: 0, done: 0 };
    return { ...none, ...row, languages: row?.languages ?? {} };
  }

  /** As it was written down. */
  async written(clinicId: string): Promise<Outcome | undefined> {
    const [row] = await this.database.query<Outcome>(
      `select booked, arrived, no_shows as "noShows", walk_ins as "walkIns", done, languages, notes,
         completed_by as "completedBy", completed_at as "completedAt"
       from clinic_outcomes where clinic_id = $1`,
      [clinicId],
    );
    return row;
  }
}
