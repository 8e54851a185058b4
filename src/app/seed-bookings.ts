import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { normalName } from '../bookings/contact-rules.js';
import { CONSENT_WORDING } from '../bookings/consent-wording.js';
import { ManageLinks } from '../bookings/manage-links.js';
import { CLINIC_LANGUAGES } from '../i18n/locales.js';
import { newReference } from '../platform/capabilities.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
import { Sealer } from '../platform/sealing.js';

const BATCH = 1_000;
const DAY_MS = 24 * 60 * 60 * 1000;
const WAYS = ['online', 'phone', 'waitlist', 'sms'];

interface Slot {
  id: string;
  clinicId: string;
  startsAt: Date;
}

/** Bookings of made-up people, sealed as real ones are, written many at a time. Their confirmations count as delivered. */
@Injectable()
export class SeedBookings {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly links: ManageLinks,
    private readonly clock: Clock,
  ) {}

  /** Spreads `count` bookings over the slots of these clinics. */
  async fill(clinicIds: string[], count: number): Promise<void> {
    const slots = await this.database.query<Slot>(
      'select id, clinic_id as "clinicId", starts_at as "startsAt" from slots where clinic_id = any($1::uuid[]) order by id',
      [clinicIds],
    );
    const taken = await this.database.query<{ reference: string }>('select reference from bookings');
    const references = new Set(taken.map(({ reference }) => reference));
    for (let from = 0; from < count; from += BATCH) {
      const people = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => {
        return this.person(from + i, slots[(from + i) % slots.length], references);
      });
      await this.database.transaction((tx) => this.write(tx, people));
    }
    await this.database.query(
      `update slots s set taken = n, capacity = greatest(capacity, n) from (
         select slot_id, count(*)::integer as n from attendees where status <> 'cancelled' group by slot_id) a
       where a.slot_id = s.id and s.clinic_id = any($1::uuid[])`,
      [clinicIds],
    );
  }

  private person(n: number, slot: Slot | undefined, references: Set<string>) {
    let reference = newReference();
    while (references.has(reference)) reference = newReference();
    references.add(reference);
    const id = randomUUID();
    const link = this.links.create();
    const name = `Seed Person ${letters(n)}`;
    const phone = `+1617${String(2_000_000 + n)}`;
    return {
      ...{ id, slot, reference, keyId: link.keyId, hash: this.links.hash(this.links.token(id, link)) },
      ...{ name: this.sealer.seal(name, 'bookings.name'), phone: this.sealer.seal(phone, 'bookings.phone') },
      attendee: this.sealer.seal(name, 'attendees.name'),
      nameIx: this.sealer.blindIndex(normalName(name), 'name'),
      phoneIx: this.sealer.blindIndex(phone, 'phone'),
      ...this.story(n, slot?.startsAt ?? this.clock.now()),
    };
  }

  /** How they came to it: most of them online, in a handful of languages, rather late than early. */
  private story(n: number, startsAt: Date) {
    const now = this.clock.now();
    const source = chosen(n, 0.57, startsAt < now ? [...WAYS, 'walk_in'] : WAYS);
    const language = chosen(n, 0.755, CLINIC_LANGUAGES);
    const days = source === 'walk_in' ? 0 : (0.02 + spread(n, 0.618) ** 2) * 45;
    const since = startsAt < now ? startsAt : now;
    return {
      ...{ source, language, needsInterpreter: language !== 'en' && n % 5 < 2 },
      createdAt: new Date(since.getTime() - days * DAY_MS),
    };
  }

  private async write(tx: Tx, people: ReturnType<SeedBookings['person']>[]): Promise<void> {
    const column = <T>(pick: (person: (typeof people)[number]) => T) => people.map(pick);
    const ids = column(({ id }) => id);
    await rows(
      tx,
      `insert into bookings (id, clinic_id, reference, source, manage_hash, manage_key_id, name, phone, phone_ix, language,
         created_at)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
         $9::text[], $10::text[], $11::timestamptz[])`,
      [
        ...[
          ids,
          column(({ slot }) => slot?.clinicId),
          column(({ reference }) => reference),
          column(({ source }) => source),
          column(({ hash }) => hash),
        ],
        ...[column(({ keyId }) => keyId), column(({ name }) => name), column(({ phone }) => phone)],
        ...[column(({ phoneIx }) => phoneIx), column(({ language }) => language)],
        column(({ createdAt }) => createdAt),
      ],
    );
    await rows(
      tx,
      `insert into attendees (id, booking_id, clinic_id, slot_id, position, name, name_ix, phone_ix, language,
         needs_interpreter)
       select gen_random_uuid(), id, clinic_id, slot_id, 1, name, name_ix, phone_ix, language, needs
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[])
         as p (id, clinic_id, slot_id, name, name_ix, phone_ix, language, needs)`,
      [
        ...[ids, column(({ slot }) => slot?.clinicId), column(({ slot }) => slot?.id)],
        ...[column(({ attendee }) => attendee), column(({ nameIx }) => nameIx), column(({ phoneIx }) => phoneIx)],
        ...[column(({ language }) => language), column(({ needsInterpreter }) => needsInterpreter)],
      ],
    );
    await rows(
      tx,
      `with k as (
         insert into consents (booking_id, channel, wording_version, language, at)
         select id, 'sms', $2, 'en', $3 from unnest($1::uuid[]) as id returning booking_id)
       insert into messages (id, clinic_id, subject_type, subject_id, kind, channel, dedupe_key, state, due_at, created_at)
       select gen_random_uuid(), b.clinic_id, 'booking', b.id, 'booking_confirmed', 'sms',
         'booking_confirmed:' || b.id || ':1:sms', 'delivered', $3, $3
       from bookings b where b.id = any($1::uuid[])`,
      [ids, CONSENT_WORDING, this.clock.now()],
    );
  }
}

/** Numbers from 0 to 1, as if by chance. */
const spread = (n: number, step: number) => (n * step) % 1;

/** One of a list, the first ones more often. */
const chosen = (n: number, step: number, list: readonly string[]) =>
  list[Math.floor(spread(n, step) ** 2.5 * list.length)] ?? '';

function letters(n: number): string {
  return n < 26 ? String.fromCharCode(97 + n) : letters(Math.floor(n / 26) - 1) + letters(n % 26);
}
