import { DateTime } from 'luxon';
import { smsWordsRule } from '../../clinics/own-sentence-rules.js';
import type { Rule } from '../../platform/validation.js';

/** Two segments in most languages that are written with Latin letters. */
export const ANSWER_MAX = 300;

const CODES: Record<string, string> = { no_links: 'answer_links', no_replies: 'answer_asks' };

/** What the team answers by text: as safe as every other text, and in one line. */
export const answerRule: Rule = (value) => {
  const fault = smsWordsRule(ANSWER_MAX)(value);
  return fault && { ...fault, code: CODES[fault.code] ?? fault.code };
};

/** When somebody of the team is there, on the wall in Boston; on Saturdays too, when most clinics are. */
const OPENS = 9;
const CLOSES = 17;
const SUNDAY = 7;
const HOUR_MS = 3_600_000;
/** Nobody should wait longer, of the hours in which somebody is there. */
const SOON_HOURS = 4;
/** Whoever waits for more days is late, whatever hours those had. */
const MOST_DAYS = 7;

/** Of the hours since then those in which somebody of the team was there. */
export function workingHours(since: Date, now: Date, zone: string): number {
  let hours = 0;
  const end = DateTime.fromJSDate(now, { zone });
  for (let day = DateTime.fromJSDate(since, { zone }).startOf('day'), n = 0; day <= end && n <= MOST_DAYS; n++) {
    if (day.weekday !== SUNDAY) {
      const from = Math.max(day.set({ hour: OPENS }).toMillis(), since.getTime());
      const to = Math.min(day.set({ hour: CLOSES }).toMillis(), now.getTime());
      hours += Math.max(to - from, 0) / HOUR_MS;
    }
    day = day.plus({ days: 1 });
  }
  return hours;
}

/** Whether somebody waits too long for an answer. */
export const waitsLong = (since: Date, now: Date, zone: string) => workingHours(since, now, zone) >= SOON_HOURS;

/** How others see whoever wrote: by their first name. */
export const firstName = (name: string) => name.trim().split(/\s+/)[0] ?? '';
