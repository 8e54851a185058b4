import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../access/audit.js';
import type { Planner } from '../../access/caller.js';
import { Clinic } from '../../clinics/clinic.entity.js';
import { lockClinic } from '../../clinics/clinics.repository.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import type { RemindersDto } from './reminders.dto.js';

/** Sets when a clinic reminds its people, from now on: nobody gets a reminder whose hour is past by then. */
@Injectable()
export class SetReminders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What is so already changes nothing. @throws AppError 404 */
  async run(id: string, { days, time, hours = null }: RemindersDto, planner: Planner): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const clinic = await lockClinic(tx, id, planner.clinics);
      const wanted = { reminderDays: [...days].sort((a, b) => b - a), reminderTime: time, reminderHours: hours };
      if (wordsOf(clinic) === wordsOf(wanted)) return;
      await tx.update(Clinic, { id }, { ...wanted, remindersSetAt: now });
      const subject = { clinicId: id, subjectType: 'clinic', subjectId: id, reason: wordsOf(wanted) };
      await recordAudit(tx, { ...planner, ...subject, action: 'reminders_changed' }, now);
    });
  }
}

type Kept = Pick<Clinic, 'reminderDays' | 'reminderTime' | 'reminderHours'>;

/** `7, 3, 1 days before at 10:00, 2 hours before a video call`. */
function wordsOf({ reminderDays: days, reminderTime: time, reminderHours: hours }: Kept): string {
  const inDays = days.length > 0 ? `${days.join(', ')} days before at ${time.slice(0, 5)}` : 'no day before';
  return [inDays, hours !== null && `${hours} hours before a video call`].filter(Boolean).join(', ');
}
