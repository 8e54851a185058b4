import type { Database } from '../../platform/database.js';
import type { Sealer } from '../../platform/sealing.js';
import type { OptOut } from '../caller/caller-card.js';

interface Indexes {
  phone: string[];
  email: string[];
}

/** What is stopped for a number or an email, and how they said so, opened: when, in which words, who noted it. */
export async function optOutsOf(database: Database, sealer: Sealer, { phone, email }: Indexes): Promise<OptOut[]> {
  const found = await database.query<OptOut>(
    `select channel, reason, at, words, actor from opt_outs
     where (channel = 'sms' and address_ix = any($1)) or (channel = 'email' and address_ix = any($2)) order by at`,
    [phone, email],
  );
  return found.map(({ words, ...one }) => ({ ...one, words: words && sealer.open(words, 'opt_outs.words') }));
}
