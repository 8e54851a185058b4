import { IsOptional } from 'class-validator';
import { wallRule } from '../../clinics/clinic-rules.js';
import type { Rule } from '../../platform/validation.js';
import { Check, wholeRule } from '../../platform/validation.js';

const MOST = 5;
const whole = wholeRule(1, 60);

/** Up to five different numbers of days, from 1 to 60; none is fine. */
export const reminderDaysRule: Rule = (value) => {
  const list = Array.isArray(value) ? (value as unknown[]) : [null];
  const fine = list.every((days) => whole(days) === undefined) && new Set(list).size === list.length;
  return fine && list.length <= MOST ? undefined : { code: 'reminder_days' };
};

/** An hour at which one may write to people; later on, what is late could not go before the next morning. */
export const reminderTimeRule: Rule = (value) => {
  const fault = wallRule(value);
  if (fault) return fault;
  return String(value) >= '08:00' && String(value) <= '20:00' ? undefined : { code: 'reminder_time' };
};

/** When a clinic reminds its people. */
export class RemindersDto {
  /** So many days before, `[7, 3, 1]`. */
  @Check(reminderDaysRule)
  days!: number[];

  /** At this time on the clinic's clock, `10:00`. */
  @Check(reminderTimeRule)
  time!: string;

  /** So many hours before a video appointment; null: not at all. */
  @IsOptional()
  @Check(wholeRule(1, 12))
  hours?: number | null;
}
