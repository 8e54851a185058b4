import { parseArgs } from 'node:util';
import { ROLES } from './access/permissions.js';
import type { Role } from './access/permissions.js';
import { prepareGround } from './app/boot.js';
import { finish, runProcess } from './app/process.js';
import type { TeamCommand, TeamOptions } from './app/team-command.js';
import { ConfigError } from './platform/config.js';
import { emailRule } from './platform/email-address.js';
import { textRule } from './platform/validation.js';

const USAGE = `Usage: npm run staff -- list, or add --email … --name … --role ${ROLES.join('|')}, or leave|reset|reset-totp --email …`;
const COMMANDS: TeamCommand[] = ['list', 'add', 'leave', 'reset', 'reset-totp'];

await runProcess(async (onStop) => {
  const options = readOptions();
  const { config, close } = await prepareGround(process.env);
  onStop(close);
  // Loaded only now: a wrong option is told at once.
  const [{ openApp }, { runTeamCommand }] = await Promise.all([
    import('./app/serve.js'),
    import('./app/team-command.js'),
  ]);
  const app = await openApp(Object.assign(config, { runWorker: false }), onStop);
  finish(await runTeamCommand(app, options));
});

function readOptions(): TeamOptions {
  const { values, positionals } = parsed();
  const [word = '', ...more] = positionals;
  const command = COMMANDS.find((one) => one === word);
  const { email = '', name = '', role = 'coordinator' } = values;
  if (!command || more.length > 0) throw new ConfigError(USAGE);
  if (command !== 'list' && emailRule(email)) throw new ConfigError('--email: must be an address');
  if (command === 'add' && textRule(100)(name)) throw new ConfigError('--name: must be 1 to 100 characters');
  if (!(ROLES as readonly string[]).includes(role)) throw new ConfigError(`--role: must be one of ${ROLES.join(', ')}`);
  return { command, email, name: name.trim(), role: role as Role };
}

function parsed() {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({ allowPositionals: true, options: { email: text, name: text, role: text } });
  } catch {
    throw new ConfigError(USAGE);
  }
}
