import type { RekeyedTable } from '../../platform/rekey/rekeyed-table.js';

/** What the team answered. */
export const inboxTables: RekeyedTable[] = [
  { table: 'staff_answers', key: { id: 'uuid' }, sealed: ['words'], derived: [] },
];
