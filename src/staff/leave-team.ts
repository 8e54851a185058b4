import { Injectable } from '@nestjs/common';
import { ApiTokens } from '../access/api-tokens.js';
import { recordAudit } from '../access/audit.js';
import { Sessions } from '../access/sessions.js';
import { Clock } from '../platform/clock.js';
import { Database, rows } from '../platform/database.js';
import { conflict } from '../platform/errors.js';
import type { Doer } from './invite-staff.js';
import { SecondFactor } from './second-factor.js';
import { removeLinks } from './staff-links.js';
import { StaffRepository } from './staff.repository.js';

/** Somebody is not on the team any more: sessions, tokens they made, links and clinics end at once, all or nothing. */
@Injectable()
export class LeaveTeam {
  constructor(
    private readonly database: Database,
    private readonly staff: StaffRepository,
    private readonly sessions: Sessions,
    private readonly tokens: ApiTokens,
    private readonly secondFactor: SecondFactor,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `last_administrator` */
  async run(id: string, doer: Doer): Promise<void> {
    await this.database.transaction(async (tx) => {
      const isLast = await this.staff.isLastAdministrator(tx, id);
      const { status } = await this.staff.lock(tx, id);
      if (isLast) throw conflict('last_administrator');
      if (status === 'left') return;
      await this.sessions.endThose(tx, id);
      await this.tokens.revokeThoseOf(tx, id);
      await this.secondFactor.remove(tx, id);
      await rows(tx, 'delete from clinic_staff where staff_id = $1', [id]);
      const now = this.clock.now();
      await removeLinks(tx, 'staff_id = $1', [id], now);
      await rows(
        tx,
        `update staff set status = 'left', left_at = $2, password_hash = null, oidc_issuer = null, oidc_subject = null
         where id = $1`,
        [id, now],
      );
      await recordAudit(tx, { ...doer, action: 'left', subjectType: 'staff', subjectId: id }, now);
    });
  }
}
