import type { Tx } from '../platform/database.js';
import { rows } from '../platform/database.js';
import type { Sealer } from '../platform/sealing.js';
import { addressIndexes } from './address-index.js';

type Channel = 'sms' | 'email';

/** How long it is believed: numbers change hands, and mailboxes are mended. */
export const BELIEVED_DAYS = 180;

interface BadAddress {
  to: string;
  /** What the provider said. */
  code: string;
  at: Date;
}

/** Keeps that an address cannot be reached by this channel: no mobile phone, no such mailbox. */
export async function rememberBad(tx: Tx, sealer: Sealer, channel: Channel, { to, code, at }: BadAddress) {
  await rows(
    tx,
    `insert into bad_addresses (channel, address_ix, address, code, at) values ($1, $2, $3, $4, $5)
     on conflict (channel, address_ix) do update set code = excluded.code, at = excluded.at`,
    [channel, addressIndexes(sealer, channel, to)[0], sealer.seal(to, 'bad_addresses.address'), code, at],
  );
}

/** Somebody wants it tried anew. */
export async function forgetBad(tx: Tx, sealer: Sealer, channel: Channel, to: string): Promise<void> {
  const indexes = addressIndexes(sealer, channel, to);
  await rows(tx, 'delete from bad_addresses where channel = $1 and address_ix = any($2)', [channel, indexes]);
}

/** Forgets the next of those that are not believed any more, and says how many. */
export async function purgeBad(tx: Tx, now: Date): Promise<number> {
  const gone = await rows(
    tx,
    `delete from bad_addresses where (channel, address_ix) in (
       select channel, address_ix from bad_addresses where at <= $1::timestamptz - interval '${BELIEVED_DAYS} days'
       order by at limit 500 for update skip locked)
     returning 1`,
    [now],
  );
  return gone.length;
}
