import { DateTime } from 'luxon';
import { wallTime } from './slot-plan-rules.js';

export interface MovedSlot {
  id: string;
  startsAt: Date;
  endsAt: Date;
}

interface Target {
  zone: string;
  /** Civil day, `2026-12-05`. */
  day: string;
  /** Wall time of the first, `09:30`; absent: the times stay. */
  start?: string;
}

/**
 * The slots of a day at the same distances on the wall: on another day, from another time, or both. On a day on which the
 * clocks change every start is still the time on the wall; a time that does not exist then, or exists twice, is refused.
 * @returns the slots in their order, or why there are none
 */
export function movedSlots(
  slots: MovedSlot[],
  { zone, day, start }: Target,
): MovedSlot[] | 'no_slots' | 'no_such_time' | 'beyond_the_day' {
  const [first] = slots;
  if (!first) return 'no_slots';
  const shift = start === undefined ? 0 : ofWall(start) - minuteOfDay(first.startsAt, first.startsAt, zone);
  const moved: MovedSlot[] = [];
  for (const { id, startsAt, endsAt } of slots) {
    const from = minuteOfDay(startsAt, first.startsAt, zone) + shift;
    const to = minuteOfDay(endsAt, first.startsAt, zone) + shift;
    if (from < 0 || to > 24 * 60) return 'beyond_the_day';
    const [begins, ends] = [wallTime(day, from, zone), wallTime(day, to, zone)];
    if (!begins || !ends) return 'no_such_time';
    moved.push({ id, startsAt: begins, endsAt: ends });
  }
  return moved;
}

/** Minutes on the wall since the midnight before the first slot. */
function minuteOfDay(at: Date, first: Date, zone: string): number {
  const wall = DateTime.fromJSDate(at, { zone });
  const midnight = DateTime.fromJSDate(first, { zone }).startOf('day');
  const days = Math.round(wall.startOf('day').diff(midnight, 'days').days);
  return days * 24 * 60 + wall.hour * 60 + wall.minute;
}

function ofWall(wall: string): number {
  const [hours = 0, minutes = 0] = wall.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The same wall time as many civil days later or earlier. */
export function shiftedDays(at: Date | null, from: string, to: string, zone: string): Date | null {
  if (!at) return null;
  const days = DateTime.fromISO(to).diff(DateTime.fromISO(from), 'days').days;
  return DateTime.fromJSDate(at, { zone }).plus({ days }).toJSDate();
}
