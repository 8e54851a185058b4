import { DateTime } from 'luxon';
import { Purge } from '../../src/bookings/erasure/purge.js';
import { replayErasures } from '../../src/bookings/erasure/replay-erasures.js';
import { rememberBad } from '../../src/messaging/bad-addresses.js';
import { Dispatch } from '../../src/messaging/dispatch.js';
import { Sealer } from '../../src/platform/sealing.js';
import { booked, tokenOf } from '../support/bookings.js';
import { asOwner } from '../support/database.js';
import { book, bookingBody, makeClinic } from '../support/factories.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const START = new Date('2026-03-02T15:00:00Z');
const CANARY = { fullName: 'Maria Canary', phone: '+16175559911', email: 'canary@example.org', emailConsent: true };

let clock: TestClock;
let test: TestApp;

beforeEach(async () => {
  clock = new TestClock(START);
  test = await startTestApp({ clock });
});

afterEach(() => test.close());

const later = (days: number) => (clock.at = DateTime.fromJSDate(START).plus({ days }).toJSDate());
const purge = () => test.app.get(Purge).run();

/** A clinic with one canary's booking whose confirmations were sent; one more of their messages still waits. */
async function plant(mode: 'in_person' | 'virtual' = 'virtual') {
  const clinic = await makeClinic(test, { mode, day: '2026-03-12' });
  const booking = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', CANARY));
  await test.app.get(Dispatch).round();
  await test.app.inject({
    method: 'POST',
    url: '/api/lost-links',
    payload: { reference: booking.reference, phone: CANARY.phone },
  });
  return { clinic, booking };
}

