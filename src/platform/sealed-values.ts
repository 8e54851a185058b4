import { quoted, quotedList } from './quoting.js';
import type { Tx } from './database.js';
import { rows } from './database.js';

/** What `Sealer.seal` makes; its nonce and tag alone are 38 characters. */
const SEALED = '^[A-Za-z0-9-]{1,16}:[A-Za-z0-9_-]{38,}$';

/** What one key has sealed in one column. */
export interface SealedValues {
  /** `table.column`. */
  place: string;
  keyId: string;
  count: number;
  /** One of the values. */
  sample: string;
}

/** Everything sealed in this database, by column and key: found by its form, so that no list can forget a column. */
export async function sealedValues(tx: Tx): Promise<SealedValues[]> {
  const columns = await rows<{ table: string; column: string }>(
    tx,
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and data_type = 'text' order by table_name, ordinal_position`,
  );
  const found: SealedValues[] = [];
  for (const { table, column } of columns) {
    const values = await rows<Omit<SealedValues, 'place'>>(
      tx,
      `select split_part(value, ':', 1) as "keyId", count(*)::integer as count, min(value) as sample
       from (select ${quotedList([column])} as value from ${quoted(table)}) as v where value ~ $1 group by 1 order by 1`,
      [SEALED],
    );
    found.push(...values.map((value) => ({ place: `${table}.${column}`, ...value })));
  }
  return found;
}
