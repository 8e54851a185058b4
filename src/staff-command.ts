import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { ROLES } from './access/permissions.js';
import type { Role } from './access/permissions.js';
import { prepareGround } from './app/boot.js';
import { finish, runProcess } from './app/process.js';
import { Clock } from './platform/clock.js';
import { ConfigError } from './platform/config.js';
import { emailRule } from './platform/email-address.js';
import { AppError } from './platform/errors.js';
import { Log, NestLog } from './platform/logging.js';
import { textRule } from './platform/validation.js';
import { HelpStaff } from './staff/help-staff.js';
import { InviteStaff } from './staff/invite-staff.js';
import { LeaveTeam } from './staff/leave-team.js';
import { StaffRepository } from './staff/staff.repository.js';

const USAGE = `Usage: npm run staff -- list, or add --email … --name … --role ${ROLES.join('|')}, or leave|reset|reset-totp --email …`;
const COMMANDS = ['list', 'add', 'leave', 'reset', 'reset-totp'];
const SHELL = { actor: 'shell' };

/** In the words of a shell; everything else says its code. */
const REFUSALS: Record<string, string> = {
  email_taken: '--email: somebody on the team has it already',
  last_administrator: '--email: this is the last administrator; add another one first',
  link_over: '--email: this person has not joined yet; add them again for a new invitation',
};

await runProcess(async (onStop) => {
  const { command, email, name, role } = readOptions();
  const { config, close } = await prepareGround(process.env);
  onStop(close);
  const log = new Log(config.logLevel);
  const module = AppModule.with(Object.assign(config, { runWorker: false }), log, new Clock());
  const app = await NestFactory.createApplicationContext(module, { logger: new NestLog(log), abortOnError: false });
  onStop(() => app.close());
  const [staff, help] = [app.get(StaffRepository), app.get(HelpStaff)];

  const idOf = async () => {
    const found = await staff.byEmail(email);
    if (!found) throw new ConfigError('--email: nobody on the team has it');
    return found.id;
  };
  const run: Record<string, () => Promise<string>> = {
    list: async () => {
      const lines = (await staff.all()).map((one) => [one.role, one.status, one.email, one.name].join('\t'));
      return lines.join('\n') || 'Nobody yet.';
    },
    add: async () => {
      const { url } = await app.get(InviteStaff).run({ email, name, role }, SHELL, { byEmail: false });
      return `${url}\nHand it over: whoever opens it within seven days chooses the password. It works once.`;
    },
    leave: async () => {
      await app.get(LeaveTeam).run(await idOf(), SHELL);
      return 'Taken off the team: sessions, tokens and links have ended.';
    },
    reset: async () => `${await help.resetLink(await idOf(), SHELL)}\nHand it over: it works once, within an hour.`,
    'reset-totp': async () => {
      await help.removeSecondFactor(await idOf(), SHELL);
      return 'The second factor is off and every session has ended. An administrator is asked to set it up anew.';
    },
  };
  try {
    finish((await run[command]?.()) ?? USAGE);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new ConfigError(REFUSALS[error.details.fields?.[0]?.code ?? error.code] ?? error.code);
  }
});

function readOptions() {
  const { values, positionals } = parsed();
  const [command = '', ...more] = positionals;
  const { email = '', name = '', role = 'coordinator' } = values;
  if (!COMMANDS.includes(command) || more.length > 0) throw new ConfigError(USAGE);
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
