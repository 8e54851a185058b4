import { DateTime } from 'luxon';
import { overlaps, planSlots, wallTime } from './slot-plan-rules.js';

const ZONE = 'America/New_York';
const morning = { from: '09:30', to: '13:00', everyMinutes: 30, capacity: 4, gaps: [] };
const walls = (plan: ReturnType<typeof planSlots>) =>
  typeof plan === 'string'
    ? plan
    : plan.map((slot) => DateTime.fromJSDate(slot.startsAt, { zone: ZONE }).toFormat('HH:mm'));

describe('planSlots', () => {
  it('makes a slot every half hour, the last one ending at the end', () => {
    expect(walls(planSlots(morning, '2026-12-05', ZONE))).toEqual([
      '09:30',
      '10:00',
      '10:30',
      '11:00',
      '11:30',
      '12:00',
      '12:30',
    ]);
  });

  it('leaves the lunch gap free and begins again right after it', () => {
    const plan = { ...morning, to: '15:00', gaps: [{ from: '12:15', to: '13:10' }] };
    expect(walls(planSlots(plan, '2026-12-05', ZONE))).toEqual([
      '09:30',
      '10:00',
      '10:30',
      '11:00',
      '11:30',
      '13:10',
      '13:40',
      '14:10',
    ]);
  });

  it.each(['2026-03-08', '2026-11-01'])('keeps the wall times on the day of a clock change, %s', (day) => {
    const slots = planSlots(morning, day, ZONE);
    expect(walls(slots)).toEqual(walls(planSlots(morning, '2026-12-05', ZONE)));
    const offset = day === '2026-03-08' ? '-04:00' : '-05:00';
    const first = Array.isArray(slots) ? slots[0] : undefined;
    expect(first?.startsAt).toEqual(new Date(`${day}T09:30:00${offset}`));
  });

  it('refuses a time that the clock jumps over, and one that it shows twice', () => {
    expect(planSlots({ ...morning, from: '02:30', to: '05:00' }, '2026-03-08', ZONE)).toBe('no_such_time');
    expect(planSlots({ ...morning, from: '01:30', to: '05:00' }, '2026-11-01', ZONE)).toBe('no_such_time');
    expect(wallTime('2026-03-08', 150, ZONE)).toBeUndefined();
    expect(wallTime('2026-03-08', 180, ZONE)).toEqual(new Date('2026-03-08T03:00:00-04:00'));
  });

  it.each([
    [{ ...morning, from: '13:00', to: '09:30' }, 'end_before_start'],
    [{ ...morning, gaps: [{ from: '12:00', to: '12:00' }] }, 'gap_end_before_start'],
    [{ ...morning, to: '09:45' }, 'no_slots'],
    [{ ...morning, gaps: [{ from: '09:00', to: '14:00' }] }, 'no_slots'],
    [{ ...morning, from: '00:00', to: '23:59', everyMinutes: 5 }, 'too_many_slots'],
  ])('says what is wrong with a plan, %#', (plan, problem) => {
    expect(planSlots(plan, '2026-12-05', ZONE)).toBe(problem);
  });
});

describe('overlaps', () => {
  const slot = (from: number, to: number) => ({ startsAt: new Date(from), endsAt: new Date(to) });

  it('lets slots touch but not overlap, in any order', () => {
    expect(overlaps([slot(20, 30), slot(10, 20), slot(0, 10)])).toBe(false);
    expect(overlaps([slot(20, 30), slot(0, 10), slot(9, 20)])).toBe(true);
  });
});
