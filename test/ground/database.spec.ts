import pg from 'pg';
import { createTestDatabase, assertForTests } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

test('a test database is a migrated copy of its own', async () => {
  const { rows } = await client.query<{ name: string; tables: string[] }>(
    `select current_database() as name, array_agg(tablename::text) as tables from pg_tables where schemaname = 'public'`,
  );
  expect(rows[0]?.name).toMatch(/^test_\d+_/);
  expect(rows[0]?.tables).toEqual(expect.arrayContaining(['clinics', 'bookings', 'messages', 'migrations']));
});

test('what is not named for tests is refused', () => {
  for (const name of ['clinics', 'postgres', 'latest', 'testing']) expect(() => assertForTests(name)).toThrow(name);
  expect(() => assertForTests('test_template')).not.toThrow();
});
