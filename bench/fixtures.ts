import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import { Sealer, sha256 } from '../src/platform/sealing.js';
import { parseSecretKeys } from '../src/platform/secret-keys.js';
import type { Ground } from './ground.js';
import type { Shot } from './load.js';

export interface BenchClinic {
  id: string;
  slug: string;
  slots: string[];
}

/** A published clinic through the team's own endpoints. */
export async function makeClinic(ground: Ground, slots: number, capacity: number): Promise<BenchClinic> {
  const call = async <T>(path: string, body?: object): Promise<T> => {
    const headers = { authorization: `Bearer ${ground.token}`, 'content-type': 'application/json' };
    const method = body ? 'POST' : 'GET';
    const answer = await fetch(`${ground.app}/api/admin/${path}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const day = DateTime.now().setZone('America/New_York').plus({ days: 14 });
  const place = { name: 'Bench Library', address: '1 Bench Street, Dorchester, MA 02124', city: 'Dorchester' };
  const venue = await call<{ id: string }>('venues', place);
  const clinic = await call<BenchClinic>('clinics', {
    ...{ title: 'Bench Library', smsName: 'Bench Library clinic', mode: 'in_person', venueId: venue.id },
    ...{ timeZone: 'America/New_York', day: day.toISODate(), languages: ['en', 'es', 'ht', 'kea', 'vi'] },
    bookingOpensAt: DateTime.now().minus({ days: 1 }).toISO(),
    bookingClosesAt: day.endOf('day').toISO(),
  });
  const from = DateTime.fromISO('08:00');
  const plan = { from: '08:00', to: from.plus({ minutes: 5 * slots }).toFormat('HH:mm'), everyMinutes: 5, capacity };
  await call(`clinics/${clinic.id}/slot-plan`, plan);
  await call(`clinics/${clinic.id}/publish`, {});
  const made = await call<{ slots: { id: string }[] }>(`clinics/${clinic.id}/slots`);
  return { id: clinic.id, slug: clinic.slug, slots: made.slots.map(({ id }) => id) };
}

let people = 0;

/** Somebody new books in one of the slots, from an address of their own. */
export function booking(slots: string[]): Shot {
  people += 1;
  const contact = { fullName: `Bench ${letters(people)}`, phone: `+1617${2_000_000 + people}`, language: 'en' };
  const body = { slotId: slots[people % slots.length], contact: { ...contact, smsConsent: true, emailConsent: false } };
  const headers = { ...fromAnywhere(), 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  return { path: '/api/bookings', method: 'POST', body: JSON.stringify(body), headers };
}

/** The same at the bare server. */
export function bareBooking(slots: number[]): Shot {
  people += 1;
  const body = {
    slotId: slots[people % slots.length],
    name: `Bench ${letters(people)}`,
    phone: `+1617${2_000_000 + people}`,
  };
  return {
    path: '/book',
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...fromAnywhere(), 'content-type': 'application/json' },
  };
}

const fromAnywhere = () => ({ 'x-forwarded-for': `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}` });

function letters(n: number): string {
  return n < 26 ? String.fromCharCode(97 + n) : letters(Math.floor(n / 26)) + letters(n % 26);
}

/** A coordinator with a session, written into the database: signing in is not what is measured. */
export async function signedIn({ pool, secretKeys }: Ground): Promise<string> {
  const sealer = new Sealer(parseSecretKeys(secretKeys) ?? []);
  const [id, token] = [randomUUID(), randomBytes(32).toString('base64url')];
  const sealed = [sealer.seal('Bench', 'staff.name'), sealer.seal('bench@example.org', 'staff.email')];
  await pool.query(
    `insert into staff (id, name, email, email_ix, role, status, created_at)
     values ($1, $2, $3, $4, 'coordinator', 'active', now())`,
    [id, ...sealed, sealer.blindIndex('bench@example.org', 'email')],
  );
  await pool.query(
    `insert into sessions (id, token_hash, staff_id, created_at, seen_at, proven_at, expires_at, second_factor, user_agent)
     values ($1, $2, $3, now(), now(), now(), now() + interval '1 hour', false, 'bench')`,
    [randomUUID(), sha256(token), id],
  );
  return `staff=${token}`;
}
