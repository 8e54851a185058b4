import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { rekeyAll } from '../../src/app/rekey-all.js';
import { BookingReader } from '../../src/bookings/booking-reader.js';
import { eraseBookings } from '../../src/bookings/erasure/erase-bookings.js';
import { Dispatch } from '../../src/messaging/dispatch.js';
import { unopenedKeys } from '../../src/platform/backup/unopened.js';
import { Sealer } from '../../src/platform/sealing.js';
import type { AppProcess } from '../support/app-process.js';
import { environmentOf, runToEnd, startAppProcess } from '../support/app-process.js';
import type { Booked } from '../support/bookings.js';
import { booked, codeOf, tokenOf } from '../support/bookings.js';
import { eventually } from '../support/eventually.js';
import { book, bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import { optedOutBySms } from '../support/opt-out.js';
import type { Instance } from '../support/rotation.js';
import { keysOf, NEW, OLD, startInstance } from '../support/rotation.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

type Contact = ReturnType<typeof bookingBody>['contact'];
type Made = Booked & { contact: Contact; cancelled?: boolean; erased?: boolean; asked?: boolean };

const SEEDED = 252;
/** As many as the crowd books at most; there are places for all. */
const MANY = 330;
/** Links that are asked for: fewer than one address may. */
const LOST = 3;
const made: Made[] = [];
const optedOut = bookingBody('').contact;

let test: TestApp;
let slots: string[];
let virtual: Made;

beforeAll(async () => {
  test = await startTestApp({ env: { SECRET_KEYS: OLD } });
  slots = (await makeClinic(test, { capacity: 900 })).slots.map(({ id }) => id);
  for (let i = 0; i < SEEDED; i++) {
    const body = bookingBody(slots[i % 2] ?? '', i % 3 ? {} : { email: `p${i}@example.org`, emailConsent: true });
    made.push({ ...(await booked(test, body)), contact: body.contact });
  }
  const online = bookingBody((await makeClinic(test, { mode: 'virtual' })).slots[0]?.id ?? '');
  virtual = { ...(await booked(test, online)), contact: online.contact };
  while ((await test.app.get(Dispatch).round()) > 0);
  await optedOutBySms(test.app, optedOut.phone);
}, 240_000);
let leave = async () => {};
afterAll(async () => {
  await leave();
  await test.close();
});

/** The command, in a process of its own. */
const rekey = (...signal: AbortSignal[]) =>
  runToEnd('rekey.js', { ...environmentOf(test), SECRET_KEYS: `${NEW},${OLD}` }, [], ...signal);
/** What the command does, without the start of a process. */
const rekeyHere = async () => {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  lines.push(await rekeyAll(test.database, new Sealer(keysOf(NEW, OLD)), say, new AbortController().signal));
  return lines;
};
const under = async (key: string, table: string) => {
  const [row] = await test.database.query<{ n: number }>(
    `select count(*)::integer as n from ${table} where name like '${key}:%'`,
  );
  return row?.n ?? 0;
};

/** People book, cancel, ask for their link and are erased, through two instances with the keys in another order. */
function startCrowd(instances: AppProcess[]) {
  let going = true;
  const idOf = async ({ reference }: Booked) =>
    (await test.database.query<{ id: string }>('select id from bookings where reference = $1', [reference]))[0]?.id ??
    '';
  const bookOne = async (app: AppProcess) => {
    const { contact, slotId } = bookingBody(slots[0] ?? '');
    const answer = await app.post('/api/bookings', { slotId, contact }, { 'idempotency-key': randomUUID() });
    expect(answer.status).toBe(201);
    made.push({ ...(JSON.parse(answer.body) as Booked), contact });
  };
  const openOne = async (app: AppProcess, one: Made) => {
    const { status } = await fetch(`${app.url}/api/bookings/${tokenOf(one)}`);
    expect([200, one.erased && 404]).toContain(status);
  };
  const cancelOne = async (app: AppProcess, one: Made) => {
    one.cancelled = true;
    expect((await app.post(`/api/bookings/${tokenOf(one)}/cancel`, {})).status).toBe(200);
  };
  const eraseOne = async (one: Made) => {
    one.erased = true;
    const id = await idOf(one);
    await test.database.transaction(async (tx) => {
      await tx.query('select 1 from bookings where id = $1 for update', [id]);
      await eraseBookings(tx, [id], 'applicant', new Date());
    });
  };
  const askAgain = async (app: AppProcess, one: Made) => {
    one.asked = true;
    const { reference, contact } = one;
    expect((await app.post('/api/lost-links', { reference, phone: contact.phone })).status).toBe(202);
  };
  const walk = async (app: AppProcess, from: number) => {
    // A breath after each: the command shares the machine with them.
    for (let i = from; going; i += instances.length, await sleep(10)) {
      if (made.length < MANY) await bookOne(app);
      await openOne(app, made[(i * 7) % made.length] as Made);
      const one = made[(i * 6) % SEEDED];
      if (!one || one.cancelled || one.erased) continue;
      if (i % 3 === 0) await cancelOne(app, one);
      if (i % 3 === 1) await eraseOne(one);
      if (i % 3 === 2 && made.filter(({ asked }) => asked).length < LOST) await askAgain(app, one);
    }
  };
  const walks = Promise.all(instances.map((app, i) => walk(app, i)));
  walks.catch(() => undefined); // told by whoever stops it
  return async () => {
    going = false;
    await walks;
  };
}

it('runs beside the app, is killed and goes on, and says when the old key may go', async () => {
  const env = { ...environmentOf(test), PUBLIC_URL: test.config.publicUrl };
  const [late, early] = await Promise.all([
    startAppProcess({ ...env, SECRET_KEYS: `${OLD},${NEW}` }),
    startAppProcess({ ...env, SECRET_KEYS: `${NEW},${OLD}` }),
  ]);
  const stopCrowd = startCrowd([late, early]);
  leave = () =>
    stopCrowd()
      .finally(() => Promise.all([late.stop(), early.stop()]))
      .then(() => undefined);

  // Somebody holds one of the last attendees, whom the crowd leaves alone, so that it stands there half-way.
  const holder = new pg.Client({ connectionString: test.databaseUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query(
    `select 1 from attendees where id = (select a.id from attendees a join bookings b on b.id = a.booking_id
       where b.reference = any($1) order by a.id desc limit 1) for update`,
    [made.filter((_, i) => i < SEEDED && i % 6 > 0).map(({ reference }) => reference)],
  );
  holder.on('error', () => undefined);
  const kill = new AbortController();
  const killed = rekey(kill.signal);
  await eventually(async () => expect(await under('new', 'attendees')).toBeGreaterThan(200));
  kill.abort();
  expect((await killed).code).toBeNull();
  await holder.query('rollback');
  await holder.end();
  expect(await under('old', 'attendees')).toBeGreaterThan(0);

  // One instance still seals with the old key.
  await eventually(async () => expect(made.length).toBeGreaterThan(SEEDED + 50));
  const beside = await rekey();
  expect([beside.code, beside.stderr]).toEqual([0, '']);
  expect(beside.stdout).toMatch(/^Keep the earlier keys until these are gone\. Everything new is under "new"\.$/m);
  await leave();
  expect(made.filter(({ cancelled }) => cancelled).length).toBeGreaterThan(3);
  expect(made.filter(({ erased }) => erased).length).toBeGreaterThan(3);
  expect((await rekeyHere()).join('\n')).toMatch(/\n\d+ submissions of the last day .*\nKeep the earlier keys/);
  await test.database.query(`update bookings set created_at = created_at - interval '25 hours'`);
  for (const _ of [1, 2]) {
    const said = await rekeyHere();
    expect(said.filter((line) => !line.endsWith(': 0 done, 0 remain'))).toEqual([
      'Everything is under "new": the other keys may be removed from SECRET_KEYS.',
    ]);
    expect(said.length).toBeGreaterThan(10);
  }
}, 240_000);

describe('without the old key', () => {
  let now: Instance;
  beforeAll(async () => {
    now = await startInstance(test, NEW);
  });
  afterAll(() => now.app.close());
  const standing = () => made.filter(({ erased, cancelled }) => !erased && !cancelled);

  it('everything opens, every count is right, what was cancelled or erased meanwhile is so', async () => {
    expect(await now.database.transaction((tx) => unopenedKeys(tx, keysOf(NEW)))).toEqual([]);
    expect(await countsDiffer(test)).toEqual([]);
    for (const one of [...made, virtual]) {
      const answer = await now.app.inject({ url: `/api/bookings/${tokenOf(one)}` });
      expect(answer.statusCode).toBe(one.erased ? 404 : 200);
      if (one.erased) continue;
      const { reference, attendees, clinic } = one;
      const status = one.cancelled ? 'cancelled' : 'booked';
      expect(answer.json()).toMatchObject({ reference, status, manageUrl: one.manageUrl, clinic });
      expect(answer.json<Booked>().attendees[0]?.fullName).toBe(attendees[0]?.fullName);
    }
    const left = await test.database.query(
      `select 1 from bookings b join attendees a on a.booking_id = b.id left join messages m on m.subject_id = b.id
       where b.erased_at is not null
         and num_nonnulls(b.name, b.manage_sealed, b.phone_ix, a.name, a.name_ix, a.phone_ix, m.body, m.address_ix) > 0`,
    );
    expect(left).toEqual([]);
    expect(virtual.clinic.joiningLink).toContain('video.example.org');
  });

  it('the links that people hold open, and a message can write them again', async () => {
    const one = made[1] as Made;
    for (const url of [one.manageUrl, one.calendarUrl]) {
      expect((await now.app.inject({ url: new URL(url).pathname })).statusCode).toBe(200);
    }
    const [row] = await test.database.query<{ id: string }>('select id from bookings where reference = $1', [
      one.reference,
    ]);
    const again = await now.app.get(BookingReader).byId(row?.id ?? '');
    expect([again?.manageUrl, again?.calendarUrl]).toEqual([one.manageUrl, one.calendarUrl]);
  });

  it('a lost link finds its contact, and nobody is booked twice', async () => {
    const one = standing().find(({ contact, asked }) => 'email' in contact && !asked) as Made;
    const count = `select count(*)::integer as n from messages where kind = 'lost_link'`;
    const before = await test.database.query<{ n: number }>(count);
    const { email } = one.contact as { email?: string };
    const payload = { reference: one.reference, email };
    expect((await now.app.inject({ method: 'POST', url: '/api/lost-links', payload })).statusCode).toBe(202);
    expect((await test.database.query<{ n: number }>(count))[0]?.n).toBe((before[0]?.n ?? 0) + 2);
    for (const { contact } of [one, standing().at(-1) as Made]) {
      expect(codeOf(await book(now, { slotId: slots[1], contact }))).toBe('already_booked');
    }
  });

  it('who opted out is not written to', async () => {
    const { reference } = await booked(now, { slotId: slots[0], contact: optedOut });
    await now.dispatch();
    const states = await test.database.query(
      `select m.error_code as code from messages m join bookings b on b.id = m.subject_id where b.reference = $1`,
      [reference],
    );
    expect(states).toEqual([{ code: 'opted_out' }]);
  });
});
