import type { Party } from './spread-rules.js';
import { spread } from './spread-rules.js';

const at = (time: string) => new Date(`2026-12-05T${time}:00Z`);
const party = (bookingId: string, people: number): Party => ({
  bookingId,
  attendeeIds: Array.from({ length: people }, (_, i) => `${bookingId}${i + 1}`),
});
const room = (time: string, free: number) => ({ id: time, startsAt: at(time), free });

/** Who sits where: `{ a: ['14:30'] }`, each time once. */
function times({ seats }: ReturnType<typeof spread>): Record<string, string[]> {
  const found: Record<string, Set<string>> = {};
  for (const { bookingId, slotId } of seats) (found[bookingId] ??= new Set()).add(slotId);
  return Object.fromEntries(Object.entries(found).map(([id, slots]) => [id, [...slots]]));
}

it('takes the nearest time with room; of two equally near the earlier, wherever it stands in the list', () => {
  const rooms = [room('16:00', 1), room('15:30', 1), room('14:30', 1), room('14:00', 1)];
  const parties = ['a', 'b', 'c', 'd'].map((id) => party(id, 1));
  const { seats, left } = spread(parties, at('15:00'), rooms);
  expect(seats.map(({ attendeeId, slotId }) => [attendeeId, slotId])).toEqual([
    ['a1', '14:30'],
    ['b1', '15:30'],
    ['c1', '14:00'],
    ['d1', '16:00'],
  ]);
  expect(left).toBe(0);
});

it('seats the larger families first and each together, farther away where the near times are too small', () => {
  const rooms = [room('14:30', 2), room('15:30', 1), room('16:00', 3)];
  const result = spread([party('one', 1), party('two', 2), party('three', 3)], at('15:00'), rooms);
  expect(times(result)).toEqual({ three: ['16:00'], two: ['14:30'], one: ['15:30'] });
  expect(result.seats.map(({ attendeeId }) => attendeeId).sort()).toEqual([
    'one1',
    'three1',
    'three2',
    'three3',
    'two1',
    'two2',
  ]);
});

it('never divides a family, and counts the people who are left over, not the bookings', () => {
  const rooms = [room('14:30', 2), room('15:30', 2)];
  const result = spread([party('three', 3), party('two', 2), party('one', 1)], at('15:00'), rooms);
  expect(result.left).toBe(3);
  expect(times(result)).toEqual({ two: ['14:30'], one: ['15:30'] });
  expect(spread([party('a', 2), party('b', 1)], at('15:00'), [])).toEqual({ seats: [], left: 3 });
  expect(spread([], at('15:00'), rooms)).toEqual({ seats: [], left: 0 });
});

it('takes no room that there is not: a time that is full, or that was filled beyond its places', () => {
  const result = spread([party('a', 1)], at('15:00'), [room('14:30', 0), room('15:30', -1), room('17:00', 1)]);
  expect(times(result)).toEqual({ a: ['17:00'] });
});

it('gives the same answer whatever the order in which the bookings and the times come', () => {
  const rooms = [room('14:30', 1), room('15:30', 2), room('16:00', 1)];
  const parties = [party('b', 1), party('a', 1), party('c', 2)];
  const turned = spread([...parties].reverse(), at('15:00'), [...rooms].reverse());
  expect(turned).toEqual(spread(parties, at('15:00'), rooms));
  expect(times(turned)).toEqual({ c: ['15:30'], a: ['14:30'], b: ['16:00'] });
});
