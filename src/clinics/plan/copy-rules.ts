import { DateTime } from 'luxon';
import type { Fault } from '../../platform/validation.js';
import { dayRule } from '../../platform/validation.js';

/** More than this at once is a slip of the keyboard. */
export const MOST_DAYS = 60;

/** Why a clinic cannot be copied to these civil days, seen from `today` on its wall; undefined when it can. */
export function daysFault(days: string[], today: string): Fault | undefined {
  if (days.length === 0) return { code: 'days_needed' };
  if (days.length > MOST_DAYS) return { code: 'too_many_days', params: { max: MOST_DAYS } };
  const wrong = days.map((day) => dayRule(day)).find(Boolean);
  if (wrong) return wrong;
  if (new Set(days).size < days.length) return { code: 'day_twice' };
  const past = days.find((day) => day < today);
  return past === undefined ? undefined : { code: 'day_past', params: { day: past } };
}

/** The same weekday in each of the weeks after a civil day. */
export function weeksAfter(day: string, weeks: number): string[] {
  const first = DateTime.fromISO(day, { zone: 'utc' });
  return Array.from({ length: weeks }, (_, i) => first.plus({ weeks: i + 1 }).toISODate() ?? '');
}
