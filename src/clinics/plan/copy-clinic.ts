import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { recordAudit } from '../../access/audit.js';
import type { Planner } from '../../access/caller.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database, rows } from '../../platform/database.js';
import { invalid } from '../../platform/errors.js';
import { Clinic } from '../clinic.entity.js';
import { lockClinic } from '../clinics.repository.js';
import { movedSlots, shiftedDays } from '../moved-rules.js';
import { insertSlots } from '../plan-slots.js';
import { publish } from '../publish-clinic.js';
import { insertDraft, slugOf } from '../save-clinic.js';
import { Slot } from '../slot.entity.js';
import type { CopyDto } from './copy.dto.js';
import { daysFault } from './copy-rules.js';

/**
 * Copies a clinic to other days, with everything that is planned of it: place, languages, texts, team, reminders, its
 * times at the same hours on the wall, its booking window as many days before. All of the copies are made, or none.
 */
@Injectable()
export class CopyClinic {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 422 naming the day that does not work; 422 `not_publishable` */
  async run(id: string, { days, publish: toPublic = false }: CopyDto, planner: Planner): Promise<string[]> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const clinic = await lockClinic(tx, id, planner.clinics);
      const fault = daysFault(days, DateTime.fromJSDate(now, { zone: clinic.timeZone }).toISODate() ?? '');
      if (fault) throw invalid({ field: 'days', ...fault });
      const slots = await tx.find(Slot, { where: { clinicId: id }, order: { startsAt: 'asc' } });
      const made: string[] = [];
      for (const day of days) made.push(await copyTo(tx, { clinic, slots, day, toPublic, now }, planner));
      const subject = { clinicId: id, subjectType: 'clinic', subjectId: id, reason: `to ${days.join(', ')}` };
      await recordAudit(tx, { ...planner, ...subject, action: 'clinic_copied' }, now);
      return made;
    });
  }
}

/** Why a day does not work, said with the day. */
const ON_A_DAY = {
  no_slots: 'no_slots_on',
  no_such_time: 'no_such_time_on',
  beyond_the_day: 'beyond_the_day_on',
};

interface Copied {
  clinic: Clinic;
  slots: Slot[];
  day: string;
  toPublic: boolean;
  now: Date;
}

async function copyTo(tx: Tx, { clinic, slots, day, toPublic, now }: Copied, planner: Planner): Promise<string> {
  const { title, day: from, timeZone, bookingOpensAt, bookingClosesAt } = clinic;
  const id = randomUUID();
  const copy = Object.assign(new Clinic(), clinic, {
    ...{ id, slug: slugOf(title, day, id), day, status: 'draft', updatedAt: now, remindersSetAt: now },
    bookingOpensAt: shiftedDays(bookingOpensAt, from, day, timeZone),
    bookingClosesAt: shiftedDays(bookingClosesAt, from, day, timeZone),
  });
  await insertDraft(tx, copy, planner);
  if (slots.length > 0) {
    const moved = movedSlots(slots, { zone: timeZone, day });
    if (typeof moved === 'string') throw invalid({ field: 'days', code: ON_A_DAY[moved], params: { day } });
    const planned = moved.map(({ startsAt, endsAt }, i) => ({ startsAt, endsAt, capacity: slots[i]?.capacity ?? 0 }));
    await insertSlots(tx, copy, planned);
  }
  for (const [table, columns] of [
    ['clinic_texts', 'kind, language, text, updated_at'],
    ['clinic_staff', 'staff_id'],
  ]) {
    const copied = `insert into ${table} (clinic_id, ${columns}) select $2, ${columns} from ${table} where clinic_id = $1`;
    await rows(tx, `${copied} on conflict do nothing`, [clinic.id, id]);
  }
  if (toPublic) await publish(tx, copy, planner, now);
  return id;
}
