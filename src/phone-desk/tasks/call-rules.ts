import { DateTime } from 'luxon';
import type { Fault } from '../../platform/validation.js';

export const CALL_REASONS = ['change', 'undelivered', 'reply', 'voicemail', 'call_me', 'full'] as const;
export type CallReason = (typeof CALL_REASONS)[number];

export const BEST_TIMES = ['any', 'morning', 'afternoon', 'evening'] as const;
export type BestTime = (typeof BEST_TIMES)[number];

/** How a call ended. `again`: they were reached, and want to be called again; `given_back`: it was not made. */
export const CALL_ENDS = ['reached', 'again', 'no_answer', 'not_needed', 'given_back'] as const;
export type CallEnd = (typeof CALL_ENDS)[number];

export const TRY_AGAIN = ['hour', 'evening', 'tomorrow', 'at'] as const;
export type TryAgain = (typeof TRY_AGAIN)[number];

/** How long somebody has a call for themselves. */
export const TAKEN_MS = 15 * 60_000;
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** Between two tries where there is no time to lose. */
const BREATH_MS = 10 * 60_000;
/** A library shares one address; more than this many open wishes from one go below everybody else. */
const MANY = 5;
/** Nobody is put off for longer: a slip of the year would forget them. */
const LONGEST_DAYS = 60;

/** What decides who is called first; names nobody. */
export interface CallFacts {
  id: string;
  /** Of their first appointment. */
  startsAt: Date | null;
  /** Since when they wait. */
  since: Date;
  nextTryAt: Date | null;
  triedAt: Date | null;
  bestTime: BestTime | null;
  urgent: boolean;
  tries: number;
  /** Which one it is of the open wishes that came from one address. */
  nthOfAddress: number;
}

/** Whether it is their turn; each comes after the one before it. `later`: nobody is to call them yet. */
export const TURNS = ['now', 'other_time', 'many', 'later'] as const;
export type Turn = (typeof TURNS)[number];

export function turnOf(call: CallFacts, now: Date, zone: string): Turn {
  const { nextTryAt, startsAt, triedAt } = call;
  // Put off until their appointment has begun: that would be too late, but they are not called again at once.
  const tooLate = nextTryAt && startsAt && startsAt > now && nextTryAt >= startsAt;
  const again = tooLate ? triedAt && new Date(triedAt.getTime() + BREATH_MS) : nextTryAt;
  if (again && again > now) return 'later';
  if (call.nthOfAddress > MANY) return 'many';
  return isTheirTime(call.bestTime, now, zone) ? 'now' : 'other_time';
}

/**
 * Sorts by who is called first: whose turn it is; then whoever has an appointment within two days, the soonest first; then
 * what the team called urgent; then whoever should have been called the longest ago: a day after they asked, or two days
 * before their appointment.
 */
export function byUrgency(now: Date, zone: string): (a: CallFacts, b: CallFacts) => number {
  const rank = (call: CallFacts): number[] => {
    const turn = turnOf(call, now, zone);
    // One that is over presses nobody any more.
    const begins = call.startsAt?.getTime() ?? Infinity;
    const starts = begins > now.getTime() - HOUR_MS ? begins : Infinity;
    const pressing = starts - now.getTime() < 2 * DAY_MS;
    const due = Math.min(call.since.getTime() + DAY_MS, starts - 2 * DAY_MS);
    const within = turn === 'later' ? (call.nextTryAt?.getTime() ?? 0) : pressing ? starts : due;
    return [TURNS.indexOf(turn), turn === 'later' ? 0 : pressing ? 0 : call.urgent ? 1 : 2, within, call.tries];
  };
  return (a, b) => {
    const [left, right] = [rank(a), rank(b)];
    const i = left.findIndex((value, at) => value !== right[at]);
    return i >= 0 ? (left[i] ?? 0) - (right[i] ?? 0) : a.id < b.id ? -1 : 1;
  };
}

/** Morning is until noon, evening from five, on the wall of whoever calls. */
function isTheirTime(bestTime: BestTime | null, now: Date, zone: string): boolean {
  if (bestTime === null || bestTime === 'any') return true;
  const { hour } = DateTime.fromJSDate(now, { zone });
  return bestTime === (hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening');
}

/** When to try again, on the wall of the team; or what is wrong with the time that was typed. */
export function whenAgain(
  choice: TryAgain,
  typed: { day: string; time: string },
  now: Date,
  zone: string,
): Date | { field: 'day' | 'time'; fault: Fault } {
  const here = DateTime.fromJSDate(now, { zone });
  if (choice === 'hour') return here.plus({ hours: 1 }).toJSDate();
  if (choice === 'tomorrow') return here.plus({ days: 1 }).set(AT_NINE).toJSDate();
  if (choice === 'evening') {
    const tonight = here.set({ ...AT_NINE, hour: 18 });
    return (tonight > here ? tonight : tonight.plus({ days: 1 })).toJSDate();
  }
  const day = DateTime.fromFormat(typed.day, 'yyyy-MM-dd', { zone });
  if (!day.isValid) return { field: 'day', fault: { code: 'day_form' } };
  const at = DateTime.fromFormat(`${typed.day} ${typed.time}`, 'yyyy-MM-dd HH:mm', { zone });
  if (!at.isValid) return { field: 'time', fault: { code: 'wall_time_form' } };
  if (at <= here || at > here.plus({ days: LONGEST_DAYS })) {
    return { field: 'day', fault: { code: 'call_again_range', params: { days: LONGEST_DAYS } } };
  }
  return at.toJSDate();
}

const AT_NINE = { hour: 9, minute: 0, second: 0, millisecond: 0 };
