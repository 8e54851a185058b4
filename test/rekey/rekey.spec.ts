import type { BookingDetails } from '../../src/bookings/booking-reads.js';
import { BookingReader } from '../../src/bookings/booking-reader.js';
import { eraseBookings } from '../../src/bookings/erasure/erase-bookings.js';
import { ManageLinks } from '../../src/bookings/manage-links.js';
import { rekeyAll } from '../../src/app/rekey-all.js';
import { Database } from '../../src/platform/database.js';
import { newSecretKey } from '../../src/platform/secret-keys.js';
import { Sealer } from '../../src/platform/sealing.js';
import type { Booked } from '../support/bookings.js';
import { booked, codeOf, tokenOf } from '../support/bookings.js';
import { deskOf, idOf } from '../support/caller-desk.js';
import { asOwner } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { book, bookingBody, makeClinic } from '../support/factories.js';
import { optedOutBySms } from '../support/opt-out.js';
import type { Instance } from '../support/rotation.js';
import { keysOf, NEW, OLD, startInstance } from '../support/rotation.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;
let before: Instance;
let after: Instance;
let slot: string;

beforeAll(async () => {
  test = await startTestApp({ env: { SECRET_KEYS: OLD } });
  before = await startInstance(test, OLD, NEW);
  after = await startInstance(test, NEW, OLD);
});
beforeEach(async () => {
  await asOwner(test, 'truncate clinics, bookings, messages, opt_outs cascade');
  slot = (await makeClinic(test, { capacity: 20 })).slots[0]?.id ?? '';
});
afterAll(async () => {
  await Promise.all([before.app.close(), after.app.close()]);
  await test.close();
});

async function rekey(...keys: string[]): Promise<string> {
  const lines: string[] = [];
  const sealer = new Sealer(keysOf(...(keys.length > 0 ? keys : [NEW, OLD])));
  const { signal } = new AbortController();
  lines.push(await rekeyAll(after.database, sealer, (line) => void lines.push(line), signal));
  return lines.join('\n');
}

/** The address that stops emails to a booking. */
async function stopPath({ app }: Instance, made: Booked): Promise<string> {
  const { id, contact, link } = (await app.get(BookingReader).byToken(tokenOf(made))) as BookingDetails;
  return new URL(app.get(ManageLinks).unsubscribeUrl(id, contact.email ?? '', link)).pathname;
}

const forgetSubmissions = () => test.database.query('update bookings set idempotency_hash = null, request_hash = null');
const optOuts = () => test.database.query('select address_ix as ix, address from opt_outs order by at');

it('does not bring back whom somebody erases at the same time', async () => {
  await booked(before, bookingBody(slot));
  await before.dispatch();
  const [row] = await test.database.query<{ id: string }>('select id from bookings');
  let running: Promise<string> | undefined;
  await test.database.transaction(async (tx) => {
    await eraseBookings(tx, [row?.id ?? ''], 'applicant', new Date());
    running = rekey();
    await eventually(async () =>
      expect(
        await test.database.query(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        ),
      ).toHaveLength(1),
    );
  });
  expect(await running).toContain('bookings: 0 done');
  const left = await test.database.query<{ n: number }>(
    `select num_nonnulls(b.name, b.phone, b.phone_ix, b.manage_sealed, a.name, a.name_ix, a.phone_ix, m.body,
       m.address_ix) as n from bookings b join attendees a on a.booking_id = b.id join messages m on m.subject_id = b.id`,
  );
  expect(left).toEqual([{ n: 0 }]);
});

it('lets both bookings of one person stand who got through under two keys, and says which they are', async () => {
  const body = bookingBody(slot, { email: 'twice@example.org' });
  const [first, second] = [await booked(before, body), await bookedAgain(body)];
  await booked(before, bookingBody(slot));
  await forgetSubmissions();
  const said = await rekey();
  const references = [first.reference, second.reference].sort().join(' and ');
  expect(said).toContain(`attendees: 2 done, 0 remain\n  booked twice for one person in one clinic: ${references}\n`);
  expect(said).toMatch(/may be removed from SECRET_KEYS\.$/);
  for (const one of [first, second]) {
    expect((await after.app.inject({ url: `/api/bookings/${tokenOf(one)}` })).json()).toMatchObject({
      status: 'booked',
    });
  }
  expect(codeOf(await book(after, body))).toBe('already_booked');
  expect(await rekey()).not.toContain('booked twice');
});

/** Through an instance that does not know the old key, which no step of a rotation leads to. */
async function bookedAgain(body: object) {
  const alone = await startInstance(test, NEW);
  const again = await booked(alone, body);
  await alone.app.close();
  return again;
}

