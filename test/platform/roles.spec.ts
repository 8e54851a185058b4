import { rmSync } from 'node:fs';
import { prepareGround } from '../../src/app/boot.js';
import { openIn, run, temporaryDirectory } from '../ground/embedded-process.js';
import { asOwner } from '../support/database.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import { booked } from '../support/bookings.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp({ env: { RUN_WORKER: 'true' } });
});

afterAll(() => test.close());

const refused = (sql: string) => expect(test.database.query(sql)).rejects.toMatchObject({ code: '42501' });

it('the application cannot change the schema', async () => {
  await refused('alter table bookings add column note text');
  await refused('drop table bookings');
  await refused('truncate bookings');
  await refused('create table notes (n integer)');
  await refused('create table graphile_worker.notes (n integer)');
  await refused('create index on bookings (name)');
  await refused('alter table slots drop constraint slots_taken_range');
  await refused('alter table slots disable trigger all');
  await refused(
    'create or replace function shift_places(uuid[], integer[], timestamptz) returns setof slots as $$$$ language sql',
  );
  await refused('create schema elsewhere');
  await refused(`insert into migrations (timestamp, name) values (1, 'Nothing')`);
  await refused('set role test_owner');
});

it('the audit trail can be added to and read, not rewritten', async () => {
  await test.database.query(
    `insert into audit_events (at, actor, action, subject_type, subject_id) values (now(), 'test', 'tried', 'booking', '1')`,
  );
  expect(await test.database.query('select action from audit_events')).toEqual([{ action: 'tried' }]);
  await refused(`update audit_events set actor = 'nobody'`);
  await refused('delete from audit_events');
  await refused('truncate audit_events');
  await refused('drop table audit_events');
});

it('books, and asks for jobs, in the lesser role', async () => {
  const { slots } = await makeClinic(test);
  await booked(test, bookingBody(slots[0]?.id ?? ''));
  const add = `select id from graphile_worker.add_job('nothing', run_at := now() + interval '1 day')`;
  expect(await test.database.query(add)).toHaveLength(1);
  expect(await test.database.query('select 1 as n from graphile_worker._private_jobs')).toEqual([{ n: 1 }]);
});

it('what a later migration makes is open to the application, and still not its own', async () => {
  await asOwner(test, 'create table later (n integer)');
  await test.database.query('insert into later values (1)');
  await refused('drop table later');
});

it('readiness warns when the application owns its tables, and the start says so once', async () => {
  const ready = await test.app.inject({ url: '/health/ready' });
  expect(ready.json()).toEqual({ status: 'ok', database: 'ok' });
  const owner = await startTestApp({ role: 'owner' });
  const warned = await owner.app.inject({ url: '/health/ready' });
  expect(warned.statusCode).toBe(200);
  expect(warned.json()).toEqual({ status: 'ok', database: 'ok', warning: 'app_owns_tables' });
  expect(owner.logs.filter((line) => line.includes('owns its tables'))).toHaveLength(1);
  await owner.close();
});

it('a start without the owner needs nothing from a schema that is up to date, and says what to mend otherwise', async () => {
  const { databaseUrl } = test;
  const env = { DATABASE_URL: databaseUrl, DEMO: 'true', SECRET_KEYS: `k1:${Buffer.alloc(32).toString('base64')}` };
  await (await prepareGround(env)).close();
  await asOwner(test, `delete from migrations where name = 'Audit1764000010000'`);
  await expect(prepareGround(env)).rejects.toThrow(/^MIGRATION_DATABASE_URL: /);
});

it('a directory from before there were two roles is handed over to the owner', async () => {
  const parent = temporaryDirectory();
  const first = await openIn(parent);
  await run(first.adminUrl, 'create role clinics; alter database clinics owner to clinics');
  const inClinics = first.adminUrl.replace(/[^/]+$/, 'clinics');
  await run(inClinics, 'set role clinics; create schema old; create table old.notes as select 42 as n');
  await first.leave();
  const app = await openIn(parent);
  await run(app.url, 'alter table old.notes add column more text');
  await expect(run(app.appUrl, 'drop table old.notes')).rejects.toThrow('permission denied');
  await expect(run(app.appUrl, 'create schema elsewhere')).rejects.toThrow('permission denied');
  await app.leave();
  rmSync(parent, { recursive: true });
});
