import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import { callScope, inScope, scopeParam } from '../../access/caller.js';
import { Views } from '../../access/views.js';
import { BookingReader } from '../../bookings/booking-reader.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import type { FoundPerson } from './found-rules.js';
import { foundPeople, MOST_SHOWN } from './found-rules.js';
import { nameFit, nameQuery } from './name-search-rules.js';
import { NamesReader } from './names-reader.js';
import { saidEnd, saidPhone, saidReference } from './said-rules.js';

/** Of these the best are shown; whoever is not among them is found by more letters. */
const MOST_READ = 60;

export interface FoundCallers {
  /** What the text was taken for. */
  by: 'phone' | 'reference' | 'name' | 'digits' | 'nothing';
  /** The number that was said, when it was one. */
  phone?: string;
  people: FoundPerson[];
  /** There are more than are shown. */
  more: boolean;
}

interface Hits {
  by: FoundCallers['by'];
  ids: string[];
  /** How well a name of theirs fits. */
  fit?: (name: string) => number | undefined;
}

/** Finds who is calling by a phone number, a reference or a name, however it was said; within the clinics of whoever looks. */
@Injectable()
export class FindCallers {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly names: NamesReader,
    private readonly bookings: BookingReader,
    private readonly views: Views,
    private readonly clock: Clock,
  ) {}

  /** Whoever is found was looked at: each leaves a row in the audit trail. */
  async run(text: string, caller: Caller): Promise<FoundCallers> {
    const phone = saidPhone(text);
    const { by, ids, fit } = await this.hits(text, phone, caller);
    const read = await this.bookings.byIds(ids.slice(0, MOST_READ));
    const people = foundPeople(read, this.clock.now(), fit);
    const shown = people.slice(0, MOST_SHOWN);
    await this.views.recordAll(
      caller,
      shown.map(({ bookingId, clinicId }) => ({
        ...{ clinicId, subjectType: 'booking', subjectId: bookingId, reason: `found by ${by}` },
      })),
    );
    return { by, phone, people: shown, more: people.length > shown.length || ids.length > MOST_READ };
  }

  private async hits(text: string, phone: string | undefined, { clinics }: Caller): Promise<Hits> {
    const scope = callScope(clinics);
    if (phone) {
      return { by: 'phone', ids: await this.indexed('phone_ix', this.sealer.blindIndexes(phone, 'phone'), scope) };
    }
    const reference = saidReference(text);
    const booked = reference ? await this.indexed('reference', [reference], scope) : [];
    if (booked.length > 0) return { by: 'reference', ids: booked };
    const end = saidEnd(text);
    if (end) {
      const ends = await this.names.look('phones', scope, (number) => (number.endsWith(end) ? 0 : undefined));
      return { by: 'digits', ids: ends.map(({ bookingId }) => bookingId) };
    }
    const query = nameQuery(text);
    if (!query) return { by: reference ? 'reference' : 'nothing', ids: [] };
    const fit = (name: string) => nameFit(query, name);
    const named = await this.names.look('names', scope, fit);
    return { by: 'name', ids: named.map(({ bookingId }) => bookingId), fit };
  }

  private async indexed(column: 'phone_ix' | 'reference', values: string[], scope: Caller['clinics']) {
    const found = await this.database.query<{ id: string }>(
      `select b.id from bookings b join clinics c on c.id = b.clinic_id
       where b.${column} = any($1) and b.erased_at is null and ${inScope(2)} order by b.created_at desc`,
      [values, scopeParam(scope)],
    );
    return found.map(({ id }) => id);
  }
}
