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
 * Gives opt-outs that hold only an index (made before addresses were kept) the address again, where a booking has it as
 * its contact, so that they can be indexed anew.
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
      if (sms) matched += await fillIn(database, sealer, 'sms', sms);
      if (mail) matched += await fillIn(database, sealer, 'email', mail);
    }
    if (contacts.length < BATCH) break;
    after = contacts.at(-1)?.id ?? after;
  }
  return matched;
}

async function fillIn(database: Database, sealer: Sealer, channel: 'sms' | 'email', to: string): Promise<number> {
  const filled = await database.query(
    `update opt_outs set address = $3 where channel = $1 and address_ix = any($2) and address is null returning 1`,
    [channel, addressIndexes(sealer, channel, to), sealer.seal(to, 'opt_outs.address')],
  );
  return filled.length;
}
