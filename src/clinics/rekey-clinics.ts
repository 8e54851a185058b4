import type { RekeyedTable } from '../platform/rekey/rekeyed-table.js';

/** The address of a video call. */
export const clinicTables: RekeyedTable[] = [
  { table: 'clinics', key: { id: 'uuid' }, sealed: ['joining_link'], derived: [] },
];
