import { rows } from '../platform/database.js';
import type { RekeyedTable } from '../platform/rekey/rekeyed-table.js';
import { addressIndexes } from './address-index.js';

type Channel = 'sms' | 'email';

/** The index is that of the address in the body; both are written together and erased together. */
const messages: RekeyedTable = {
  table: 'messages',
  key: { id: 'uuid' },
  sealed: ['body'],
  derived: ['address_ix'],
  derive: (row, open, sealer) => {
    const { to } = JSON.parse(open('body') ?? '{}') as { to?: string };
    return {
      address_ix: row.address_ix && to ? (addressIndexes(sealer, row.channel as Channel, to)[0] ?? null) : null,
    };
  },
};

/** The address of a row that is known by it, and by its channel. */
const ofAddress: Pick<RekeyedTable, 'key' | 'sealed' | 'derived' | 'derive'> = {
  key: { channel: 'text', address_ix: 'text' },
  sealed: ['address'],
  derived: ['address_ix'],
  derive: (row, open, sealer) => ({
    address_ix: addressIndexes(sealer, row.channel as Channel, open('address') ?? '')[0] ?? null,
  }),
};

/** Who opted out before addresses were kept here is known by the index alone, and an index cannot be made anew. */
const optOuts: RekeyedTable = {
  table: 'opt_outs',
  ...ofAddress,
  sealed: ['address', 'words'],
  // The same address opted out under the current key too: that is enough.
  clash: async (tx, { channel, address_ix }) => {
    await rows(tx, 'delete from opt_outs where channel = $1 and address_ix = $2', [channel, address_ix]);
    return undefined;
  },
  keptBack: {
    where: 't.address is null and $1::text is not null',
    says: (n) =>
      `${n} opt-outs are known only by an index of the key that was current when they were made: keep that key, or ` +
      'these people may be written to again',
  },
};

const badAddresses: RekeyedTable = {
  table: 'bad_addresses',
  ...ofAddress,
  clash: async (tx, { channel, address_ix }) => {
    await rows(tx, 'delete from bad_addresses where channel = $1 and address_ix = $2', [channel, address_ix]);
    return undefined;
  },
};

const replies: RekeyedTable = {
  table: 'replies',
  key: { id: 'uuid' },
  sealed: ['sender', 'body'],
  derived: ['phone_ix'],
  derive: (_row, open, sealer) => {
    const from = open('sender');
    return { phone_ix: from && (addressIndexes(sealer, 'sms', from)[0] ?? null) };
  },
};

export const messagingTables = [messages, optOuts, badAddresses, replies];
