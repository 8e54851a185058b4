import { DateTime } from 'luxon';
import { movedSlots, shiftedDays } from './moved-rules.js';

const BOSTON = 'America/New_York';

/** Slots of half an hour that begin at these wall times. */
function slotsOf(day: string, walls: string[], zone = BOSTON) {
  return walls.map((wall) => {
    const startsAt = DateTime.fromISO(`${day}T${wall}`, { zone });
    return { id: wall, startsAt: startsAt.toJSDate(), endsAt: startsAt.plus({ minutes: 30 }).toJSDate() };
  });
}

/** `2027-03-14 09:30–10:00` on the wall, or why not. */
function walls(moved: ReturnType<typeof movedSlots>, zone = BOSTON) {
  if (typeof moved === 'string') return moved;
  const wall = (at: Date, format: string) => DateTime.fromJSDate(at, { zone }).toFormat(format);
  return moved.map(({ startsAt, endsAt }) => `${wall(startsAt, 'yyyy-MM-dd HH:mm')}–${wall(endsAt, 'HH:mm')}`);
}

describe('another day', () => {
  // In 2027 the clocks go forward on March 14 and back on November 7, both at 2 am.
  it.each([
    ['2027-03-06', '2027-03-14', '2027-03-14T13:30:00.000Z'],
    ['2027-03-20', '2027-03-13', '2027-03-13T14:30:00.000Z'],
    ['2027-10-30', '2027-11-07', '2027-11-07T14:30:00.000Z'],
  ])('keeps the hours on the wall from %s to %s, over a change of the clocks', (from, day, first) => {
    const moved = movedSlots(slotsOf(from, ['09:30', '13:00']), { zone: BOSTON, day });
    expect(walls(moved)).toEqual([`${day} 09:30–10:00`, `${day} 13:00–13:30`]);
    expect(typeof moved === 'string' ? moved : moved[0]?.startsAt.toISOString()).toBe(first);
  });

  it('keeps the distances on the wall away from a day with 25 hours', () => {
    const night = slotsOf('2027-11-07', ['00:30', '09:30']);
    expect(walls(movedSlots(night, { zone: BOSTON, day: '2027-11-08' }))).toEqual([
      '2027-11-08 00:30–01:00',
      '2027-11-08 09:30–10:00',
    ]);
  });

  it('is of the zone of the clinic', () => {
    const moved = movedSlots(slotsOf('2027-03-13', ['23:00'], 'Pacific/Honolulu'), {
      ...{ zone: 'Pacific/Honolulu', day: '2027-03-14' },
    });
    expect(walls(moved, 'Pacific/Honolulu')).toEqual(['2027-03-14 23:00–23:30']);
  });

  it.each([
    ['2027-03-14', ['02:15'], 'does not exist'],
    ['2027-03-14', ['01:30'], 'ends when there is no such hour'],
    ['2027-11-07', ['01:00'], 'exists twice'],
    ['2027-11-07', ['00:30'], 'ends at an hour that exists twice'],
    ['2027-03-14', ['01:00', '02:30'], 'does not exist for the second'],
  ])('is refused on %s at %s: that time %s', (day, starts) => {
    expect(movedSlots(slotsOf('2027-03-06', starts), { zone: BOSTON, day })).toBe('no_such_time');
    expect(walls(movedSlots(slotsOf('2027-03-06', starts), { zone: BOSTON, day: '2027-03-13' }))).toHaveLength(
      starts.length,
    );
  });
});

describe('another start', () => {
  const slots = slotsOf('2027-03-06', ['09:30', '10:30', '15:00']);

  it('takes all others with it at their distances, forwards and back', () => {
    const at = (start: string) => walls(movedSlots(slots, { zone: BOSTON, day: '2027-03-06', start }));
    expect(at('10:15')).toEqual(['2027-03-06 10:15–10:45', '2027-03-06 11:15–11:45', '2027-03-06 15:45–16:15']);
    expect(at('08:00')).toEqual(['2027-03-06 08:00–08:30', '2027-03-06 09:00–09:30', '2027-03-06 13:30–14:00']);
    expect(at('09:30')).toEqual(walls(slots));
  });

  it('reaches midnight, and nothing beyond it', () => {
    const at = (start: string) => movedSlots(slots, { zone: BOSTON, day: '2027-03-06', start });
    expect(walls(at('18:00'))).toContain('2027-03-06 23:30–00:00');
    expect(at('18:01')).toBe('beyond_the_day');
    expect(at('23:59')).toBe('beyond_the_day');
  });

  it('is counted on the wall of the new day, when the clocks change before it', () => {
    const moved = movedSlots(slots, { zone: BOSTON, day: '2027-03-14', start: '03:00' });
    expect(walls(moved)).toEqual(['2027-03-14 03:00–03:30', '2027-03-14 04:00–04:30', '2027-03-14 08:30–09:00']);
    expect(movedSlots(slots, { zone: BOSTON, day: '2027-03-14', start: '02:00' })).toBe('no_such_time');
  });
});

it('keeps the ids and the order, and says when there is nothing to move', () => {
  const moved = movedSlots(slotsOf('2027-03-06', ['09:30', '10:00']), { zone: BOSTON, day: '2027-03-07' });
  expect(typeof moved === 'string' ? moved : moved.map(({ id }) => id)).toEqual(['09:30', '10:00']);
  expect(movedSlots([], { zone: BOSTON, day: '2027-03-07' })).toBe('no_slots');
});

it('shifts a moment by civil days: the same hour on the wall, with 23 hours a day or with 25', () => {
  const shifted = (at: string, from: string, to: string, zone = BOSTON) =>
    shiftedDays(new Date(at), from, to, zone)?.toISOString();
  expect(shifted('2027-03-12T22:00:00Z', '2027-03-13', '2027-03-20')).toBe('2027-03-19T21:00:00.000Z');
  expect(shifted('2027-03-19T21:00:00Z', '2027-03-20', '2027-03-13')).toBe('2027-03-12T22:00:00.000Z');
  expect(shifted('2027-11-05T21:00:00Z', '2027-11-06', '2027-11-13')).toBe('2027-11-12T22:00:00.000Z');
  expect(shifted('2027-03-12T22:00:00Z', '2027-03-13', '2027-03-20', 'Pacific/Honolulu')).toBe(
    '2027-03-19T22:00:00.000Z',
  );
  expect(shifted('2027-03-12T22:00:00Z', '2027-03-13', '2027-03-13')).toBe('2027-03-12T22:00:00.000Z');
  expect(shiftedDays(null, '2027-03-13', '2027-03-20', BOSTON)).toBeNull();
});
