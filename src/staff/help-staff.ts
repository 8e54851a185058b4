import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import { Sessions } from '../access/sessions.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { conflict } from '../platform/errors.js';
import type { Doer } from './invite-staff.js';
import { SecondFactor } from './second-factor.js';
import { StaffLinks } from './staff-links.js';
import { StaffRepository } from './staff.repository.js';

/** For somebody who cannot get in any more, by whoever has a shell on the machine. */
@Injectable()
export class HelpStaff {
  constructor(
    private readonly database: Database,
    private readonly staff: StaffRepository,
    private readonly links: StaffLinks,
    private readonly sessions: Sessions,
    private readonly secondFactor: SecondFactor,
    private readonly clock: Clock,
  ) {}

  /** A link for a new password, to be handed over. @throws AppError 409 when the person is not active */
  async resetLink(id: string, doer: Doer): Promise<string> {
    return this.database.transaction(async (tx) => {
      const { status } = await this.staff.lock(tx, id);
      if (status !== 'active') throw conflict('link_over');
      const subject = { action: 'reset_asked', subjectType: 'staff', subjectId: id };
      await recordAudit(tx, { ...doer, ...subject }, this.clock.now());
      return (await this.links.create(tx, 'reset', id)).url;
    });
  }

  /** Takes a lost second factor away; every session of the person ends. The next sign-in asks for the password alone. */
  async removeSecondFactor(id: string, doer: Doer): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.staff.lock(tx, id);
      await this.secondFactor.remove(tx, id);
      await this.sessions.endThose(tx, id);
      const subject = { action: 'second_factor_removed', subjectType: 'staff', subjectId: id };
      await recordAudit(tx, { ...doer, ...subject }, this.clock.now());
    });
  }

  /** The link of the first administrator; undefined when there is one. An earlier one is dead. */
  async setupLink(): Promise<string | undefined> {
    if (await this.staff.hasAdministrator()) return undefined;
    return (await this.database.transaction((tx) => this.links.create(tx, 'setup', null))).url;
  }
}
