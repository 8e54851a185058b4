import { addressIndexes } from '../messaging/address-index.js';
import type { Database } from '../platform/database.js';
import type { Sealer } from '../platform/sealing.js';

const BATCH = 500;

interface Contact {
  id: string;
  phone: string | null;
  email: string | null;
}

/**
 * Writes opt-outs that hold only an index (made before addresses were kept) anew, under the current key, where a booking
 * has their address as its contact.
 * @returns how many were found
 */
export async function matchOptOuts(database: Database, sealer: Sealer, signal: AbortSignal): Promise<number> {
  const [bare] = await database.query('select 1 from opt_outs where address is null limit 1');
  let matched = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; bare;) {
    signal.throwIfAborted();
    const contacts = await database.query<Contact>(
      `select id, phone, email from bookings where id > $1 and num_nonnulls(phone, email) > 0 order by id limit ${BATCH}`,
      [after],
    );
    for (const { phone, email } of contacts) {
      const open = (sealed: string | null, place: string) =>
        sealed ? sealer.openIfPossible(sealed, place) : undefined;
      const [sms, mail] = [open(phone, 'bookings.phone'), open(email, 'bookings.email')];
      if (sms) matched += await renew(database, sealer, 'sms', sms);
      if (mail) matched += await renew(database, sealer, 'email', mail);
    }
    if (contacts.length < BATCH) break;
    after = contacts.at(-1)?.id ?? after;
  }
  return matched;
}

async function renew(database: Database, sealer: Sealer, channel: 'sms' | 'email', to: string): Promise<number> {
  const indexes = addressIndexes(sealer, channel, to);
  const found = await database.query(
    `with bare as (
       delete from opt_outs where channel = $1 and address_ix = any($2) and address is null returning reason, at),
     known as (
       insert into opt_outs (channel, address_ix, address, reason, at)
       select $1, $3, $4, reason, at from bare order by at limit 1 on conflict do nothing)
     select 1 from bare`,
    [channel, indexes, indexes[0], sealer.seal(to, 'opt_outs.address')],
  );
  return found.length;
}
