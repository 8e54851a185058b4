import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../access/audit.js';
import type { Planner } from '../../access/caller.js';
import { Clock } from '../../platform/clock.js';
import { Database, rows } from '../../platform/database.js';
import { conflict } from '../../platform/errors.js';
import { lockClinic } from '../clinics.repository.js';

/** Takes times off a draft: one, or all of them. What the public has seen is closed instead. */
@Injectable()
export class RemoveSlots {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** `slotId` may be `all`. @throws AppError 404; 409 `not_a_draft` */
  async run(clinicId: string, slotId: string, planner: Planner): Promise<void> {
    await this.database.transaction(async (tx) => {
      const clinic = await lockClinic(tx, clinicId, planner.clinics);
      if (clinic.status !== 'draft') throw conflict('not_a_draft');
      const gone = await rows(
        tx,
        `delete from slots where clinic_id = $1 and ($2 = 'all' or id::text = $2) and taken = 0 returning id`,
        [clinicId, slotId],
      );
      const subject = { clinicId, subjectType: 'clinic', subjectId: clinicId, reason: `${gone.length} removed` };
      await recordAudit(tx, { ...planner, ...subject, action: 'slots_removed' }, this.clock.now());
    });
  }
}
