import { Injectable } from '@nestjs/common';
import type { Planner } from '../../access/caller.js';
import type { Clinic } from '../../clinics/clinic.entity.js';
import { PlanReader } from '../../clinics/plan/plan-reader.js';
import { Database } from '../../platform/database.js';
import type { ReminderStep } from './reminder-rules.js';
import { reminderSteps } from './reminder-rules.js';

/** When a clinic reminds, and whom. */
export interface ReminderPlan {
  clinic: Clinic;
  days: number[];
  /** `10:00`. */
  time: string;
  hours: number | null;
  /** Of its first time; null while it has none. */
  startsAt: Date | null;
  steps: ReminderStep[];
  /** Bookings as they would be written to now. */
  sms: number;
  email: number;
  nobody: number;
}

type Counts = Pick<ReminderPlan, 'startsAt' | 'sms' | 'email' | 'nobody'>;

/** Reads it for whoever plans the clinic. */
@Injectable()
export class ReminderPlans {
  constructor(
    private readonly database: Database,
    private readonly plans: PlanReader,
  ) {}

  /** @throws AppError 404 */
  async one(id: string, planner: Pick<Planner, 'clinics'>): Promise<ReminderPlan> {
    const { clinic } = await this.plans.one(id, planner);
    const [counts] = await this.database.query<Counts>(
      `select (select min(starts_at) from slots where clinic_id = $1) as "startsAt",
         count(*) filter (where 'sms' = any(channels))::integer as sms,
         count(*) filter (where channels = array['email'])::integer as email,
         count(*) filter (where channels = '{}')::integer as nobody
       from (select array(select channel from consents where booking_id = b.id) as channels from bookings b
         where b.clinic_id = $1 and b.status = 'booked' and b.source <> 'walk_in') b`,
      [id],
    );
    const { startsAt = null, sms = 0, email = 0, nobody = 0 } = counts ?? {};
    const { reminderDays: days, reminderHours: hours, mode, timeZone } = clinic;
    const time = clinic.reminderTime.slice(0, 5);
    const steps = startsAt ? reminderSteps({ days, time, hours, mode, timeZone }, startsAt) : [];
    return { clinic, days, time, hours, startsAt, steps, sms, email, nobody };
  }
}
