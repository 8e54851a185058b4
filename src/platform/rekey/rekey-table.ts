import type { Database, Tx } from '../database.js';
import { rows } from '../database.js';
import { quoted, quotedList } from '../quoting.js';
import { sqlState } from '../errors.js';
import type { Sealer } from '../sealing.js';
import type { RekeyedTable, Row } from './rekeyed-table.js';
import { rekeyedColumns } from './rekeyed-table.js';

/** Rows in one transaction: they are locked for as long as it takes, some tens of milliseconds. */
const BATCH = 200;
const UNIQUE_VIOLATION = '23505';

interface Batch {
  seen: number;
  done: number;
  last?: Row;
  notes: string[];
}

/**
 * Seals the rows of one table anew, and makes their indexes anew, where they are not under the current key: in batches by
 * primary key, each its own transaction. What is done is not done again, so it can stop anywhere and be run again.
 * @returns how many rows were done, and what there is to say of some of them
 */
export async function rekeyTable(database: Database, sealer: Sealer, table: RekeyedTable, signal: AbortSignal) {
  const total = { done: 0, notes: [] as string[] };
  for (let after: Row | undefined; ;) {
    signal.throwIfAborted();
    const step = (oneByOne: boolean) => database.transaction((tx) => rekeyBatch(tx, sealer, table, after, oneByOne));
    const { seen, done, last, notes } = await step(false).catch((error: unknown) => {
      if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
      return step(true);
    });
    total.done += done;
    total.notes.push(...notes);
    if (seen < BATCH) return total;
    after = last;
  }
}

async function rekeyBatch(
  tx: Tx,
  sealer: Sealer,
  table: RekeyedTable,
  after: Row | undefined,
  oneByOne: boolean,
): Promise<Batch> {
  const found = await lockBatch(tx, sealer, table, after);
  const renewed = found.flatMap((row) => {
    const values = renew(row, table, sealer);
    return values ? [{ row, values }] : [];
  });
  const notes: string[] = [];
  if (!oneByOne) await write(tx, table, renewed);
  else {
    for (const one of renewed) {
      const note = await writeOrSettle(tx, table, one);
      if (note) notes.push(note);
    }
  }
  return { seen: found.length, done: renewed.length, last: found.at(-1), notes };
}

/**
 * The next rows that are not done. They are locked before they are read: what somebody changes or erases at the same
 * time is either seen as it is afterwards, or waits.
 */
function lockBatch(tx: Tx, sealer: Sealer, { table, key, reads, ...rest }: RekeyedTable, after?: Row): Promise<Row[]> {
  const keys = Object.keys(key);
  const pastLast = `(${quotedList(keys)}) > (${keys.map((name, i) => `$${i + 2}::${key[name]}`).join(', ')})`;
  return rows<Row>(
    tx,
    `select t.* ${reads ? `, ${reads}` : ''} from ${quoted(table)} t
     where (${staleCondition(rest)}) and ${after ? pastLast : 'true'}
     order by ${quotedList(keys)} limit ${BATCH} for update of t`,
    [sealer.currentKeyId, ...(after ? keys.map((name) => after[name]) : [])],
  );
}

/** Rows that hold something under another key than `$1`. */
export function staleCondition({ sealed, stale }: Pick<RekeyedTable, 'sealed' | 'stale'>): string {
  const other = sealed.map((column) => `split_part(t.${quotedList([column])}, ':', 1) <> $1::text`);
  return [...other, ...(stale ? [`(${stale})`] : [])].join(' or ');
}

/** What the row is to hold; undefined when it cannot be opened, which the end of the run reports. */
function renew(row: Row, { table, sealed, derive }: RekeyedTable, sealer: Sealer): Row | undefined {
  const open = (column: string, place = `${table}.${column}`) => {
    const value = row[column];
    return value ? sealer.open(value, place) : null;
  };
  try {
    const again = sealed.map((column) => {
      const text = open(column);
      return [column, text === null ? null : sealer.seal(text, `${table}.${column}`)] as const;
    });
    return { ...Object.fromEntries(again), ...derive?.(row, open, sealer) };
  } catch {
    return undefined;
  }
}

interface Renewed {
  row: Row;
  values: Row;
}

async function write(tx: Tx, table: RekeyedTable, renewed: Renewed[]): Promise<void> {
  const keys = Object.keys(table.key);
  const columns = rekeyedColumns(table);
  const parameters = [...keys.map((name) => table.key[name]), ...columns.map(() => 'text')];
  await rows(
    tx,
    `update ${quoted(table.table)} t set ${columns.map((name) => `${quotedList([name])} = v.new_${name}`).join(', ')}
     from unnest(${parameters.map((type, i) => `$${i + 1}::${type}[]`).join(', ')})
       as v (${[...keys.map((name) => `old_${name}`), ...columns.map((name) => `new_${name}`)].join(', ')})
     where ${keys.map((name) => `t.${quotedList([name])} = v.old_${name}`).join(' and ')}`,
    [
      ...keys.map((name) => renewed.map(({ row }) => row[name])),
      ...columns.map((name) => renewed.map(({ values }) => values[name])),
    ],
  );
}

/** One row; when another one holds its index, its table knows what to do. */
async function writeOrSettle(tx: Tx, table: RekeyedTable, one: Renewed): Promise<string | undefined> {
  try {
    await tx.transaction((savepoint) => write(savepoint, table, [one]));
    return undefined;
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION || !table.clash) throw error;
    return table.clash(tx, one.row, one.values);
  }
}
