import { matchOptOuts } from '../bookings/match-opt-outs.js';
import { bookingTables } from '../bookings/rekey-bookings.js';
import { clinicTables } from '../clinics/rekey-clinics.js';
import { messagingTables } from '../messaging/rekey-messages.js';
import { longTaskTables } from '../platform/long-tasks/rekey-long-tasks.js';
import type { Database } from '../platform/database.js';
import { quoted } from '../platform/quoting.js';
import { rekeyTable, staleCondition } from '../platform/rekey/rekey-table.js';
import type { RekeyedTable } from '../platform/rekey/rekeyed-table.js';
import { inboxTables } from '../phone-desk/inbox/rekey-inbox.js';
import { callTables } from '../phone-desk/tasks/rekey-calls.js';
import { staffTables } from '../staff/rekey-staff.js';
import { sealedValues } from '../platform/sealed-values.js';
import type { Sealer } from '../platform/sealing.js';

/** Every table that holds sealed text or keyed indexes. `test/rekey/tables.spec.ts` notices one that is missing. */
export const REKEYED_TABLES: RekeyedTable[] = [
  ...clinicTables,
  ...bookingTables,
  ...messagingTables,
  ...staffTables,
  ...longTaskTables,
  ...callTables,
  ...inboxTables,
];

/**
 * Brings everything under the current key, and says how it went, line by line.
 * @returns whether the other keys may go, in a sentence
 */
export async function rekeyAll(
  database: Database,
  sealer: Sealer,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<string> {
  const matched = await matchOptOuts(database, sealer, signal);
  if (matched > 0) say(`opt_outs: ${matched} matched with a booking's contact`);
  for (const table of REKEYED_TABLES) {
    const { done, notes } = await rekeyTable(database, sealer, table, signal);
    say(`${table.table}: ${done} done, ${await count(database, sealer, table, staleCondition(table))} remain`);
    for (const note of notes) say(`  ${note}`);
  }
  const reasons = await reasonsToKeep(database, sealer);
  reasons.forEach(say);
  return reasons.length > 0
    ? `Keep the earlier keys until these are gone. Everything new is under "${sealer.currentKeyId}".`
    : `Everything is under "${sealer.currentKeyId}": the other keys may be removed from SECRET_KEYS.`;
}

/** What still needs another key than the current one. The database is asked, not what was just done. */
async function reasonsToKeep(database: Database, sealer: Sealer): Promise<string[]> {
  const others = (await database.transaction(sealedValues)).filter(({ keyId }) => keyId !== sealer.currentKeyId);
  const reasons = others.map(({ place, keyId, count }) => `${place}: ${count} under the key "${keyId}"`);
  for (const table of REKEYED_TABLES) {
    const { keptBack, stale } = table;
    const unsealed = stale ? await count(database, sealer, table, stale) : 0;
    if (unsealed > 0) reasons.push(`${table.table}: ${unsealed} derive from an earlier key`);
    const kept = keptBack ? await count(database, sealer, table, keptBack.where) : 0;
    if (keptBack && kept > 0) reasons.push(keptBack.says(kept));
  }
  return reasons;
}

async function count(database: Database, sealer: Sealer, { table }: RekeyedTable, where: string): Promise<number> {
  const [row] = await database.query<{ n: number }>(
    `select count(*)::integer as n from ${quoted(table)} t where ${where}`,
    [sealer.currentKeyId],
  );
  return row?.n ?? 0;
}
