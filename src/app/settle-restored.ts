import { replayErasures } from '../bookings/erasure/replay-erasures.js';
import { eraseNextCalls } from '../phone-desk/tasks/erase-calls.js';
import { COUNTS_DIFFER } from '../places/recount.js';
import { addRows } from '../platform/backup/restore.js';
import { unopenedKeys } from '../platform/backup/unopened.js';
import { ConfigError } from '../platform/config.js';
import type { Tx } from '../platform/database.js';
import { rows } from '../platform/database.js';
import type { SecretKey } from '../platform/secret-keys.js';

/** The table that lists whom we have erased, without naming them. */
export const ERASURES = 'erasures';

interface Given {
  /** A newer ledger of erasures: a file that `npm run backup -- --ledger` wrote, or a whole backup. */
  erasures?: string;
  keys: readonly SecretKey[];
  secretKeys: readonly SecretKey[];
  retentionDays: number;
}

/**
 * What must be true of restored data before anybody sees it: every count is right, and who was erased stays so, and nobody is signed in.
 * @returns how many bookings were erased again, and the ids of keys without which some of it cannot be opened
 * @throws ConfigError when a count is wrong
 */
export async function settleRestored(tx: Tx, { erasures, keys, secretKeys, retentionDays }: Given) {
  const wrong = await rows(tx, COUNTS_DIFFER);
  if (wrong.length > 0) throw new ConfigError(`the file counts places wrongly in ${wrong.length} slots`);
  // Whoever was signed in or had a link when the file was made may have left since.
  await rows(tx, 'delete from sessions');
  await rows(tx, 'delete from staff_links');
  const unopened = await unopenedKeys(tx, secretKeys);
  if (erasures) await addRows(tx, ERASURES, erasures, keys);
  const erased = await replayErasures(tx);
  while ((await eraseNextCalls(tx, retentionDays, new Date())) > 0);
  return { erased, unopened };
}
