import type { Tx } from '../platform/database.js';
import type { Sealer } from '../platform/sealing.js';
import { rememberBad } from './bad-addresses.js';
import { isBadAddress, isStopped } from './code-rules.js';
import { optOut } from './opt-outs.js';

/** Keeps what a provider's code says of the address itself: it cannot be reached, or wants no messages. */
export async function learnOfAddress(
  tx: Tx,
  sealer: Sealer,
  channel: 'sms' | 'email',
  said: { to: string; code: string; at: Date },
): Promise<void> {
  if (isBadAddress(channel, said.code)) await rememberBad(tx, sealer, channel, said);
  if (isStopped(said.code)) await optOut(tx, sealer, channel, { to: said.to, reason: 'provider', at: said.at });
}
