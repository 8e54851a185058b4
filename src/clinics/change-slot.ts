import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import type { Planner } from '../access/caller.js';
import { formatTime } from '../i18n/dates.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { conflict, notFound } from '../platform/errors.js';
import { Clinic } from './clinic.entity.js';
import type { SlotChangesDto } from './clinic.dto.js';
import { lockClinic } from './clinics.repository.js';
import { Slot } from './slot.entity.js';

/** Changes how many places a slot has, or closes and opens it. Bookings in it stay. */
@Injectable()
export class ChangeSlot {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 422 `capacity_below_taken` */
  async run(clinicId: string, slotId: string, input: SlotChangesDto, planner: Planner): Promise<void> {
    const { capacity, open } = input;
    await this.database.transaction(async (tx) => {
      const clinic = await lockClinic(tx, clinicId, planner.clinics);
      if (open && clinic.status !== 'published') throw conflict('not_published');
      const changes = { ...(capacity !== undefined && { capacity }), ...(open !== undefined && { open }) };
      const slot = await tx.findOneBy(Slot, { id: slotId, clinicId });
      if (!slot) throw notFound();
      if (Object.keys(changes).length === 0) return;
      await tx.update(Slot, { id: slotId }, changes);
      await tx.update(Clinic, { id: clinicId }, { updatedAt: this.clock.now() });
      const said = [capacity !== undefined && `${capacity} places`, open !== undefined && (open ? 'open' : 'closed')];
      const reason = `${formatTime(slot.startsAt, clinic.timeZone, 'en')}, ${said.filter(Boolean).join(', ')}`;
      const subject = { clinicId, subjectType: 'clinic', subjectId: clinicId, reason };
      await recordAudit(tx, { ...planner, ...subject, action: 'slot_changed' }, this.clock.now());
    });
  }
}
