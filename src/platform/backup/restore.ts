import type pg from 'pg';
import { DataSource } from 'typeorm';
import { ConfigError } from '../config.js';
import { dataSourceOptions, INSUFFICIENT_PRIVILEGE, migrateWithin } from '../data-source.js';
import type { Tx } from '../database.js';
import { sqlState } from '../errors.js';
import type { SecretKey } from '../secret-keys.js';
import type { BackupHead } from './backup-file.js';
import { readBackupFile } from './backup-file.js';
import { load } from './load.js';
import { quoted, quotedList } from '../quoting.js';
import { measure, readTables, SAME_TEXT, setSequences } from './tables.js';

export interface RestoreOptions {
  /** An empty database, as the role that owns its schema. */
  url: string;
  path: string;
  keys: readonly SecretKey[];
  /** The last step, on the newest schema and before anybody sees a row; what it throws undoes everything. */
  settle: (tx: Tx) => Promise<void>;
}

/**
 * Puts a backup into an empty database, in one transaction: all of it, checked, or nothing. The schema is made as it was
 * when the file was, filled, and then brought up to date, so that migrations that change rows change these too.
 * @returns what the head of the file says
 * @throws ConfigError in one line when the file or the database cannot be used
 */
export async function restore({ url, path, keys, settle }: RestoreOptions): Promise<BackupHead> {
  const { head, content } = await readBackupFile(path, keys);
  const source = await new DataSource(dataSourceOptions(url, 1)).initialize();
  try {
    await source.transaction(async (tx) => {
      await migrateWithin(tx, head.migrations);
      const client = await clientOf(tx);
      const tables = await emptyTables(client);
      await content((bytes) =>
        load(client, bytes, {
          into: ({ table }) => {
            if (!tables.has(table)) throw new ConfigError(`the schema has no table ${table}`);
            return quoted(table);
          },
          loaded: async ({ table, columns }, end) => {
            const { rows, checksum } = await measure(client, table, columns);
            if (rows !== end.rows || checksum !== end.checksum) throw new ConfigError(`${table} came back changed`);
            await setSequences(client, table, end);
          },
        }),
      );
      await migrateWithin(tx);
      await settle(tx);
    });
    return head;
  } catch (error) {
    if (sqlState(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new ConfigError('MIGRATION_DATABASE_URL: only the owner of the schema can restore; give that role');
  } finally {
    await source.destroy();
  }
}

/** Adds the rows that another backup file has of one table; those that are there already stay as they are. */
export async function addRows(tx: Tx, table: string, path: string, keys: readonly SecretKey[]): Promise<void> {
  const { content } = await readBackupFile(path, keys);
  const client = await clientOf(tx);
  await client.query(`create temporary table added (like ${quoted(table)} including defaults) on commit drop`);
  await content((bytes) =>
    load(client, bytes, {
      into: (frame) => (frame.table === table ? 'added' : undefined),
      loaded: async ({ columns }) => {
        const list = quotedList(columns);
        await client.query(
          `insert into ${quoted(table)} (${list}) overriding system value select ${list} from added on conflict do nothing`,
        );
      },
    }),
  );
}

/** Our tables, none of which has a row, nor will anybody else put one there until we are done. */
async function emptyTables(client: pg.ClientBase): Promise<Set<string>> {
  const tables = (await readTables(client)).map(({ name }) => name);
  await client.query(SAME_TEXT);
  await client.query(`lock table ${tables.map(quoted).join(', ')} in access exclusive mode`);
  for (const table of tables) {
    const { rowCount } = await client.query(`select 1 from ${quoted(table)} limit 1`);
    if (rowCount) throw new ConfigError(`the database is not empty (${table} has rows): restore into a new one`);
  }
  return new Set(tables);
}

async function clientOf(tx: Tx): Promise<pg.ClientBase> {
  if (!tx.queryRunner) throw new Error('a transaction is needed');
  return (await tx.queryRunner.connect()) as pg.ClientBase;
}
