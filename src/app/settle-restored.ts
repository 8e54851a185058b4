import { DateTime } from 'luxon';
import { replayErasures } from '../bookings/erasure/replay-erasures.js';
import { TEAM_ZONE } from '../i18n/dates.js';
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
  /** Until then reminders went that the file does not know of. */
  remindersSentUntil?: Date;
}

/**
 * The time that the option of that name gives: on the team's wall, unless it says its zone.
 * @throws ConfigError when it is none, or still to come
 */
export function remindersSentUntil(text: string, now: Date): Date {
  const until = DateTime.fromISO(text, { zone: TEAM_ZONE });
  if (until.isValid && until.toJSDate() <= now) return until.toJSDate();
  throw new ConfigError('--reminders-sent-until: needs a time that is over, such as 2026-12-01T12:00, in Boston');
}

/**
 * What must be true of restored data before anybody sees it: every count is right, and who was erased stays so, and nobody is signed in.
 * @returns how many bookings were erased again, and the ids of keys without which some of it cannot be opened
 * @throws ConfigError when a count is wrong
 */
export async function settleRestored(tx: Tx, given: Given) {
  const { erasures, keys, secretKeys, retentionDays } = given;
  const wrong = await rows(tx, COUNTS_DIFFER);
  if (wrong.length > 0) throw new ConfigError(`the file counts places wrongly in ${wrong.length} slots`);
  // Whoever was signed in or had a link when the file was made may have left since.
  await rows(tx, 'delete from sessions');
  await rows(tx, 'delete from staff_links');
  const unopened = await unopenedKeys(tx, secretKeys);
  if (erasures) await addRows(tx, ERASURES, erasures, keys);
  const erased = await replayErasures(tx);
  while ((await eraseNextCalls(tx, retentionDays, new Date())) > 0);
  if (given.remindersSentUntil) await countAsSent(tx, given.remindersSentUntil);
  return { erased, unopened };
}

/** The outbox is the only memory of reminders: without it, those of that time would go a second time. */
async function countAsSent(tx: Tx, until: Date): Promise<void> {
  await rows(tx, 'update clinics set reminders_set_at = greatest(reminders_set_at, $1)', [until]);
  await rows(tx, `delete from messages where kind like 'reminder%' and state = 'queued' and due_at <= $1`, [until]);
}
