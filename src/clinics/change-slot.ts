import { Injectable } from '@nestjs/common';
import type { ClinicScope } from '../access/caller.js';
import { Database } from '../platform/database.js';
import { conflict, notFound } from '../platform/errors.js';
import type { SlotChangesDto } from './clinic.dto.js';
import { lockClinic } from './clinics.repository.js';
import { Slot } from './slot.entity.js';

/** Changes how many places a slot has, or closes and opens it. Bookings in it stay. */
@Injectable()
export class ChangeSlot {
  constructor(private readonly database: Database) {}

  /** @throws AppError 404; 422 `capacity_below_taken` */
  async run(clinicId: string, slotId: string, input: SlotChangesDto, scope: ClinicScope): Promise<void> {
    const { capacity, open } = input;
    await this.database.transaction(async (tx) => {
      const clinic = await lockClinic(tx, clinicId, scope);
      if (open && clinic.status !== 'published') throw conflict('not_published');
      const changes = { ...(capacity !== undefined && { capacity }), ...(open !== undefined && { open }) };
      const where = { id: slotId, clinicId };
      const known = Object.keys(changes).length
        ? (await tx.update(Slot, where, changes)).affected
        : await tx.countBy(Slot, where);
      if (!known) throw notFound();
    });
  }
}
