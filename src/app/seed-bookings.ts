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

interface Slot {
  id: string;
  clinicId: string;
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
      'select id, clinic_id as "clinicId" from slots where clinic_id = any($1::uuid[]) order by id',
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
      language: CLINIC_LANGUAGES[n % CLINIC_LANGUAGES.length] ?? 'en',
    };
  }

  private async write(tx: Tx, people: ReturnType<SeedBookings['person']>[]): Promise<void> {
    const column = <T>(pick: (person: (typeof people)[number]) => T) => people.map(pick);
    const ids = column(({ id }) => id);
    await rows(
      tx,
      `insert into bookings (id, clinic_id, reference, source, manage_hash, manage_key_id, name, phone, phone_ix, language,
         created_at)
       select id, clinic_id, reference, 'online', hash, key_id, name, phone, phone_ix, language, $10
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
         as p (id, clinic_id, reference, hash, key_id, name, phone, phone_ix, language)`,
      [
        ...[
          ids,
          column(({ slot }) => slot?.clinicId),
          column(({ reference }) => reference),
          column(({ hash }) => hash),
        ],
        ...[column(({ keyId }) => keyId), column(({ name }) => name), column(({ phone }) => phone)],
        ...[column(({ phoneIx }) => phoneIx), column(({ language }) => language), this.clock.now()],
      ],
    );
    await rows(
      tx,
      `insert into attendees (id, booking_id, clinic_id, slot_id, position, name, name_ix, phone_ix, language)
       select gen_random_uuid(), id, clinic_id, slot_id, 1, name, name_ix, phone_ix, language
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[])
         as p (id, clinic_id, slot_id, name, name_ix, phone_ix, language)`,
      [
        ...[ids, column(({ slot }) => slot?.clinicId), column(({ slot }) => slot?.id)],
        ...[column(({ attendee }) => attendee), column(({ nameIx }) => nameIx), column(({ phoneIx }) => phoneIx)],
        column(({ language }) => language),
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

function letters(n: number): string {
  return n < 26 ? String.fromCharCode(97 + n) : letters(Math.floor(n / 26) - 1) + letters(n % 26);
}
