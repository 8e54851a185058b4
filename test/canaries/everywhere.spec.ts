import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBackupFile } from '../../src/platform/backup/backup-file.js';
import { Log } from '../../src/platform/logging.js';
import { Sealer } from '../../src/platform/sealing.js';
import { newSecretKey, parseSecretKeys } from '../../src/platform/secret-keys.js';
import type { AppProcess } from '../support/app-process.js';
import { environmentOf, runToEnd, startAppProcess } from '../support/app-process.js';
import { CANARY, everyValue, opened, tracesIn } from '../support/canaries.js';
import { asOwner, createTestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { MailServer } from '../support/mail-server.js';
import { METRICS_TOKEN } from '../support/metrics.js';
import { routesOf } from '../support/routes.js';
import { SmsStandin } from '../support/sms-standin.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';
import { NOBODY } from './nobody.js';
import { Planter } from './plant.js';

const directory = mkdtempSync(join(tmpdir(), 'clinics-test-'));
const file = join(directory, 'night.backup');
const ledger = join(directory, 'erasures');
const BACKUP_KEY = newSecretKey('b1');

const sms = new SmsStandin();
const mail = new MailServer();
let test: TestApp;
let env: Record<string, string>;
/** The app and its worker, as they run for real. */
let app: AppProcess;
let planter: Planter;
/** Each column that could hold something sealed. */
let columns: string[];
/** The blind indexes and hashes that stand for the canary, and its link. */
let marks: string[];

beforeAll(async () => {
  test = await startTestApp();
  await Promise.all([sms.start(), mail.start()]);
  const channels = { ...sms.env, ...mail.env, PUBLIC_URL: 'https://clinics.example.org' };
  env = { ...environmentOf(test), ...channels, BACKUP_KEY, METRICS_TOKEN, RUN_WORKER: 'true', LOG_LEVEL: 'debug' };
  app = await startAppProcess(env);
  planter = new Planter(test, app, sms);
  await planter.prepare();
  const found = await test.database.query<{ place: string }>(
    `select table_name || '.' || column_name as place from information_schema.columns where table_schema = 'public'`,
  );
  columns = found.map(({ place }) => place);
}, 60_000);

afterAll(async () => {
  await app.stop();
  await test.close();
  await Promise.all([sms.close(), mail.close()]);
  rmSync(directory, { recursive: true });
});

const open = (text: string) => opened(text, test.app.get(Sealer), columns);

/** Nothing of the canary in what the app says, and nothing unsealed in what PostgreSQL keeps and logs. */
async function expectSilence(): Promise<void> {
  const answer = await fetch(`${app.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  expect(answer.status).toBe(200);
  expect(tracesIn(await answer.text())).toEqual([]);
  expect(tracesIn(app.output())).toEqual([]);
  expect(tracesIn(planter.addresses.join('\n'))).toEqual([]);
  expect(tracesIn(readFileSync('.cache/test-database/postgres.log', 'utf8'))).toEqual([]);
  expect(tracesIn(await everyValue(test.databaseUrl))).toEqual([]);
}

/** Nothing of the canary in a database, whatever is opened; nor what stands for them. */
async function expectGone(databaseUrl: string): Promise<void> {
  const kept = await everyValue(databaseUrl);
  expect(tracesIn(`${kept}\n${open(kept)}`)).toEqual([]);
  expect(kept.split('\n').filter((line) => marks.some((mark) => line.includes(mark)))).toEqual([]);
}

async function contentOf(path: string): Promise<string> {
  const { content } = await readBackupFile(path, parseSecretKeys(BACKUP_KEY) ?? []);
  let text = '';
  await content(async (bytes) => {
    for await (const part of bytes) text += part.toString('latin1');
  });
  return text;
}

/**
 * The team's own forms are filled in without being signed in, as everything here is where it is refused; what search takes
 * and leaves nowhere is shown in `test/staff/search.spec.ts`.
 */
const isTeams = (path: string) => path.startsWith('/staff');

it('knows every route that takes something', () => {
  const taking = routesOf(test).filter(({ method, path }) => method !== 'GET' && !isTeams(path));
  const known = [...Object.keys(planter.accepted), ...Object.keys(NOBODY)];
  expect(taking.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(known.sort());
});

describe('the search finds the canary', () => {
  const { fullName, phone, email } = CANARY;
  it.each([
    ['plain', `x ${fullName} y`],
    ['without accents, in capitals', 'ZYXANDRA'],
    ['decomposed', fullName.normalize('NFD')],
    ['in an address', `/?name=${encodeURIComponent(fullName)}`],
    ['an email in an address', encodeURIComponent(encodeURIComponent(email))],
    ['a number as typed', phone],
    ['a number with its country', '+1 617.555.0142'],
    ['a number in an address', '%2B16175550142'],
    ['escaped for JSON', 'Can\\u00e1rez'],
    ...[0, 1, 2].map((n) => ['in base64', Buffer.from(`${'x'.repeat(n)}${fullName}, 2`).toString('base64')]),
    ...[0, 1, 2].map((n) => ['in base64url', Buffer.from(`${'x'.repeat(n)}+16175550142"`).toString('base64url')]),
    ['as bytes', `\\x${Buffer.from(phone).toString('hex')}`],
  ])('%s: %s', (_, text) => expect(tracesIn(text ?? '')).not.toEqual([]));

  it('in a log line, and in a column of any kind', async () => {
    let line = '';
    new Log('info', { write: (text) => (line = text) }).info('request', { route: `/m/${fullName}` });
    expect(tracesIn(line)).toHaveLength(1);
    await asOwner(
      test,
      `create schema aside;
       create table aside.notes as select '${fullName}'::text;
       create table aside.papers as select '{"a": ["${phone}"]}'::jsonb;
       create table aside.scans as select 'Canarez'::bytea`,
    );
    const planted = tracesIn(await everyValue(test.databaseUrl)).map((row) => row.split(':')[0]);
    expect(planted).toEqual(['aside.notes', 'aside.papers', 'aside.scans']);
    await asOwner(test, 'drop schema aside cascade');
  });
});

