import type { Tx } from '../platform/database.js';
import { rows } from '../platform/database.js';
import type { Sealer } from '../platform/sealing.js';
import { addressIndexes } from './address-index.js';

type Channel = 'sms' | 'email';

interface OptOut {
  to: string;
  reason: string;
  at: Date;
}

/** Nothing is sent to this address by this channel any more; it asked for that first when it asked first. */
export async function optOut(tx: Tx, sealer: Sealer, channel: Channel, { to, reason, at }: OptOut): Promise<void> {
  await rows(
    tx,
    `insert into opt_outs (channel, address_ix, address, reason, at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [channel, addressIndexes(sealer, channel, to)[0], sealer.seal(to, 'opt_outs.address'), reason, at],
  );
}

/** They want to be written to again. */
export async function optIn(tx: Tx, sealer: Sealer, channel: Channel, to: string): Promise<void> {
  const indexes = addressIndexes(sealer, channel, to);
  await rows(tx, 'delete from opt_outs where channel = $1 and address_ix = any($2)', [channel, indexes]);
}
