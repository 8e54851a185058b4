import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { ConfigError } from '../config.js';
import { MIGRATIONS_TABLE } from '../data-source.js';
import type { SecretKey } from '../secret-keys.js';
import { writeBackupFile } from './backup-file.js';
import { frame } from './frames.js';
import type { Table } from './tables.js';
import { quoted, quotedList } from '../quoting.js';
import { measure, readSequences, readTables, SAME_TEXT } from './tables.js';

export interface BackupOptions {
  /** The database, as a role that may read all of it. */
  url: string;
  path: string;
  key: SecretKey;
  /** Only this table, which must be there. */
  only?: string;
}

export interface BackupResult {
  tables: number;
  rows: number;
  bytes: number;
}

/**
 * Writes all our tables as they were at one instant into one sealed file, while the app goes on working. Nothing is kept
 * in memory but the piece on its way.
 * @throws ConfigError in one line when the file cannot be written, or there is nothing to back up
 */
export async function backUp({ url, path, key, only }: BackupOptions): Promise<BackupResult> {
  const client = new pg.Client({ connectionString: url, application_name: 'clinics-backup' });
  client.on('error', () => {}); // the query in hand is told
  await client.connect();
  try {
    const tables = (await readTables(client)).filter(({ name }) => !only || name === only);
    if (tables.length === 0) throw new ConfigError(`there is no ${only ? `table ${only}` : 'schema'} to back up yet`);
    // The tables are kept from being altered before the snapshot is taken, which the first query does.
    await client.query('begin isolation level repeatable read read only');
    await client.query(SAME_TEXT);
    await client.query(`lock table ${tables.map(({ name }) => quoted(name)).join(', ')} in access share mode`);
    const { rows: migrations } = await client.query<{ name: string }>(
      `select name from ${MIGRATIONS_TABLE} order by id`,
    );
    const head = { madeAt: new Date().toISOString(), migrations: migrations.map(({ name }) => name) };
    const result = { tables: tables.length, rows: 0 };
    const bytes = await writeBackupFile(path, key, head, content(client, tables, result));
    return { ...result, bytes };
  } finally {
    await client.end();
  }
}

async function* content(client: pg.Client, tables: Table[], result: { rows: number }): AsyncGenerator<Buffer> {
  for (const table of tables) {
    const { name, columns } = table;
    yield frame({ type: 'table', table: name, columns });
    const rows = client.query(copyTo(`copy ${quoted(name)} (${quotedList(columns)}) to stdout`));
    for await (const bytes of rows as AsyncIterable<Buffer>) yield frame({ type: 'rows', bytes });
    const measured = await measure(client, name, columns);
    result.rows += measured.rows;
    yield frame({ type: 'tableEnd', ...measured, sequences: await readSequences(client, table) });
  }
  yield frame({ type: 'end' });
}