it('indexes opt-outs anew, by the address that is kept or by that of a booking; one under both keys is one', async () => {
  const [kept, both, known, unknown] = [1, 2, 3, 4].map(() => bookingBody(slot).contact.phone);
  const optOut = (instance: Instance, phone = '') => optedOutBySms(instance.app, phone);
  for (const phone of [kept, both, known, unknown]) await optOut(before, phone);
  await optOut(after, both);
  // From before addresses were kept.
  const old = new Sealer(keysOf(OLD));
  await test.database.query('update opt_outs set address = null where address_ix = any($1)', [
    [known, unknown].map((phone) => old.blindIndex(phone ?? '', 'phone')),
  ]);
  await booked(before, bookingBody(slot, { phone: known }));
  await forgetSubmissions();
  const said = await rekey();
  expect(said).toMatch(/^opt_outs: 1 matched with a booking's contact$/m);
  expect(said).toMatch(/^1 opt-outs are known only by an index .*\nKeep the earlier keys/m);
  const now = new Sealer(keysOf(NEW));
  expect((await optOuts()).map((row) => (row as { ix: string }).ix).sort()).toEqual(
    [
      ...[kept, both, known].map((phone) => now.blindIndex(phone ?? '', 'phone')),
      old.blindIndex(unknown ?? '', 'phone'),
    ].sort(),
  );
});

it('a second rotation keeps the same links, and erasing takes what was kept of them', async () => {
  const made = await booked(before, bookingBody(slot, { email: 'rotated@example.org', emailConsent: true }));
  const stopUrl = await stopPath(before, made);
  await forgetSubmissions();
  await rekey();
  const newest = newSecretKey('newest');
  expect(await rekey(newest, NEW)).toMatch(/^Everything is under "newest"/m);
  const last = await startInstance(test, newest);
  expect((await last.app.inject({ url: `/api/bookings/${tokenOf(made)}` })).json()).toMatchObject({
    manageUrl: made.manageUrl,
  });
  // The address in emails that were sent long ago stops them still.
  expect((await last.app.inject({ method: 'POST', url: stopUrl })).statusCode).toBe(200);
  expect(await optOuts()).toHaveLength(1);
  await last.app.close();
  const sealed = 'select id, manage_sealed is not null as kept from bookings';
  const [row] = await test.database.query<{ id: string; kept: boolean }>(sealed);
  expect(row?.kept).toBe(true);
  await test.database.transaction((tx) => eraseBookings(tx, [row?.id ?? ''], 'applicant', new Date()));
  expect(await test.database.query(sealed)).toEqual([{ id: row?.id, kept: false }]);
});

it('the address in emails that were sent before a number was corrected outlives the keys too', async () => {
  const made = await booked(before, bookingBody(slot, { email: 'stays@example.org', emailConsent: true }));
  const stopUrl = await stopPath(before, made);
  const [desk, id] = [await deskOf({ ...test, app: after.app }), await idOf(test, made.reference)];
  await desk.ask({ id });
  expect((await desk.send('PATCH', id, { phone: '617-555-0188' })).statusCode).toBe(200);
  await forgetSubmissions();
  await rekey();
  const newest = newSecretKey('newest');
  expect(await rekey(newest, NEW)).toMatch(/^bookings: 1 done/m);
  const last = await startInstance(test, newest, NEW);
  expect((await last.app.inject({ method: 'POST', url: stopUrl })).statusCode).toBe(200);
  await last.app.close();
  const kept = () => test.database.query('select stop_sealed is not null as kept from bookings');
  expect(await kept()).toEqual([{ kept: true }]);
  await test.database.transaction((tx) => eraseBookings(tx, [id], 'applicant', new Date()));
  expect(await kept()).toEqual([{ kept: false }]);
});

it('what no key opens is left as it is, and named', async () => {
  await booked(before, bookingBody(slot));
  await forgetSubmissions();
  const rows = () => test.database.query('select b.*, a.* from bookings b, attendees a');
  const was = await rows();
  const said = await rekey(newSecretKey('other'));
  expect(said).toContain('bookings: 0 done, 1 remain');
  expect(said).toMatch(/^attendees.name: 1 under the key "old"\n[^]*^Keep the earlier keys/m);
  expect(await rows()).toEqual(was);
});

it('runs as the lesser role', async () => {
  const [row] = await new Database(after.database.dataSource).query<{ owner: boolean }>(
    `select pg_has_role(relowner, 'member') as owner from pg_class where oid = 'public.bookings'::regclass`,
  );
  expect(row?.owner).toBe(false);
});
