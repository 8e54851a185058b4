import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../access/audit.js';
import type { Planner } from '../../access/caller.js';
import { Clock } from '../../platform/clock.js';
import { Database, rows } from '../../platform/database.js';
import { invalid } from '../../platform/errors.js';
import { lockClinic } from '../clinics.repository.js';

/** Says who works at a clinic: coordinators and intake see those alone that they are assigned to. */
@Injectable()
export class AssignTeam {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * From then on exactly these are assigned. Whoever sees only their own clinics leaves at least one coordinator to it.
   * @throws AppError 404; 422 `not_assignable`, `last_coordinator`
   */
  async run(clinicId: string, staffIds: string[], planner: Planner): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockClinic(tx, clinicId, planner.clinics);
      const found = await rows<{ role: string }>(
        tx,
        `select role from staff where id = any($1::uuid[]) and role in ('coordinator', 'intake') and status <> 'left'`,
        [staffIds],
      );
      if (found.length < new Set(staffIds).size) throw invalid({ field: 'team', code: 'not_assignable' });
      if (planner.clinics !== 'all' && !found.some(({ role }) => role === 'coordinator')) {
        throw invalid({ field: 'team', code: 'last_coordinator' });
      }
      await rows(tx, 'delete from clinic_staff where clinic_id = $1 and not staff_id = any($2::uuid[])', [
        clinicId,
        staffIds,
      ]);
      await rows(
        tx,
        'insert into clinic_staff (clinic_id, staff_id) select $1, unnest($2::uuid[]) on conflict do nothing',
        [clinicId, staffIds],
      );
      const subject = { clinicId, subjectType: 'clinic', subjectId: clinicId, reason: staffIds.join(', ') };
      await recordAudit(tx, { ...planner, ...subject, action: 'team_assigned' }, this.clock.now());
    });
  }
}
