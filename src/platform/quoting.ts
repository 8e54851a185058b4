import pg from 'pg';

/** A table of ours, as it stands in SQL that is put together from names. */
export const quoted = (table: string) => `public.${pg.escapeIdentifier(table)}`;

/** Columns, in the same way. */
export const quotedList = (columns: string[]) => columns.map(pg.escapeIdentifier).join(', ');
