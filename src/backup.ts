import { parseArgs } from 'node:util';
import { prepareGround } from './app/boot.js';
import { ERASURES } from './app/settle-restored.js';
import { finish, runProcess } from './app/process.js';
import { backUp } from './platform/backup/backup.js';
import { backupKeys } from './platform/backup/backup-keys.js';
import { ConfigError } from './platform/config.js';

const USAGE = 'Usage: npm run backup -- --to FILE, or --ledger FILE for the list of erasures alone, or both';

await runProcess(async (onStop) => {
  const { to, ledger } = readOptions();
  if (!to && !ledger) throw new ConfigError(USAGE);
  const said: string[] = [];
  const { close } = await prepareGround(process.env, async (url, { secretKeys }) => {
    const [key] = backupKeys(process.env.BACKUP_KEY, secretKeys);
    const write = async (path: string, only?: string) => {
      const { tables, rows, bytes } = await backUp({ url, path, key, only });
      said.push(`${path}: ${rows} rows of ${tables} tables, ${bytes} bytes; opens with the key "${key.id}"`);
    };
    if (to) await write(to);
    if (ledger) await write(ledger, ERASURES);
  });
  onStop(close);
  finish(said.join('\n'));
});

function readOptions() {
  try {
    return parseArgs({ options: { to: { type: 'string' }, ledger: { type: 'string' } } }).values;
  } catch {
    throw new ConfigError(USAGE);
  }
}
