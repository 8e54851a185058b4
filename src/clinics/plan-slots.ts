import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import type { Planner } from '../access/caller.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database.js';
import { Database } from '../platform/database.js';
import { conflict, invalid } from '../platform/errors.js';
import { Clinic } from './clinic.entity.js';
import type { SlotPlanDto } from './clinic.dto.js';
import { lockClinic } from './clinics.repository.js';
import type { PlannedSlot, PlanProblem } from './slot-plan-rules.js';
import { MAX_SLOTS, overlaps, planSlots } from './slot-plan-rules.js';
import { Slot } from './slot.entity.js';

const FIELD: Record<PlanProblem, string> = {
  end_before_start: 'to',
  gap_end_before_start: 'gaps',
  no_such_time: 'from',
  too_many_slots: 'everyMinutes',
  no_slots: 'to',
  slots_overlap: 'from',
};

/** Adds the slots of a plan to a clinic, or only shows them. A published clinic sells them at once. */
@Injectable()
export class PlanSlots {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 422 naming the part of the plan that does not work; nothing is made then */
  async run(clinicId: string, plan: SlotPlanDto, planner: Planner): Promise<{ zone: string; slots: PlannedSlot[] }> {
    return this.database.transaction(async (tx) => {
      const clinic = await lockClinic(tx, clinicId, planner.clinics);
      if (clinic.status !== 'draft' && clinic.status !== 'published') throw conflict('clinic_ended');
      const planned = planSlots({ ...plan, gaps: plan.gaps ?? [] }, clinic.day, clinic.timeZone);
      if (typeof planned === 'string') throw problem(planned);
      const existing = await tx.findBy(Slot, { clinicId });
      if (existing.length + planned.length > MAX_SLOTS) throw problem('too_many_slots');
      if (overlaps([...existing, ...planned])) throw problem('slots_overlap');
      if (!plan.preview) {
        await insertSlots(tx, clinic, planned);
        await tx.update(Clinic, { id: clinicId }, { updatedAt: this.clock.now() });
        const reason = `${planned.length} from ${plan.from} to ${plan.to}, ${plan.capacity} places each`;
        const subject = { clinicId, subjectType: 'clinic', subjectId: clinicId, reason };
        await recordAudit(tx, { ...planner, ...subject, action: 'slots_planned' }, this.clock.now());
      }
      return { zone: clinic.timeZone, slots: planned };
    });
  }
}

/** Adds slots to a clinic, with its booking window; those of a published one are open at once. */
export async function insertSlots(tx: Tx, clinic: Clinic, planned: PlannedSlot[]): Promise<void> {
  const { id: clinicId, status, bookingOpensAt, bookingClosesAt } = clinic;
  const slots = planned.map((slot) => ({
    ...slot,
    ...{ id: randomUUID(), clinicId, open: status === 'published', opensAt: bookingOpensAt ?? slot.startsAt },
    closesAt: bookingClosesAt && bookingClosesAt < slot.startsAt ? bookingClosesAt : slot.startsAt,
  }));
  await tx.insert(Slot, slots);
}

const problem = (code: PlanProblem) => invalid({ field: FIELD[code], code, params: { max: MAX_SLOTS } });
