import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
import type { Sealer } from '../platform/sealing.js';
import { addressIndexes } from './address-index.js';

type Channel = 'sms' | 'email';

interface OptOut {
  to: string;
  /** How it was asked for: `reply`, `carrier` (one word, which the carrier acts on itself), `asked`, `unsubscribed`, `provider`. */
  reason: string;
  at: Date;
  /** In which words, where somebody wrote them. */
  words?: string;
  /** Who of the team noted it. */
  actor?: string;
}

/** Who stopped it: the carrier or the provider by itself. */
const BY_CARRIER = ['carrier', 'provider'];

/** One at a time for each address, in all processes, also where the keys stand in another order. */
export const lockAddress = (tx: Tx, indexes: string[]) => lockAddresses(tx, [indexes]);

/** The same for several, each by its indexes; always in one order, so that no two wait for each other. */
export async function lockAddresses(tx: Tx, addresses: string[][]): Promise<void> {
  const names = new Set(addresses.map((indexes) => [...indexes].sort()[0]));
  await rows(
    tx,
    `select pg_advisory_xact_lock(key)
     from (select hashtextextended(name, 0) as key from unnest($1::text[]) as n (name) order by key) k`,
    [[...names]],
  );
}

/**
 * Nothing is sent to this address by this channel any more; it asked for that first when it asked first. Whom the carrier has
 * stopped too only the carrier can bring back.
 * @returns whether that is new
 */
export async function optOut(
  tx: Tx,
  sealer: Sealer,
  channel: Channel,
  { to, reason, at, words, actor }: OptOut,
): Promise<boolean> {
  const indexes = addressIndexes(sealer, channel, to);
  // What is just being sent to it is marked before, or sees this.
  await lockAddress(tx, indexes);
  const added = await rows(
    tx,
    `insert into opt_outs (channel, address_ix, address, reason, at, words, actor) select $1, $2, $3, $4, $5, $7, $8
     where not exists (select from opt_outs where channel = $1 and address_ix = any($6)) on conflict do nothing returning 1`,
    [
      ...[channel, indexes[0], sealer.seal(to, 'opt_outs.address'), reason, at, indexes],
      ...[words === undefined ? null : sealer.seal(words, 'opt_outs.words'), actor],
    ],
  );
  if (added.length > 0) return true;
  if (!BY_CARRIER.includes(reason)) return false;
  const text = `update opt_outs set reason = $3 where channel = $1 and address_ix = any($2) and reason <> all($4)`;
  await rows(tx, text, [channel, indexes, reason, BY_CARRIER]);
  return false;
}

/** Whether texts began again, were not stopped, or only the carrier can begin them: by a word that they send it. */
export type OptedIn = 'begun' | 'not_stopped' | 'by_carrier_only';

/**
 * They want to be written to again; of those that the carrier stopped itself only where `byCarrier`: until they write the
 * carrier's own word, it takes no text to them, whatever stands here. `only` of those: the word is one to the carrier alone.
 */
export async function optIn(
  tx: Tx,
  sealer: Sealer,
  channel: Channel,
  { to, byCarrier }: { to: string; byCarrier: boolean | 'only' },
): Promise<OptedIn> {
  const indexes = addressIndexes(sealer, channel, to);
  await lockAddress(tx, indexes);
  const gone = await rows(
    tx,
    `delete from opt_outs where channel = $1 and address_ix = any($2)
       and ((reason = any($3) and $4) or (reason <> all($3) and $5)) returning 1`,
    [channel, indexes, BY_CARRIER, byCarrier !== false, byCarrier !== 'only'],
  );
  if (await isStopped(tx, channel, indexes)) return 'by_carrier_only';
  return gone.length > 0 ? 'begun' : 'not_stopped';
}

/** Whether nothing goes to the address of these indexes; who sends to it asks the gate. */
export async function isStopped(db: Tx | Database, channel: Channel, indexes: string[]): Promise<boolean> {
  const text = 'select 1 from opt_outs where channel = $1 and address_ix = any($2) limit 1';
  const found = await (db instanceof Database
    ? db.query(text, [channel, indexes])
    : rows(db, text, [channel, indexes]));
  return found.length > 0;
}

/** Whether the carrier, or the provider, has stopped it by itself: whatever stands here, it takes nothing to them. */
export const isByCarrier = ({ reason }: { reason: string }) => BY_CARRIER.includes(reason);
