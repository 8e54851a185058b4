import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import { SHELL } from '../../src/access/caller.js';
import { PlanSlots } from '../../src/clinics/plan-slots.js';
import { PublishClinic } from '../../src/clinics/publish-clinic.js';
import { AddClinic } from '../../src/clinics/save-clinic.js';
import { AddVenue } from '../../src/clinics/save-venue.js';
import { ClinicReader } from '../../src/clinics/clinic-reader.js';
import type { SlotTimes } from '../../src/clinics/clinic-reads.js';
import { COUNTS_DIFFER } from '../../src/places/recount.js';
import { Clock } from '../../src/platform/clock.js';
import type { TestApp } from './test-app.js';

export const ZONE = 'America/New_York';

interface Wanted {
  title?: string;
  mode?: 'in_person' | 'virtual';
  /** Civil day; ten days ahead unless told. */
  day?: string;
  zone?: string;
  from?: string;
  to?: string;
  everyMinutes?: number;
  capacity?: number;
  draft?: boolean;
}

export interface MadeClinic {
  id: string;
  slug: string;
  slots: SlotTimes[];
}

/** A clinic through the team's own use cases: published, open for booking now, by default two slots with two places. */
export async function makeClinic({ app }: Pick<TestApp, 'app'>, wanted: Wanted = {}): Promise<MadeClinic> {
  const { title = 'Test Library', mode = 'in_person', zone = ZONE, from = '09:30', to = '10:30' } = wanted;
  const now = DateTime.fromJSDate(app.get(Clock).now(), { zone });
  const day = wanted.day ?? now.plus({ days: 10 }).toISODate() ?? '';
  const place = { name: title, address: '1 Test Street, Dorchester, MA 02124', city: 'Dorchester' };
  const venue = mode === 'in_person' ? await app.get(AddVenue).run(place, SHELL) : undefined;
  const id = await app.get(AddClinic).run(
    {
      title,
      smsName: `${title} clinic`,
      mode,
      venueId: venue?.id,
      joiningLink: venue ? undefined : 'https://video.example.org/room-1',
      timeZone: zone,
      day,
      languages: ['en', 'es', 'ht'],
      bookingOpensAt: now.minus({ hours: 1 }).toUTC().toISO() ?? '',
      bookingClosesAt: DateTime.fromISO(day, { zone }).endOf('day').toUTC().toISO() ?? '',
    },
    SHELL,
  );
  await app
    .get(PlanSlots)
    .run(id, { from, to, everyMinutes: wanted.everyMinutes ?? 30, capacity: wanted.capacity ?? 2 }, SHELL);
  if (!wanted.draft) await app.get(PublishClinic).run(id, SHELL);
  const reader = app.get(ClinicReader);
  const slots = await reader.slots(id, now.toJSDate());
  return { id, slug: (await reader.byId(id, 'all', now.toJSDate()))?.slug ?? '', slots };
}

let people = 0;

/** A body for `POST /api/bookings`: a new person each time, with a number reserved for fiction. */
export function bookingBody(slotId: string, contact: Record<string, unknown> = {}) {
  people += 1;
  const name = `Test Person ${letters(people)}`;
  const phone = `+1617${String(2_000_000 + people)}`;
  return {
    slotId,
    contact: { fullName: name, phone, language: 'en', smsConsent: true, emailConsent: false, ...contact },
  };
}

/** `POST /api/bookings` with a new idempotency key unless one is given. */
export function book({ app }: Pick<TestApp, 'app'>, body: object, key: string = randomUUID()) {
  return app.inject({ method: 'POST', url: '/api/bookings', headers: { 'idempotency-key': key }, payload: body });
}

function letters(n: number): string {
  return n < 26 ? String.fromCharCode(97 + n) : letters(Math.floor(n / 26)) + letters(n % 26);
}

/** What must hold at any moment: `taken` is the number of active attendees of each slot. */
export async function countsDiffer({ database }: Pick<TestApp, 'database'>): Promise<unknown[]> {
  return database.query(COUNTS_DIFFER);
}
