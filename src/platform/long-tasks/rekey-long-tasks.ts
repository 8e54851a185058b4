import type { RekeyedTable } from '../rekey/rekeyed-table.js';

/** Parts of files that the team asked for; they live a day. */
export const longTaskTables: RekeyedTable[] = [
  { table: 'long_task_parts', key: { task_id: 'uuid', n: 'integer' }, sealed: ['content'], derived: [] },
];
