import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eraseBookings } from '../../src/bookings/erasure/erase-bookings.js';
import { newSecretKey } from '../../src/platform/secret-keys.js';
import { COUNTS_DIFFER } from '../../src/places/recount.js';
import type { AppProcess } from '../support/app-process.js';
import { environmentOf, runToEnd, startAppProcess } from '../support/app-process.js';
import type { Booked } from '../support/bookings.js';
import { tokenOf } from '../support/bookings.js';
import type { TestDatabase } from '../support/database.js';
import { createTestDatabase } from '../support/database.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';
import { openIn, run } from '../ground/embedded-process.js';

const BACKUP_KEY = newSecretKey('b1');
const directory = mkdtempSync(join(tmpdir(), 'clinics-test-'));
const file = join(directory, 'night.backup');
const ledger = join(directory, 'erasures');

let test: TestApp;
let app: AppProcess;
let restored: AppProcess | undefined;
let env: Record<string, string>;
/** What was acknowledged before the backup began, and what while it was made. */
const before: Booked[] = [];
const meanwhile: Booked[] = [];

/** A crowd books through the app process while the backup is made. */
beforeAll(async () => {
  test = await startTestApp();
  env = { ...environmentOf(test), BACKUP_KEY };
  app = await startAppProcess(env);
  const clinic = await makeClinic(test, { title: 'Crowd', to: '15:30', capacity: 500 });
  const book = async (i: number) => {
    const body = bookingBody(clinic.slots[i % clinic.slots.length]?.id ?? '');
    const answer = await app.post('/api/bookings', body, { 'idempotency-key': randomUUID() });
    expect(answer.status).toBe(201);
    return JSON.parse(answer.body) as Booked;
  };
  for (let i = 0; i < 20; i++) before.push(await book(i));

  let going = true;
  const crowd = Array.from({ length: 4 }, async (_, i) => {
    // A breath after each: the backup shares the machine with them.
    for (; going; await sleep(10)) meanwhile.push(await book(i));
  });
  const { code, stdout, stderr } = await runToEnd('backup.js', env, ['--to', file]);
  going = false;
  await Promise.all(crowd);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^\S+night\.backup: \d+ rows of \d+ tables, \d+ bytes; opens with the key "b1"\n$/);
}, 120_000);

afterAll(async () => {
  await Promise.all([app.stop(), restored?.stop()]);
  await test.close();
  rmSync(directory, { recursive: true });
});

it('is restored elsewhere: one instant, every count right, links work, the app goes on from there', async () => {
  const dataDir = join(directory, 'data');
  const there = { DATA_DIR: dataDir, DEMO: 'false', BACKUP_KEY, SECRET_KEYS: env.SECRET_KEYS ?? '' };
  const gone = before[3] as Booked;
  await eraseSince(gone);
  const sent = ['--reminders-sent-until', '2020-01-01T12:00'];
  const answer = await runToEnd('restore.js', there, ['--from', file, '--erasures', ledger, ...sent]);
  expect(answer).toEqual({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(
      /^restored as it was at 20.*agree\nreminders until 2020-01-01T17:00:00.000Z count as sent\n1 erasures done again\n$/,
    ),
  });

  restored = await startAppProcess(there);
  const { url, leave } = await openIn(dataDir);
  expect(await run(url, COUNTS_DIFFER)).toEqual([]);
  const found = await run<{ reference: string; parts: number }>(
    url,
    `select b.reference, (select count(*) from attendees a where a.booking_id = b.id)
       + (select count(*) from messages m where m.subject_id = b.id)
       + (select count(*) from consents k where k.booking_id = b.id) as parts
     from bookings b join clinics c on c.id = b.clinic_id where c.title = 'Crowd'`,
  );
  const references = new Set(found.map(({ reference }) => reference));
  expect(before.filter(({ reference }) => !references.has(reference))).toEqual([]);
  expect(meanwhile.length).toBeGreaterThan(20);
  expect(found.filter(({ parts }) => Number(parts) !== 3)).toEqual([]);

  const link = await fetch(`${restored.url}/api/bookings/${tokenOf(before[0] as Booked)}`);
  expect([link.status, ((await link.json()) as Booked).attendees[0]?.fullName]).toEqual([
    200,
    before[0]?.attendees[0]?.fullName,
  ]);
  expect((await fetch(`${restored.url}/api/bookings/${tokenOf(gone)}`)).status).toBe(404);
  expect(await run(url, 'select 1 from bookings where name is null')).toHaveLength(1);

  const next = bookingBody(before[0]?.slot.id ?? '');
  const moved = `/api/bookings/${tokenOf(before[1] as Booked)}/move`;
  expect((await restored.post(moved, { slotId: before[2]?.slot.id })).status).toBe(200);
  expect((await restored.post('/api/bookings', next, { 'idempotency-key': randomUUID() })).status).toBe(201);
  expect(await run(url, COUNTS_DIFFER)).toEqual([]);
  await leave();

  const again = await runToEnd('backup.js', there, ['--to', join(directory, 'again.backup')]);
  expect([again.code, again.stderr]).toEqual([0, '']);
}, 120_000);

/** Somebody is erased after the backup was made; the ledger is written anew. */
async function eraseSince({ reference }: Booked): Promise<void> {
  const [row] = await test.database.query<{ id: string }>('select id from bookings where reference = $1', [reference]);
  await test.database.transaction((tx) => eraseBookings(tx, [row?.id ?? ''], 'applicant', new Date()));
  expect(await runToEnd('backup.js', env, ['--ledger', ledger])).toMatchObject({ code: 0, stderr: '' });
}

describe('a restore that cannot be', () => {
  let empty: TestDatabase;
  beforeAll(async () => {
    empty = await createTestDatabase({ migrated: false });
  });
  afterAll(() => empty.drop());

  const refused = async (changes: Record<string, string>, from = file) => {
    const { code, stdout, stderr } = await runToEnd('restore.js', { ...env, ...changes }, ['--from', from]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    return stderr;
  };

  it('says so in one line, and leaves the database as empty as it was', async () => {
    const short = join(directory, 'short.backup');
    copyFileSync(file, short);
    truncateSync(short, statSync(file).size - 100);
    const lines = await Promise.all([
      refused({ DATABASE_URL: empty.ownerUrl }, short),
      refused({ DATABASE_URL: empty.ownerUrl, BACKUP_KEY: newSecretKey('b1') }),
      refused({}),
      refused({ MIGRATION_DATABASE_URL: test.ownerUrl }),
    ]);
    expect(lines[0]).toMatch(/(damaged|does not open)/);
    expect(lines[1]).toMatch(/BACKUP_KEY is another key/);
    expect(lines[2]).toMatch(/^MIGRATION_DATABASE_URL: only the owner/);
    expect(lines[3]).toMatch(/^the database is not empty \((?:\w+) has rows\): restore into a new one$/m);
    expect(await run(empty.ownerUrl, `select 1 from pg_tables where schemaname = 'public'`)).toEqual([]);
  }, 60_000);

  it('restores all the same when the secret keys are others, and says which are missing', async () => {
    const there = { ...env, DATABASE_URL: empty.ownerUrl, SECRET_KEYS: newSecretKey('other') };
    const { code, stdout } = await runToEnd('restore.js', there, ['--from', file]);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/SECRET_KEYS: what the key "test" sealed cannot be opened/),
    ]);
  }, 60_000);
});
