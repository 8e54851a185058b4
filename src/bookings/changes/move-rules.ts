import { DateTime } from 'luxon';
import { wallTime } from '../../clinics/slot-plan-rules.js';

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

/** People of one booking who sit in a slot together. */
export interface Party {
  bookingId: string;
  attendeeIds: string[];
}

interface Room {
  id: string;
  startsAt: Date;
  free: number;
}

export interface Seat {
  attendeeId: string;
  slotId: string;
  bookingId: string;
}

/**
 * Spreads the people of one slot over others: the larger families first, each together, into the nearest time with room
 * for all of them.
 * @returns a seat for everybody, or how many people would be left over
 */
export function spread(parties: Party[], from: Date, rooms: Room[]): { seats: Seat[]; left: number } {
  const free = new Map(rooms.map(({ id, free }) => [id, free]));
  const near = [...rooms].sort(
    (a, b) => distance(a.startsAt, from) - distance(b.startsAt, from) || a.startsAt.getTime() - b.startsAt.getTime(),
  );
  const seats: Seat[] = [];
  let left = 0;
  const order = [...parties].sort(
    (a, b) => b.attendeeIds.length - a.attendeeIds.length || (a.bookingId < b.bookingId ? -1 : 1),
  );
  for (const { bookingId, attendeeIds } of order) {
    const room = near.find(({ id }) => (free.get(id) ?? 0) >= attendeeIds.length);
    if (!room) {
      left += attendeeIds.length;
      continue;
    }
    free.set(room.id, (free.get(room.id) ?? 0) - attendeeIds.length);
    seats.push(...attendeeIds.map((attendeeId) => ({ attendeeId, slotId: room.id, bookingId })));
  }
  return { seats, left };
}

const distance = (a: Date, b: Date) => Math.abs(a.getTime() - b.getTime());
