import type { Tx } from '../database.js';
import type { Sealer } from '../sealing.js';

/** A row as the database holds it, columns by name. */
export type Row = Record<string, string | null>;

/** Which rows of a table still need a key that is not the current one, and what to do about it. */
export interface KeptBack {
  /** SQL condition over `t`; `$1` is the id of the current key. */
  where: string;
  says: (n: number) => string;
}

/** What a feature says of a table that holds sealed text or keyed indexes, so that its keys can be rotated. */
export interface RekeyedTable {
  table: string;
  /** The primary key: its columns and their types. */
  key: Record<string, string>;
  /** Columns that are sealed: they are opened and sealed again. */
  sealed: readonly string[];
  /** Columns that `derive` makes from what was opened, such as blind indexes. */
  derived: readonly string[];
  /** More to read with each row: SQL, as it stands in a list after `select`. */
  reads?: string;
  /** Rows that are not done yet though all they hold is under the current key: SQL condition, `$1` is that key's id. */
  stale?: string;
  /** The derived columns, from a row and a function that opens what one of its columns holds. */
  derive?: (row: Row, open: (column: string, place?: string) => string | null, sealer: Sealer) => Row;
  /** What to do with a row whose new index another row holds already; the other was made with the current key. */
  clash?: (tx: Tx, row: Row, values: Row) => Promise<string | undefined>;
  /** What this table keeps back from the current key, whatever is done. */
  keptBack?: KeptBack;
}

/** Every column that rekey writes. */
export const rekeyedColumns = ({ sealed, derived }: RekeyedTable) => [...new Set([...sealed, ...derived])];
