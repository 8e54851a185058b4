import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import type { Planner } from '../access/caller.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
import { AppError } from '../platform/errors.js';
import { Clinic } from './clinic.entity.js';
import { lockClinic, syncWindow } from './clinics.repository.js';
import type { PublishBlocker } from './publish-rules.js';
import { publishBlockers } from './publish-rules.js';
import { Slot } from './slot.entity.js';

/** Which field of the clinic mends a blocker. */
const FIELD: Record<PublishBlocker, string> = {
  not_a_draft: 'status',
  no_slots: 'slots',
  in_the_past: 'day',
  no_venue: 'venueId',
  no_joining_link: 'joiningLink',
  no_booking_window: 'bookingOpensAt',
  booking_window_empty: 'bookingClosesAt',
};

/** Puts a draft on sale: from here on the public sees it and its slots can be booked. */
@Injectable()
export class PublishClinic {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 422 `not_publishable` with every blocker at the field that mends it */
  async run(id: string, planner: Planner): Promise<void> {
    await this.database.transaction(async (tx) => {
      await publish(tx, await lockClinic(tx, id, planner.clinics), planner, this.clock.now());
    });
  }

  /** What keeps a draft of the caller's from being published; it changes nothing. @throws AppError 404 */
  async blockers(id: string, planner: Planner): Promise<PublishBlocker[]> {
    return this.database.transaction(async (tx) => {
      return blockersOf(tx, await lockClinic(tx, id, planner.clinics), this.clock.now());
    });
  }
}

async function blockersOf(tx: Tx, clinic: Clinic, now: Date): Promise<PublishBlocker[]> {
  const [first] = await rows<{ at: Date | null }>(tx, 'select min(starts_at) as at from slots where clinic_id = $1', [
    clinic.id,
  ]);
  return publishBlockers(clinic, first?.at ?? null, now);
}

/** Publishes a clinic that the caller has locked. @throws AppError 422 `not_publishable` */
export async function publish(tx: Tx, clinic: Clinic, planner: Planner, now: Date): Promise<void> {
  const { id } = clinic;
  const blockers = await blockersOf(tx, clinic, now);
  if (blockers.length > 0) {
    throw new AppError(422, 'not_publishable', { fields: blockers.map((code) => ({ field: FIELD[code], code })) });
  }
  await tx.update(Clinic, { id }, { status: 'published', updatedAt: now });
  await syncWindow(tx, id);
  await tx.update(Slot, { clinicId: id }, { open: true });
  const subject = { clinicId: id, subjectType: 'clinic', subjectId: id };
  await recordAudit(tx, { ...planner, ...subject, action: 'clinic_published' }, now);
}
