import type pg from 'pg';
import { MIGRATIONS_TABLE } from '../data-source.js';
import { quoted, quotedList } from '../quoting.js';
import type { Sequence, TableEndFrame } from './frames.js';

/** A table as a backup sees it. */
export interface Table {
  name: string;
  /** Those that are written, in their order; what PostgreSQL computes itself is left out. */
  columns: string[];
  /** The columns that are numbered by a sequence. */
  numbered: string[];
  /** The tables that its foreign keys point to. */
  needs: string[];
}

/** How values are written as text, whatever the server's own settings: the same on the way out and back in. */
export const SAME_TEXT = `
  set local timezone = 'UTC'; set local datestyle = 'ISO, MDY'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local client_encoding = 'UTF8';
  set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`;

/**
 * Our tables (all in `public`; what other programs keep in schemas of their own, such as a job queue, is theirs), each after
 * those that it points to. The list of migrations is not among them: it stands in the head of the file.
 */
export async function readTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select t.relname as name,
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
         where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       (select coalesce(array_agg(a.attname::text), '{}') from pg_attribute a
         where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
           and pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(t.relname), a.attname) is not null
       ) as numbered,
       (select coalesce(array_agg(distinct r.relname::text), '{}') from pg_constraint c
         join pg_class r on r.oid = c.confrelid where c.conrelid = t.oid and r.oid <> t.oid) as needs
     from pg_class t join pg_namespace n on n.oid = t.relnamespace
     where n.nspname = 'public' and t.relkind = 'r' and t.relname <> $1 order by t.relname`,
    [MIGRATIONS_TABLE],
  );
  return inOrder(rows);
}

/** Each table after those that it needs. */
function inOrder(tables: Table[]): Table[] {
  const ordered: Table[] = [];
  while (ordered.length < tables.length) {
    const placed = new Set(ordered.map(({ name }) => name));
    const next = tables.filter(({ name, needs }) => !placed.has(name) && needs.every((other) => placed.has(other)));
    if (next.length === 0) throw new Error('foreign keys go round in a circle');
    ordered.push(...next);
  }
  return ordered;
}

/** What tells whether two tables hold the same rows, in whatever order: their number, and the sum of their hashes. */
export async function measure(client: pg.ClientBase, table: string, columns: string[]) {
  const { rows } = await client.query<{ rows: string; checksum: string }>(
    `select count(*)::text as rows,
       coalesce(sum(('x' || left(md5(row(${quotedList(columns)})::text), 15))::bit(60)::bigint), 0)::text as checksum
     from ${quoted(table)}`,
  );
  return { rows: Number(rows[0]?.rows), checksum: rows[0]?.checksum ?? '' };
}

/** Where the numbering of a table's columns stands. */
export async function readSequences(client: pg.ClientBase, { name, numbered }: Table): Promise<Sequence[]> {
  const sequences: Sequence[] = [];
  for (const column of numbered) {
    const named = await client.query<{ name: string }>('select pg_get_serial_sequence($1, $2) as name', [
      quoted(name),
      column,
    ]);
    const { rows } = await client.query<Omit<Sequence, 'column'>>(
      `select last_value::text as last, is_called as called from ${named.rows[0]?.name}`,
    );
    if (rows[0]) sequences.push({ column, ...rows[0] });
  }
  return sequences;
}

/** Puts the numbering where it stood. */
export async function setSequences(client: pg.ClientBase, table: string, { sequences }: TableEndFrame): Promise<void> {
  for (const { column, last, called } of sequences) {
    await client.query('select setval(pg_get_serial_sequence($1, $2), $3, $4)', [quoted(table), column, last, called]);
  }
}
