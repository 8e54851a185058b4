import { DataSource } from 'typeorm';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';
import { migrations } from '../../migrations/index.js';

const MIGRATION_LOCK = 7_204_318;

/** How every process connects. The schema is the migrations' alone: nothing is ever synchronised. */
export function dataSourceOptions(url: string, poolSize = 10): PostgresDataSourceOptions {
  return {
    type: 'postgres',
    url,
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    poolSize,
    connectTimeoutMS: 5_000,
    // Without a handler a connection that breaks while idle would end the process.
    poolErrorHandler: () => {},
    extra: { application_name: 'clinics', idleTimeoutMillis: 30_000 },
  };
}

/**
 * Brings the schema up to date. Several processes may start together: one of them migrates, the others wait and then
 * find nothing to do.
 * @returns the names of the migrations that this process ran
 */
export async function migrate(url: string): Promise<string[]> {
  const source = await new DataSource(dataSourceOptions(url, 2)).initialize();
  try {
    return await alone(source, MIGRATION_LOCK, async () => (await source.runMigrations()).map(({ name }) => name));
  } finally {
    await source.destroy();
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
