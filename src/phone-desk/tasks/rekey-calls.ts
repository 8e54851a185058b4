import { rows } from '../../platform/database.js';
import type { RekeyedTable } from '../../platform/rekey/rekeyed-table.js';

/** Whom to call, what about, and what somebody noted of it. */
export const callTables: RekeyedTable[] = [
  {
    table: 'call_tasks',
    key: { id: 'uuid' },
    sealed: ['name', 'phone', 'words', 'note'],
    derived: ['phone_ix'],
    derive: (_row, open, sealer) => {
      const phone = open('phone');
      return { phone_ix: phone && sealer.blindIndex(phone, 'phone') };
    },
    // The same number asked again under the current key: both stay, and this one is not looked for by its number.
    clash: async (tx, { id }, { name, phone, words, note }) => {
      const values = [id, name, phone, words, note];
      await rows(
        tx,
        'update call_tasks set name = $2, phone = $3, words = $4, note = $5, phone_ix = null where id = $1',
        values,
      );
      return undefined;
    },
  },
];
