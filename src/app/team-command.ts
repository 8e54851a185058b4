import type { INestApplicationContext } from '@nestjs/common';
import type { Role } from '../access/permissions.js';
import { ConfigError } from '../platform/config.js';
import { AppError } from '../platform/errors.js';
import { HelpStaff } from '../staff/help-staff.js';
import { InviteStaff } from '../staff/invite-staff.js';
import { LeaveTeam } from '../staff/leave-team.js';
import { StaffRepository } from '../staff/staff.repository.js';

export type TeamCommand = 'list' | 'add' | 'leave' | 'reset' | 'reset-totp';

export interface TeamOptions {
  command: TeamCommand;
  email: string;
  name: string;
  role: Role;
}

const SHELL = { actor: 'shell' };

/** In the words of a shell; everything else says its code. */
const REFUSALS: Record<string, string> = {
  email_taken: '--email: somebody on the team has it already',
  last_administrator: '--email: this is the last administrator; add another one first',
  link_over: '--email: this person has not joined yet; add them again for a new invitation',
};

/**
 * What `npm run staff` does once its options are in order.
 * @returns what it has to say
 * @throws ConfigError with one line that names the option to mend
 */
export async function runTeamCommand(app: INestApplicationContext, { command, ...who }: TeamOptions): Promise<string> {
  const [staff, help] = [app.get(StaffRepository), app.get(HelpStaff)];
  const idOf = async () => {
    const found = await staff.byEmail(who.email);
    if (!found) throw new ConfigError('--email: nobody on the team has it');
    return found.id;
  };
  const run: Record<TeamCommand, () => Promise<string>> = {
    list: async () => {
      const lines = (await staff.all()).map((one) => [one.role, one.status, one.email, one.name].join('\t'));
      return lines.join('\n') || 'Nobody yet.';
    },
    add: async () => {
      const { url } = await app.get(InviteStaff).run(who, SHELL, { byEmail: false });
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
    return await run[command]();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new ConfigError(REFUSALS[error.details.fields?.[0]?.code ?? error.code] ?? error.code);
  }
}
