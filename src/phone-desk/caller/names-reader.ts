import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ClinicScope } from '../../access/caller.js';
import { inScope, scopeParam } from '../../access/caller.js';
import { Database } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';

/** A sealed value for each line, a clinic for each row: the ids before them are those of bookings. */
const LINES = {
  names: `
    select string_agg(p.id || ' ' || p.sealed, e'\\n') as lines from (
      select a.clinic_id, a.booking_id as id, a.name as sealed from attendees a where a.name is not null
      union all
      select b.clinic_id, b.id, b.name from bookings b where b.name is not null) p
    join clinics c on c.id = p.clinic_id where ${inScope(1)} group by c.id`,
  phones: `
    select string_agg(b.id || ' ' || b.phone, e'\\n') as lines
    from bookings b join clinics c on c.id = b.clinic_id where b.phone is not null and ${inScope(1)} group by c.id`,
};

/** Values that are read before others get their turn: some milliseconds. */
const SLICE = 1_000;

interface Fitting {
  bookingId: string;
  fit: number;
}

/**
 * Looks through what only sealed columns hold, by opening all of it: names are in no index, nor are parts of numbers. What is
 * erased is not there, and nothing is kept of what was read.
 */
@Injectable()
export class NamesReader {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /** The bookings whose values fit, the best first: `fits` says how well, 0 is best, undefined not at all. */
  async look(
    what: keyof typeof LINES,
    scope: ClinicScope,
    fits: (text: string) => number | undefined,
  ): Promise<Fitting[]> {
    const found = await this.database.query<{ lines: string }>(LINES[what], [scopeParam(scope)]);
    const best = new Map<string, number>();
    const known = new Map<string, number | undefined>();
    for (const { lines } of found) {
      const all = lines.split('\n');
      for (let from = 0; from < all.length; from += SLICE) {
        const slice = all.slice(from, from + SLICE);
        const texts = this.sealer.peek(slice.map((line) => line.slice(ID_LENGTH + 1)));
        texts.forEach((text, i) => {
          if (!known.has(text)) known.set(text, fits(text));
          const fit = known.get(text);
          const id = slice[i]?.slice(0, ID_LENGTH) ?? '';
          if (fit !== undefined) best.set(id, Math.min(fit, best.get(id) ?? fit));
        });
        await breathe();
      }
    }
    return [...best].map(([bookingId, fit]) => ({ bookingId, fit })).sort((a, b) => a.fit - b.fit);
  }
}

const ID_LENGTH = 36;
