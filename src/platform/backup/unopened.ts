import type { Tx } from '../database.js';
import { rows } from '../database.js';
import { Sealer } from '../sealing.js';
import type { SecretKey } from '../secret-keys.js';
import { quoted, quotedList } from './tables.js';

/** What `Sealer.seal` makes; its nonce and tag alone are 38 characters. */
const SEALED = '^[A-Za-z0-9-]{1,16}:[A-Za-z0-9_-]{38,}$';

/** The ids of the keys that sealed something in this database which `secretKeys` do not open; one value of each is tried. */
export async function unopenedKeys(tx: Tx, secretKeys: readonly SecretKey[]): Promise<string[]> {
  const sealer = new Sealer(secretKeys);
  const columns = await rows<{ table: string; column: string }>(
    tx,
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and data_type = 'text'`,
  );
  const unopened = new Set<string>();
  for (const { table, column } of columns) {
    const values = await rows<{ id: string; value: string }>(
      tx,
      `select distinct on (id) split_part(value, ':', 1) as id, value
       from (select ${quotedList([column])} as value from ${quoted(table)}) as v, split_part(value, ':', 1) as id
       where value ~ $1`,
      [SEALED],
    );
    for (const { id, value } of values) if (!opens(sealer, value, `${table}.${column}`)) unopened.add(id);
  }
  return [...unopened];
}

function opens(sealer: Sealer, value: string, place: string): boolean {
  try {
    sealer.open(value, place);
    return true;
  } catch {
    return false;
  }
}
