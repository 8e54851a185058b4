import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import type { Role } from '../access/permissions.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
import { conflict } from '../platform/errors.js';
import type { Doer } from './invite-staff.js';
import { StaffRepository } from './staff.repository.js';

/** Changes what somebody may do, and for which clinics. It holds from their next click on. */
@Injectable()
export class ChangeStaff {
  constructor(
    private readonly database: Database,
    private readonly staff: StaffRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `last_administrator` */
  async run(id: string, { role, clinics }: { role: Role; clinics: string[] }, doer: Doer): Promise<void> {
    await this.database.transaction(async (tx) => {
      const isLast = await this.staff.isLastAdministrator(tx, id);
      const before = await this.staff.lock(tx, id);
      if (isLast && role !== 'admin') throw conflict('last_administrator');
      const subject = { subjectType: 'staff', subjectId: id };
      const now = this.clock.now();
      if (before.role !== role) {
        await rows(tx, 'update staff set role = $2 where id = $1', [id, role]);
        const reason = `${before.role} to ${role}`;
        await recordAudit(tx, { ...doer, ...subject, action: 'role_changed', reason }, now);
      }
      if (!sameSet(before.clinics, clinics)) {
        await this.assign(tx, id, clinics);
        await recordAudit(tx, { ...doer, ...subject, action: 'clinics_assigned', reason: clinics.join(' ') }, now);
      }
    });
  }

  private async assign(tx: Tx, id: string, clinics: string[]): Promise<void> {
    await rows(tx, 'delete from clinic_staff where staff_id = $1 and not clinic_id = any($2::uuid[])', [id, clinics]);
    await rows(
      tx,
      `insert into clinic_staff (clinic_id, staff_id) select c.id, $1 from clinics c where c.id = any($2::uuid[])
       on conflict do nothing`,
      [id, clinics],
    );
  }
}

const sameSet = (a: string[], b: string[]) => a.length === b.length && a.every((one) => b.includes(one));
