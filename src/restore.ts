import { parseArgs } from 'node:util';
import { prepareGround } from './app/boot.js';
import { finish, runProcess } from './app/process.js';
import { remindersSentUntil, settleRestored } from './app/settle-restored.js';
import { backupKeys } from './platform/backup/backup-keys.js';
import { restore } from './platform/backup/restore.js';
import { ConfigError } from './platform/config.js';

const USAGE = 'Usage: npm run restore -- --from FILE [--erasures FILE] [--reminders-sent-until TIME]';

await runProcess(async (onStop) => {
  const { from, erasures, 'reminders-sent-until': sent } = readOptions();
  if (!from) throw new ConfigError(USAGE);
  const sentUntil = sent === undefined ? undefined : remindersSentUntil(sent, new Date());
  const said: string[] = [];
  const { close } = await prepareGround(process.env, async (url, { secretKeys, retentionDays }) => {
    const keys = backupKeys(process.env.BACKUP_KEY, secretKeys);
    const { madeAt } = await restore({
      url,
      path: from,
      keys,
      settle: async (tx) => {
        const given = { erasures, keys, secretKeys, retentionDays, remindersSentUntil: sentUntil };
        const { erased, unopened } = await settleRestored(tx, given);
        if (sentUntil) said.push(`reminders until ${sentUntil.toISOString()} count as sent`);
        if (erased) said.push(`${erased} erasures done again`);
        for (const id of unopened) {
          said.push(
            `SECRET_KEYS: what the key "${id}" sealed cannot be opened; add that key before the app is started`,
          );
        }
      },
    });
    said.unshift(`restored as it was at ${madeAt}; counts and checksums agree`);
  });
  onStop(close);
  finish(said.join('\n'));
});

function readOptions() {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({ options: { from: text, erasures: text, 'reminders-sent-until': text } }).values;
  } catch {
    throw new ConfigError(USAGE);
  }
}
