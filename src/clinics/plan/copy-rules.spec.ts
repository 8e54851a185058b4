import { daysFault, MOST_DAYS, weeksAfter } from './copy-rules.js';

it('takes days to come, each once, and not too many', () => {
  expect(daysFault(['2026-12-12', '2026-12-19'], '2026-12-03')).toBeUndefined();
  expect(daysFault(['2026-12-03'], '2026-12-03')).toBeUndefined();
  const code = (days: string[]) => daysFault(days, '2026-12-03')?.code;
  expect(code([])).toBe('days_needed');
  expect(code(['tomorrow'])).toBe('day_form');
  expect(code(['2026-12-12', '2026-12-12'])).toBe('day_twice');
  expect(code(['2026-12-02'])).toBe('day_past');
  expect(code(weeksAfter('2026-12-05', MOST_DAYS + 1))).toBe('too_many_days');
});

it('counts weeks over the end of a year and a change of the clocks', () => {
  expect(weeksAfter('2026-12-26', 2)).toEqual(['2027-01-02', '2027-01-09']);
  expect(weeksAfter('2027-03-06', 2)).toEqual(['2027-03-13', '2027-03-20']);
  expect(weeksAfter('2026-12-26', 0)).toEqual([]);
});
