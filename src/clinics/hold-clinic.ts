import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import type { Caller } from '../access/access.decorators.js';
import { Clock } from '../platform/clock.js';
import { Database, rows } from '../platform/database.js';
import type { LegalHoldDto } from './clinic.dto.js';
import { lockClinic } from './clinics.repository.js';

/** Keeps a clinic's records from being erased, or lets them go again. Each change is in the audit trail, with its reason. */
@Injectable()
export class HoldClinic {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 */
  async run(id: string, { hold, reason }: LegalHoldDto, caller: Caller): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockClinic(tx, id, caller.clinics);
      await rows(tx, 'update clinics set legal_hold_reason = $2 where id = $1', [id, hold ? reason : null]);
      const action = hold ? 'legal_hold_set' : 'legal_hold_cleared';
      const subject = { clinicId: id, subjectType: 'clinic', subjectId: id };
      await recordAudit(tx, { ...caller, ...subject, action, reason }, this.clock.now());
    });
  }
}
