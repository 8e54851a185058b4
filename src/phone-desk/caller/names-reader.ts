import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ClinicScope } from '../../access/caller.js';
import { inScope, scopeParam } from '../../access/caller.js';
import { Database } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';

/** A sealed value for each line, behind the id of its booking; a clinic for each row. */
const lines = (table: string, id: string, column: string) => `
  select string_agg(${id} || ' ' || ${column}, e'\\n') as lines from ${table}
  where ${column} is not null and clinic_id in (select c.id from clinics c where ${inScope(1)}) group by clinic_id`;

/** Where what is looked for stands. */
const LINES = {
  names: [lines('attendees', 'booking_id', 'name'), lines('bookings', 'id', 'name')],
  phones: [lines('bookings', 'id', 'phone')],
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
    // All at once: the database goes on with the next while the first is read.
    const parts = LINES[what].map((text) => this.database.query<{ lines: string }>(text, [scopeParam(scope)]));
    void Promise.allSettled(parts);
    const best = new Map<string, number>();
    const known = new Map<string, number | undefined>();
    const read = (line: string, text: string) => {
      if (!known.has(text)) known.set(text, fits(text));
      const [id, fit] = [line.slice(0, ID_LENGTH), known.get(text)];
      if (fit !== undefined) best.set(id, Math.min(fit, best.get(id) ?? fit));
    };
    for (const part of parts) {
      for (const { lines } of await part) {
        const all = lines.split('\n');
        for (let from = 0; from < all.length; from += SLICE) {
          const slice = all.slice(from, from + SLICE);
          const texts = this.sealer.peek(slice.map((line) => line.slice(ID_LENGTH + 1)));
          texts.forEach((text, i) => read(slice[i] ?? '', text));
          await breathe();
        }
      }
    }
    return [...best].map(([bookingId, fit]) => ({ bookingId, fit })).sort((a, b) => a.fit - b.fit);
  }
}

const ID_LENGTH = 36;
