import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { settleRestored } from '../../src/app/settle-restored.js';
import { backUp } from '../../src/platform/backup/backup.js';
import { addRows, restore } from '../../src/platform/backup/restore.js';
import { dataSourceOptions, migrateWithin } from '../../src/platform/data-source.js';
import type { Tx } from '../../src/platform/database.js';
import { newSecretKey, parseSecretKeys } from '../../src/platform/secret-keys.js';
import { run } from '../ground/embedded-process.js';
import type { TestDatabase } from '../support/database.js';
import { createTestDatabase } from '../support/database.js';

const NAMES = migrations.map(({ name }) => name);
const OLDER = NAMES.slice(0, 3);
const keys = parseSecretKeys(newSecretKey('b1')) ?? [];
const [key] = keys as [(typeof keys)[0]];
const directory = mkdtempSync(join(tmpdir(), 'clinics-test-'));
const path = join(directory, 'backup');

const VENUE = randomUUID();
/** Text that looks like COPY's own marks, and a day before our era. */
const NAME = 'a\tb\\.\n\\N\\';

/** The number of the next row: one that was given out never comes again. */
const NEXT = `select nextval(pg_get_serial_sequence('booking_events', 'id'))::integer as n`;

let source: TestDatabase;
let target: TestDatabase;
beforeAll(async () => {
  source = await createTestDatabase({ migrated: false });
  await within(source, (tx) => migrateWithin(tx, OLDER));
  const values = `'${VENUE}', E'${NAME.replaceAll('\\', '\\\\')}', '', '', '0044-03-15 12:00 BC', 'infinity'`;
  await run(source.ownerUrl, `insert into venues (id, name, address, city, created_at, updated_at) values (${values})`);
  for (let i = 0; i < 3; i++) await run(source.ownerUrl, NEXT);
  await backUp({ url: source.ownerUrl, path, key });
});
beforeEach(async () => {
  target = await createTestDatabase({ migrated: false });
});
afterEach(() => target.drop());
afterAll(async () => {
  await source.drop();
  rmSync(directory, { recursive: true });
});

async function within({ ownerUrl: url }: TestDatabase, work: (tx: Tx) => Promise<unknown>): Promise<void> {
  const dataSource = await new DataSource(dataSourceOptions(url, 1)).initialize();
  await dataSource.transaction(work).finally(() => dataSource.destroy());
}

const into = ({ ownerUrl: url }: TestDatabase, settle: (tx: Tx) => Promise<unknown> = async () => {}) =>
  restore({ url, path, keys, settle: async (tx) => void (await settle(tx)) });
const migrationsIn = ({ ownerUrl: url }: TestDatabase) =>
  run<{ name: string }>(url, 'select name from migrations order by id');

test('a backup of an older schema is filled in there, and then brought up to date; every value as it was', async () => {
  await into(target);
  expect((await migrationsIn(target)).map(({ name }) => name)).toEqual(NAMES);
  const columns = 'name, room, created_at::text as made, updated_at::text as changed';
  expect(await run(target.ownerUrl, `select ${columns} from venues`)).toEqual([
    { name: NAME, room: null, made: expect.stringMatching(/ BC$/), changed: 'infinity' },
  ]);
  expect(await run(target.ownerUrl, NEXT)).toEqual([{ n: 4 }]);
});

test('a database whose schema is newer than the file is refused; so is a file of a newer program', async () => {
  await within(target, (tx) => migrateWithin(tx));
  await expect(into(target)).rejects.toThrow(/^the schema of the database is newer than the file/);
  await run(source.ownerUrl, `insert into migrations (timestamp, name) values (1, 'Tomorrow1')`);
  const newer = join(directory, 'newer');
  await backUp({ url: source.ownerUrl, path: newer, key });
  await run(source.ownerUrl, `delete from migrations where name = 'Tomorrow1'`);
  const refused = restore({ url: target.ownerUrl, path: newer, keys, settle: async () => {} });
  await expect(refused).rejects.toThrow('this one has no migration Tomorrow1');
});

test('the rows of one table can be added to those that are there; what is there already stays as it is', async () => {
  await run(source.ownerUrl, 'create table noted (n bigint generated always as identity primary key, what text)');
  await run(source.ownerUrl, `insert into noted (what) select 'x' from generate_series(1, 5)`);
  await run(source.ownerUrl, 'delete from noted where n > 3');
  const noted = join(directory, 'noted');
  await backUp({ url: source.ownerUrl, path: noted, key, only: 'noted' });
  await run(source.ownerUrl, 'drop table noted');
  await within(target, async (tx) => {
    await tx.query(
      'create table noted (n bigint generated always as identity primary key, what text, kept boolean default true)',
    );
    await tx.query(`insert into noted (what) values ('mine')`);
    await addRows(tx, 'noted', noted, keys);
  });
  await within(target, (tx) => addRows(tx, 'noted', noted, keys));
  expect(await run(target.ownerUrl, 'select n::integer, what, kept from noted order by n')).toEqual([
    { n: 1, what: 'mine', kept: true },
    { n: 2, what: 'x', kept: true },
    { n: 3, what: 'x', kept: true },
  ]);
});

test('what is wrong at the last step undoes all of it: a place counted twice', async () => {
  const clinic = `insert into clinics (id, slug, title, sms_name, mode, time_zone, day, languages)
    values (gen_random_uuid(), 'c', 'C', 'C', 'virtual', 'UTC', '2027-01-01', '{en}') returning id`;
  const slot = `insert into slots (id, clinic_id, starts_at, ends_at, capacity, taken, closes_at)
    select gen_random_uuid(), id, '2027-01-01 10:00', '2027-01-01 11:00', 2, 1, '2027-01-01' from made`;
  const wrong = into(target, async (tx) => {
    await tx.query(`with made as (${clinic}) ${slot}`);
    await settleRestored(tx, { keys, secretKeys: keys, retentionDays: 30 });
  });
  await expect(wrong).rejects.toThrow('the file counts places wrongly in 1 slots');
  expect(await run(target.ownerUrl, `select 1 from pg_tables where schemaname = 'public'`)).toEqual([]);
  await into(target, (tx) => settleRestored(tx, { keys, secretKeys: keys, retentionDays: 30 }));
});

test('there is nothing to back up before the first start', async () => {
  await expect(backUp({ url: target.ownerUrl, path, key })).rejects.toThrow('there is no schema to back up yet');
  await expect(backUp({ url: source.ownerUrl, path, key, only: 'erasures' })).rejects.toThrow(
    'there is no table erasures',
  );
});
