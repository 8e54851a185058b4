import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ROOT } from './dockerfile.js';

/** Roles belong to the whole server: this run's have names of their own. */
const NAME = `test_${process.env['TEST_RUN']}_${randomBytes(4).toString('hex')}`;

const script = readFileSync(join(ROOT, 'docs/operations/postgres-roles.sh'), 'utf8');
const statements = (/<<'SQL'\n([\s\S]+)\nSQL/.exec(script)?.[1] ?? '')
  .replace(/\bclinics\b/g, NAME)
  .replace(/\bclinics_/g, `${NAME}_`)
  .replace(/:'(\w+)'/g, `'password-$1'`)
  .split(';')
  .filter((text) => text.trim());

let admin: pg.Client;
beforeAll(async () => {
  admin = new pg.Client({ connectionString: process.env['TEST_ADMIN_URL'] });
  await admin.connect();
  for (const statement of statements) await admin.query(statement);
});
afterAll(async () => {
  await admin.query(`drop database ${NAME} with (force)`);
  await admin.query(`drop role ${NAME}_owner, ${NAME}_app`);
  await admin.end();
});

async function as(role: 'owner' | 'app', sql: string, database = NAME): Promise<unknown> {
  const url = new URL(process.env['TEST_ADMIN_URL'] ?? '');
  Object.assign(url, { username: `${NAME}_${role}`, password: `password-${role}`, pathname: `/${database}` });
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

it('the script for the database of the containers makes an owner, and an app that changes no table', async () => {
  expect(statements).toHaveLength(6);
  await as('owner', 'create table kept (id integer)');
  expect(await as('app', 'show idle_in_transaction_session_timeout')).toEqual([
    { idle_in_transaction_session_timeout: '15s' },
  ]);
  await expect(as('app', 'create table own (id integer)')).rejects.toMatchObject({ code: '42501' });
  await expect(as('app', 'alter table kept add name text')).rejects.toMatchObject({ code: '42501' });
  await expect(as('app', 'drop table kept')).rejects.toMatchObject({ code: '42501' });
});

it('neither is a superuser, or may make roles and databases', async () => {
  const { rows } = await admin.query(
    'select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls as may from pg_roles where rolname like $1',
    [`${NAME}%`],
  );
  expect(rows).toEqual([{ may: false }, { may: false }]);
});
