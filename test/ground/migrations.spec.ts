import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { dataSourceOptions, migrate } from '../../src/platform/data-source.js';
import { newSecretKey } from '../../src/platform/secret-keys.js';
import { runToEnd, startAppProcess } from '../support/app-process.js';
import type { TestDatabase } from '../support/database.js';
import { createTestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

const NAMES = migrations.map(({ name }) => name);

let database: TestDatabase;
let client: pg.Client;

beforeEach(async () => {
  database = await createTestDatabase({ migrated: false });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

const all = async (sql: string) => (await client.query<Record<string, unknown>>(sql)).rows;
const names = async () => (await all('select name from migrations order by id')).map((row) => row['name']);
const advisoryLocks = () =>
  all(`select 1 from pg_locks join pg_database d on d.oid = database and datname = current_database()
       where locktype = 'advisory' and granted`);
const environment = () => ({ DATABASE_URL: database.url, SECRET_KEYS: newSecretKey('test'), DEMO: 'true' });

/** Everything that migrations may make, as the catalog tells of it. */
const schema = () =>
  all(`
    select 'column' as kind, format('%s.%s', c.relname, a.attname) as name,
      format('%s %s %s', format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)) as text
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'S') and a.attnum > 0 and not a.attisdropped
    union all select 'constraint', format('%s.%s', conrelid::regclass, conname), pg_get_constraintdef(oid)
      from pg_constraint where connamespace = 'public'::regnamespace
    union all select 'index', indexname, indexdef from pg_indexes where schemaname = 'public'
    union all select 'trigger', tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all select 'type', typname, typtype::text from pg_type
      where typnamespace = 'public'::regnamespace and typtype in ('e', 'd')
    union all select 'function', proname, pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
    order by 1, 2, 3`);

test('several that start at once run each migration once', async () => {
  const ran = await Promise.all(Array.from({ length: 6 }, () => migrate(database.url)));
  expect(ran.filter((list) => list.length > 0)).toEqual([NAMES]);
  expect(await names()).toEqual(NAMES);
  expect(await advisoryLocks()).toEqual([]);
});

test('several processes on one empty database all come up, with one demo set', async () => {
  const apps = await Promise.all([1, 2, 3].map(() => startAppProcess(environment())));
  expect(await names()).toEqual(NAMES);
  expect(await all('select count(*)::integer as n from clinics')).toEqual([{ n: 4 }]);
  expect(await Promise.all(apps.map((app) => app.stop()))).toEqual([0, 0, 0]);
  for (const app of apps) expect(app.output()).not.toContain('"level":50');
}, 60_000);

test('down to nothing and up again gives the same schema', async () => {
  const source = await new DataSource(dataSourceOptions(database.url, 2)).initialize();
  await migrate(database.url);
  const first = await schema();
  expect(first.length).toBeGreaterThan(100);
  for (const _ of NAMES) await source.undoLastMigration();
  expect(await names()).toEqual([]);
  expect(
    (await schema())
      .filter(({ text }) => !String(text).includes('public.migrations'))
      .filter(({ name }) => !String(name).startsWith('migrations')),
  ).toEqual([]);
  await migrate(database.url);
  expect(await schema()).toEqual(first);
  await source.destroy();
});

test('one that fails leaves no lock and nothing half-done; the next goes on from there', async () => {
  await client.query('create table bookings (id integer)');
  const { code, stderr } = await runToEnd('main.js', environment());
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^[^\n]*42P07[^\n]*\n$/)]);
  expect(await advisoryLocks()).toEqual([]);
  expect(await names()).toEqual(NAMES.slice(0, 2));
  await client.query('drop table bookings');
  expect(await migrate(database.url)).toEqual(NAMES.slice(2));
});

test('one that is killed half-way leaves no lock', async () => {
  await migrate(database.url);
  await client.query('begin; lock table migrations in access exclusive mode'); // so that it stops there
  const kill = new AbortController();
  const ended = runToEnd('main.js', environment(), [], kill.signal);
  await eventually(async () => expect(await advisoryLocks()).toHaveLength(1));
  kill.abort();
  expect((await ended).code).toBeNull();
  await eventually(async () => expect(await advisoryLocks()).toEqual([]));
  await client.query('rollback');
  expect(await migrate(database.url)).toEqual([]);
}, 60_000);
