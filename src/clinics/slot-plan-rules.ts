import { DateTime } from 'luxon';

/** More than this in one clinic is a slip of the keyboard. */
export const MAX_SLOTS = 200;

/** A day's slots as the team thinks of them; times are `HH:mm` on the clinic's wall clock. */
export interface SlotPlan {
  from: string;
  to: string;
  everyMinutes: number;
  capacity: number;
  /** Nobody is seen in these: lunch. A slot that would touch one is left out. */
  gaps: { from: string; to: string }[];
}

export interface PlannedSlot {
  startsAt: Date;
  endsAt: Date;
  capacity: number;
}

export type PlanProblem =
  'end_before_start' | 'gap_end_before_start' | 'no_such_time' | 'too_many_slots' | 'no_slots' | 'slots_overlap';

/**
 * The slots of a plan on one civil day. Slots run from one wall time to the next, so that on the day of a clock change
 * every start is the time on the wall; a plan that touches the hour that does not exist, or exists twice, is refused.
 * @returns the slots in order, or why there are none
 */
export function planSlots(plan: SlotPlan, day: string, zone: string): PlannedSlot[] | PlanProblem {
  const from = minutes(plan.from);
  const to = minutes(plan.to);
  if (to <= from) return 'end_before_start';
  if (plan.gaps.some((gap) => minutes(gap.to) <= minutes(gap.from))) return 'gap_end_before_start';
  if ((to - from) / plan.everyMinutes > MAX_SLOTS) return 'too_many_slots';
  const slots: PlannedSlot[] = [];
  for (let start = from; start + plan.everyMinutes <= to; start += plan.everyMinutes) {
    const end = start + plan.everyMinutes;
    const gap = plan.gaps.find((g) => minutes(g.from) < end && start < minutes(g.to));
    if (gap) {
      // Begin again right after the gap, not on the old grid.
      start = Math.max(minutes(gap.to), start) - plan.everyMinutes;
      continue;
    }
    const startsAt = wallTime(day, start, zone);
    const endsAt = wallTime(day, end, zone);
    if (!startsAt || !endsAt) return 'no_such_time';
    slots.push({ startsAt, endsAt, capacity: plan.capacity });
  }
  return slots.length === 0 ? 'no_slots' : slots;
}

/** Whether any of the new slots overlaps another new or existing one. Slots that touch do not overlap. */
export function overlaps(slots: { startsAt: Date; endsAt: Date }[]): boolean {
  const sorted = [...slots].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  return sorted.some((slot, i) => {
    const next = sorted[i + 1];
    return next !== undefined && next.startsAt < slot.endsAt;
  });
}

/**
 * The instant of a wall time, or undefined where that time does not exist (clocks go forward) or exists twice (clocks
 * go back): nobody could say which was meant.
 */
export function wallTime(day: string, minuteOfDay: number, zone: string): Date | undefined {
  const date = DateTime.fromISO(day, { zone: 'utc' }).plus({ minutes: minuteOfDay });
  const local = date.setZone(zone, { keepLocalTime: true });
  const exists = local.hour === date.hour && local.minute === date.minute;
  return exists && local.getPossibleOffsets().length === 1 ? local.toJSDate() : undefined;
}

function minutes(wall: string): number {
  const [hours = 0, mins = 0] = wall.split(':').map(Number);
  return hours * 60 + mins;
}