it('planted through every form, and where it is refused: in no log, metric, job, address, nor unsealed in a table', async () => {
  for (const [route, send] of Object.entries(planter.accepted)) {
    const { status } = await send();
    expect([route, status < 400]).toEqual([route, true]);
  }
  const statuses = await planter.everywhere();
  expect([...statuses]).toEqual(expect.arrayContaining([200, 303, 400, 403, 404, 409, 422]));
  await eventually(async () => {
    expect(await test.database.query(`select 1 from messages where state in ('queued', 'sending')`)).toEqual([]);
  });
  expect(mail.to(CANARY.email).length).toBeGreaterThan(3);
  await expectSilence();
  const kept = await everyValue(test.databaseUrl);
  expect(tracesIn(open(kept))).not.toEqual([]); // sealed, and there
}, 120_000);

it('nor in a backup, but sealed', async () => {
  expect(await runToEnd('backup.js', env, ['--to', file])).toMatchObject({ code: 0, stderr: '' });
  const content = await contentOf(file);
  expect([...tracesIn(readFileSync(file, 'latin1')), ...tracesIn(content)]).toEqual([]);
  expect(tracesIn(open(content))).not.toEqual([]);
});

it('nor anywhere at all once the purge has run, and after a restore of what was kept before it', async () => {
  const found = await test.database.query<{ mark: string }>(
    `select unnest(array[name_ix, phone_ix, email_ix]) as mark from attendees union
     select unnest(array[phone_ix, email_ix, manage_hash, idempotency_hash, request_hash]) from bookings union
     select address_ix from messages`,
  );
  marks = [
    ...found.flatMap(({ mark }) => mark ?? []),
    ...planter.bookings.map(({ manageUrl }) => manageUrl.slice(-20)),
  ];
  expect(marks.length).toBeGreaterThan(15);
  // PostgreSQL takes samples of what stands in its tables.
  await asOwner(test, 'analyze');
  await test.database.query(`update clinics set day = day - 60`);

  // The first run breaks, and the error quotes them: neither the job nor the log may keep that.
  await asOwner(
    test,
    `create function quote() returns trigger language plpgsql as
       $$ begin raise 'of %', reverse('${[...CANARY.fullName].reverse().join('')}') using errcode = '23514'; end $$;
     create trigger quote before insert on erasures for each statement execute function quote()`,
  );
  await test.database.query(`select graphile_worker.add_job('purge')`);
  await eventually(async () => {
    expect(await test.database.query('select 1 from graphile_worker.jobs where last_error is not null')).toHaveLength(
      1,
    );
  });
  await eventually(() => expect(app.output()).toContain('job failed'));
  await expectSilence();
  await asOwner(test, 'drop trigger quote on erasures');
  await eventually(async () => {
    expect(await test.database.query('select 1 from graphile_worker.jobs')).toEqual([]);
  });
  await expectGone(test.databaseUrl);

  expect(await runToEnd('backup.js', env, ['--ledger', ledger])).toMatchObject({ code: 0, stderr: '' });
  const elsewhere = await createTestDatabase({ migrated: false });
  const there = { ...env, DATABASE_URL: elsewhere.ownerUrl };
  const answer = await runToEnd('restore.js', there, ['--from', file, '--erasures', ledger]);
  expect(answer).toMatchObject({ code: 0, stdout: expect.stringMatching(/\d erasures done again/) });
  await expectGone(elsewhere.ownerUrl);
  await elsewhere.drop();
}, 120_000);

it('nor in a log when the database refuses what they sent, and quotes it', async () => {
  await asOwner(test, `alter table bookings add constraint unkind check (source <> 'online') not valid`);
  expect((await planter.bookAgain()).status).toBe(500);
  await asOwner(test, 'alter table bookings rename to gone');
  expect((await planter.everywhere()).has(500)).toBe(true);
  await eventually(() => expect(app.output()).toContain('"constraint":"unkind"'));
  await expectSilence();
}, 60_000);