/** Every value of every table, sealed ones opened too. */
async function everything(): Promise<string> {
  const tables = await test.database.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'graphile_worker')`,
  );
  let all = '';
  for (const { name } of tables) {
    for (const { row } of await test.database.query<{ row: object }>(`select to_jsonb(t) as row from ${name} t`)) {
      for (const [column, value] of Object.entries(row)) all += `${name}.${column}=${opened(name, column, value)}\n`;
    }
  }
  return all;
}

function opened(table: string, column: string, value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  if (typeof value !== 'string' || !value.startsWith('test:')) return text;
  return test.app.get(Sealer).open(value, `${table.replace('public.', '')}.${column}`);
}

function traces(): string[] {
  const sealer = test.app.get(Sealer);
  const { phone, email } = CANARY;
  const indexes = [sealer.blindIndex(phone, 'phone'), sealer.blindIndex(email, 'email')];
  return ['Canary', phone, email, 'video.example.org/room', sealer.blindIndex('maria canary', 'name'), ...indexes];
}

const counts = () =>
  test.database.query(`
    select (select jsonb_agg(to_jsonb(b) - array['name', 'phone', 'email', 'phone_ix', 'email_ix', 'manage_hash',
        'idempotency_hash', 'request_hash', 'erased_at']) from bookings b) as bookings,
      (select jsonb_agg(to_jsonb(a) - array['name', 'name_ix', 'phone_ix', 'email_ix']) from attendees a) as attendees,
      (select jsonb_agg(taken order by id) from slots) as taken, (select count(*) from messages) as messages`);

it('leaves nothing of a person anywhere, 30 days after the clinic, and every count as it was', async () => {
  const { booking } = await plant();
  const before = await everything();
  for (const trace of traces()) expect(before).toContain(trace);
  const counted = await counts();
  later(40); // 30 days after the day itself: not yet
  expect(await purge()).toMatchObject({ bookings: 0, links: 0 });
  later(41);
  expect(await purge()).toEqual({ bookings: 1, links: 1, hashes: 0 });
  const after = await everything();
  for (const trace of [...traces(), tokenOf(booking)]) expect(after).not.toContain(trace);
  expect(await counts()).toEqual(counted);
  const gone = await test.app.inject({ url: `/m/${tokenOf(booking)}` });
  expect(gone.statusCode).toBe(404);
  expect(await test.database.query('select why from erasures')).toEqual([{ why: 'retention' }]);
  expect(await purge()).toEqual({ bookings: 0, links: 0, hashes: 0 });
  await test.app.get(Dispatch).round();
  expect(await everything()).toBe(after);
  expect(test.logs.join('')).not.toContain('Canary');
});

it('keeps what a legal hold is on, and erases it when the hold is lifted; both are in the audit trail', async () => {
  const { clinic, booking } = await plant();
  later(41);
  const change = async (role: 'admin' | 'coordinator', payload: object) => {
    const url = `/api/admin/clinics/${clinic.id}/legal-hold`;
    const headers = { authorization: `Bearer ${await test.token(role)}` };
    return (await test.app.inject({ method: 'PATCH', url, headers, payload })).statusCode;
  };
  expect(await change('coordinator', { hold: true, reason: 'Case 12' })).toBe(403);
  expect(await change('admin', { hold: true })).toBe(422);
  expect(await change('admin', { hold: true, reason: 'Case 12' })).toBe(204);
  expect(await purge()).toMatchObject({ bookings: 0, links: 0 });
  const page = `/m/${tokenOf(booking)}`;
  expect((await test.app.inject({ url: page })).body).not.toContain(`${page}/erase`);
  expect((await submit(`${page}/erase`)).statusCode).toBe(409);
  expect(await change('admin', { hold: false, reason: 'Case closed' })).toBe(204);
  expect(await purge()).toMatchObject({ bookings: 1, links: 1 });
  expect(
    await test.database.query(
      `select action, reason, subject_id from audit_events where action like 'legal_hold%' order by id`,
    ),
  ).toEqual([
    { action: 'legal_hold_set', reason: 'Case 12', subject_id: clinic.id },
    { action: 'legal_hold_cleared', reason: 'Case closed', subject_id: clinic.id },
  ]);
});

it('goes on where an interrupted run stopped, and erases a whole family without clashes', async () => {
  const clinic = await makeClinic(test, { capacity: 300, day: '2026-03-12' });
  const slot = clinic.slots[0]?.id ?? '';
  for (let i = 0; i < 205; i++) expect((await book(test, bookingBody(slot))).statusCode).toBe(201);
  later(41);
  // The second batch fails half-way, as if the database had gone.
  await asOwner(
    test,
    `create function break_down() returns trigger language plpgsql as
       $$ begin if (select count(*) from erasures) > 200 then raise 'gone'; end if; return null; end $$;
     create trigger break_down after insert on erasures for each statement execute function break_down()`,
  );
  await expect(purge()).rejects.toThrow('gone');
  expect(await test.database.query('select count(*)::integer as n from erasures')).toEqual([{ n: 200 }]);
  await asOwner(test, 'drop trigger break_down on erasures');
  expect(await purge()).toMatchObject({ bookings: 5 });
});

it('lets people erase their own once the clinic is over, without a script; their link is the same 404 then', async () => {
  const { booking } = await plant('in_person');
  const page = `/m/${tokenOf(booking)}`;
  expect((await submit(`${page}/erase`)).statusCode).toBe(409);
  later(11);
  expect((await test.app.inject({ url: page })).body).toContain(`${page}/erase`);
  const erased = await submit(`${page}/erase?lang=es`);
  expect(erased.body).toContain('Sus datos están borrados');
  for (const url of [page, `${page}/erase`]) expect((await test.app.inject({ url })).statusCode).toBe(404);
  const after = await everything();
  for (const trace of ['Canary', CANARY.phone, CANARY.email]) expect(after).not.toContain(trace);
  expect(await test.database.query('select why from erasures')).toEqual([{ why: 'applicant' }]);
});

it('erases again, after a restore, what the ledger says', async () => {
  await plant();
  await test.database.query(`insert into erasures (booking_id, at, why) select id, $1, 'applicant' from bookings`, [
    START,
  ]);
  expect(await test.database.transaction(replayErasures)).toBe(1);
  expect(await everything()).not.toContain('Canary');
  expect(await test.database.transaction(replayErasures)).toBe(0);
});

/** Posts a form of ours, as a browser on our own page does. */
const submit = (url: string) =>
  test.app.inject({ method: 'POST', url, headers: { 'sec-fetch-site': 'same-origin' }, payload: {} });

it('that a number or mailbox is no good is forgotten once it is not believed any more', async () => {
  const known = () => test.database.query<{ code: string }>('select code from bad_addresses order by code');
  const learn = (to: string, code: string) =>
    test.database.transaction((tx) => rememberBad(tx, test.app.get(Sealer), 'sms', { to, code, at: clock.at }));
  await learn('+16175550171', '30005');
  later(10);
  await learn('+16175550172', '30006');
  later(179);
  await purge();
  expect(await known()).toEqual([{ code: '30005' }, { code: '30006' }]);
  later(181);
  await purge();
  expect(await known()).toEqual([{ code: '30006' }]);
});
