import { Socket } from 'node:net';
import type { EntityManager } from 'typeorm';
import { Logger, runMigrations as migrateJobs } from 'graphile-worker';
import { DataSource, MigrationExecutor } from 'typeorm';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';
import { migrations } from '../../migrations/index.js';
import { ConfigError } from './config.js';
import { sqlState } from './errors.js';
import { grantTo, roleOf } from './roles.js';

const MIGRATION_LOCK = 7_204_318;
/** What PostgreSQL says to a role that may not. */
export const INSUFFICIENT_PRIVILEGE = '42501';

/** Where the names of the migrations that ran stand. */
export const MIGRATIONS_TABLE = 'migrations';

/**
 * How every process connects; migrations and commands may take long over one statement. The schema is the migrations'
 * alone: nothing is ever synchronised.
 */
export function dataSourceOptions(url: string, poolSize = 10): PostgresDataSourceOptions {
  return {
    type: 'postgres',
    url,
    migrations,
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'each',
    poolSize,
    connectTimeoutMS: 5_000,
    // Without a handler a connection that breaks while idle would end the process.
    poolErrorHandler: () => {},
    extra: { application_name: 'clinics', idleTimeoutMillis: 30_000 },
  };
}

/** Longer than any statement of the app; connections that rest are closed before. */
const SILENCE_MS = 10_000;
const REST_MS = 8_000;

/**
 * How the app connects to serve: a line on which nothing comes for ten seconds counts as broken. Without that, one that
 * was cut silently would hold its place in the pool until the operating system gives up, which takes a quarter of an hour.
 */
export function servingOptions(url: string): PostgresDataSourceOptions {
  const options = dataSourceOptions(url);
  return { ...options, extra: { ...(options.extra as object), stream: listeningLine, idleTimeoutMillis: REST_MS } };
}

function listeningLine(): Socket {
  const line = new Socket();
  const silent = Object.assign(new Error('the line is silent'), { code: 'ETIMEDOUT' });
  return line.setTimeout(SILENCE_MS, () => line.destroy(silent));
}

/**
 * Brings the schema up to date, and that of the jobs. Several processes may start together: one of them migrates, the
 * others wait and then find nothing to do.
 * @param url signs in as the owner of the schema
 * @param appUrl signs in as the application, which is given its rights; the owner's own address when they are one
 * @returns the names of the migrations that this process ran
 * @throws ConfigError when there is something to do and the role may not
 */
export async function migrate(url: string, appUrl = url): Promise<string[]> {
  const source = await new DataSource(dataSourceOptions(url, 2)).initialize();
  try {
    return await alone(source, MIGRATION_LOCK, async () => {
      const done = await source.runMigrations();
      await migrateJobs({ connectionString: url, logger: new Logger(() => () => {}) });
      if (roleOf(appUrl) !== roleOf(url)) await grantTo(roleOf(appUrl), source);
      return done.map(({ name }) => name);
    });
  } catch (error) {
    if (sqlState(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new ConfigError(
      'MIGRATION_DATABASE_URL: the schema must change, and this role may not; give the owner of it',
    );
  } finally {
    await source.destroy();
  }
}

/**
 * Brings the schema up to date, or to the level that `names` made, inside the caller's transaction; other processes that
 * want to migrate wait for its end.
 * @throws ConfigError when this program does not know one of `names`, or the schema is past them already
 */
export async function migrateWithin(tx: EntityManager, names?: string[]): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  const unknown = names?.find((name) => !migrations.some((migration) => migration.name === name));
  if (unknown) throw new ConfigError(`the file is of a newer program: this one has no migration ${unknown}`);
  const executor = new MigrationExecutor(tx.dataSource, tx.queryRunner);
  const done = await executor.getExecutedMigrations();
  if (names && done.some(({ name }) => !names.includes(name))) {
    throw new ConfigError('the schema of the database is newer than the file: restore into a new database');
  }
  for (const migration of await executor.getPendingMigrations()) {
    if (!names || names.includes(migration.name)) await executor.executeMigration(migration);
  }
}

/** Runs `work` while no other process does work under the same number; they wait for each other. */
export async function alone<T>(source: DataSource, lock: number, work: () => Promise<T>): Promise<T> {
  const holder = source.createQueryRunner();
  await holder.query('select pg_advisory_lock($1)', [lock]);
  try {
    return await work();
  } finally {
    await holder.query('select pg_advisory_unlock($1)', [lock]);
    await holder.release();
  }
}
