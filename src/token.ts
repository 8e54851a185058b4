import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { ApiTokens } from './access/api-tokens.js';
import { ROLES } from './access/permissions.js';
import type { Role } from './access/permissions.js';
import { prepareGround } from './app/boot.js';
import { finish, runProcess } from './app/process.js';
import { Clock } from './platform/clock.js';
import { ConfigError } from './platform/config.js';
import { dataSourceOptions } from './platform/data-source.js';
import { Database } from './platform/database.js';
import { newSecretKey } from './platform/secret-keys.js';

const USAGE = `Usage: npm run token -- --name "who it is for" [--role ${ROLES.join('|')}] [--days 90], or --secret-key for a new key`;

await runProcess(async (onStop) => {
  const options = readOptions();
  if (options['secret-key']) return finish(newSecretKey(new Date().toISOString().slice(0, 10)));
  const { role, days } = options;
  const name = options.name?.trim() ?? '';
  if (!name) throw new ConfigError(USAGE);
  if (name.length > 100) throw new ConfigError('--name: must be at most 100 characters');
  if (!(ROLES as readonly string[]).includes(role)) throw new ConfigError(`--role: must be one of ${ROLES.join(', ')}`);
  if (!/^[1-9]\d{0,2}$/.test(days)) throw new ConfigError('--days: must be a whole number from 1 to 999');
  const { config, close } = await prepareGround(process.env);
  onStop(close);
  const source = await new DataSource(dataSourceOptions(config.databaseUrl ?? '', 1)).initialize();
  onStop(() => source.destroy());
  const token = await new ApiTokens(new Database(source), new Clock()).create(name, role as Role, Number(days));
  finish(`${token}\nKeep it now: it is not shown again. Use it as: Authorization: Bearer ${token}`);
});

function readOptions() {
  try {
    return parseArgs({
      options: {
        name: { type: 'string' },
        role: { type: 'string', default: 'admin' },
        days: { type: 'string', default: '90' },
        'secret-key': { type: 'boolean' },
      },
    }).values;
  } catch {
    throw new ConfigError(USAGE);
  }
}
