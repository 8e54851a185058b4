import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of one test file. */
export interface TestDatabase {
  /** The address for the application, as the lesser role that it has in real use. */
  url: string;
  /** The address of the role that owns the tables, for what only a migration may do. */
  ownerUrl: string;
  /** Ends every session that is still open and removes the database. */
  drop(): Promise<void>;
}

interface Wanted {
  /** False: an empty one, before any migration; `url` is the owner's then, because nobody else could do anything there. */
  migrated?: boolean;
}

/**
 * A fresh, migrated database: a copy of the template that the global set-up made (about 50 ms).
 * @throws when what it is pointed at does not say in its name that it is for tests
 */
export async function createTestDatabase({ migrated = true }: Wanted = {}): Promise<TestDatabase> {
  const url = new URL(environment('TEST_DATABASE_URL'));
  const ownerUrl = new URL(environment('TEST_OWNER_URL'));
  const adminUrl = environment('TEST_ADMIN_URL');
  const template = migrated ? environment('TEST_TEMPLATE') : 'template0';
  const owner = ownerUrl.username;
  for (const name of [url.pathname.slice(1), environment('TEST_TEMPLATE'), owner]) assertForTests(name);
  const name = `test_${environment('TEST_RUN')}_${randomBytes(6).toString('hex')}`;
  // Copying shuts others out of the template for a moment: one at a time.
  await asAdmin(adminUrl, async (admin) => {
    await admin.query(`select pg_advisory_lock(hashtext('test'))`);
    await admin.query(`create database ${name} template ${template} owner ${owner} strategy file_copy`);
  });
  url.pathname = ownerUrl.pathname = `/${name}`;
  return {
    url: migrated ? url.href : ownerUrl.href,
    ownerUrl: ownerUrl.href,
    drop: () => asAdmin(adminUrl, async (admin) => void (await admin.query(`drop database ${name} with (force)`))),
  };
}

/** @throws unless `name` is `test` or starts with `test_` */
export function assertForTests(name: string): void {
  if (!/^test(_|$)/.test(name)) throw new Error(`"${name}" is not named as a database for tests`);
}

/** Runs one statement as the owner of a test database: triggers, planted columns, and the like. */
export async function asOwner({ ownerUrl }: Pick<TestDatabase, 'ownerUrl'>, sql: string): Promise<void> {
  await asAdmin(ownerUrl, async (owner) => void (await owner.query(sql)));
}

async function asAdmin(url: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function environment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: tests run through jest's global set-up`);
  return value;
}
