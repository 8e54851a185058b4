import pg from 'pg';
import type { TestApp } from './test-app.js';

/** Runs SQL in the database of a test as the superuser: for what the application itself may not do. */
export async function asSuperuser({ databaseUrl }: Pick<TestApp, 'databaseUrl'>, sql: string): Promise<void> {
  const url = new URL(process.env['TEST_ADMIN_URL'] ?? '');
  url.pathname = new URL(databaseUrl).pathname;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
