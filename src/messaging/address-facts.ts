import type { Tx } from '../platform/database.js';
import { rows } from '../platform/database.js';
import { BELIEVED_DAYS } from './bad-addresses.js';

const DAY_MS = 24 * 3_600_000;

/** What speaks for or against sending to an address. */
export interface AddressFacts {
  optedOut: boolean;
  bad: boolean;
  /** Something went there before. */
  known: boolean;
  /** Texts within the last day. */
  today: number;
}

/** An address, by its indexes under all keys; the first is the one that is stored. */
export interface Indexed {
  channel: 'sms' | 'email';
  indexes: string[];
}

/** `$1` the addresses as JSON, `$2` bad ones since, `$3` a day ago. */
const FACTS = `
  select
    exists (select from opt_outs where channel = a.channel and address_ix = any(a.ix)) as "optedOut",
    exists (select from bad_addresses where channel = a.channel and address_ix = any(a.ix) and at > $2) as bad,
    exists (select from messages where address_ix = any(a.ix) and state in ('sending', 'sent', 'delivered', 'unknown'))
      as known,
    (select count(*)::integer from messages where address_ix = any(a.ix) and state not in ('queued', 'suppressed', 'missed')
      and coalesce(sent_at, claimed_until) > $3) as today
  from rows from (jsonb_to_recordset($1) as (channel text, indexes jsonb)) with ordinality as t (channel, indexes, n),
    lateral (select t.channel, array(select jsonb_array_elements_text(t.indexes)) as ix) a
  order by t.n`;

/** The facts of each, in one question; those of one address are one object, so that what is added to it holds for all. */
export async function factsOf(tx: Tx, addresses: Indexed[], now: Date): Promise<AddressFacts[]> {
  const key = ({ channel, indexes }: Indexed) => `${channel} ${indexes[0]}`;
  const once = new Map(addresses.map((one) => [key(one), one]));
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const asked = JSON.stringify([...once.values()]);
  const found = await rows<AddressFacts>(tx, FACTS, [asked, ago(BELIEVED_DAYS), ago(1)]);
  const facts = new Map([...once.keys()].map((name, i) => [name, found[i]]));
  return addresses.map((one) => {
    const of = facts.get(key(one));
    if (!of) throw new Error('no facts');
    return of;
  });
}
