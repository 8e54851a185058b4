import type { DayBookings, LeadTurnout, Source } from './report-reads.js';
import { byLead, overTime, seasonFault, seasonOf, share, withoutFew } from './report-rules.js';

const made = (day: string, bookings: number, source: Source = 'online'): DayBookings => {
  return { day, source, bookings, cancelled: 0, erased: 0 };
};

it('a season is the year of whatever day is given, else this year', () => {
  expect(seasonOf({}, '2026-11-28')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
  expect(seasonOf({ from: '2025-09-01' }, '2026-11-28')).toEqual({ from: '2025-09-01', to: '2025-12-31' });
  expect(seasonOf({ to: '2025-06-30', mode: 'virtual' }, '2026-11-28')).toEqual({
    ...{ from: '2025-01-01', to: '2025-06-30', mode: 'virtual' },
  });
});

it('a season ends on or after the day it begins, within two years', () => {
  expect(seasonFault({ from: '2026-05-02', to: '2026-05-02' })).toBeUndefined();
  expect(seasonFault({ from: '2024-01-01', to: '2025-12-31' })).toBeUndefined();
  expect(seasonFault({ from: '2026-05-02', to: '2026-05-01' })).toEqual({ field: 'to', code: 'end_before_start' });
  expect(seasonFault({ from: '2024-01-01', to: '2026-01-01' })).toEqual({ field: 'to', code: 'season_too_long' });
});

it('no-shows by lead time: each number of days is in one group, and a group knows how many came', () => {
  const turnout: LeadTurnout[] = [0, 1, 2, 3, 7, 8, 14, 15, 30, 31, 200].map((days) => {
    return { days, came: 2, noShows: 1, unmarked: 1 };
  });
  const { groups, ...all } = byLead(turnout);
  expect(groups.map(({ from, to, people, noShows }) => [from, to, people, noShows])).toEqual([
    [0, 0, 3, 1],
    [1, 2, 6, 2],
    [3, 7, 6, 2],
    [8, 14, 6, 2],
    [15, 30, 6, 2],
    [31, null, 6, 2],
  ]);
  expect(all).toEqual({ people: 33, noShows: 11, unmarked: 11 });
});

it('no share of fewer than ten', () => {
  expect([share(1, 9), share(1, 10), share(0, 200)]).toEqual([undefined, 10, 0]);
});

it('languages of fewer than three people are one number without a name', () => {
  const of = (language: string, people: number, needInterpreter = 0) => ({ language, people, needInterpreter });
  expect(withoutFew([of('km', 2, 2), of('es', 3, 1), of('en', 9), of('ar', 1)])).toEqual({
    languages: [of('en', 9), of('es', 3, 1)],
    others: { people: 3, needInterpreter: 2 },
  });
});

it('by day up to two months, by week up to a year, else by month; empty ones between are there', () => {
  expect(overTime([])).toEqual({ step: 'day', steps: [], series: [] });
  const days = overTime([made('2026-10-31', 2), made('2026-11-02', 1, 'phone'), made('2026-11-02', 4)]);
  expect(days).toEqual({
    step: 'day',
    steps: ['2026-10-31', '2026-11-01', '2026-11-02'],
    series: [
      { source: 'online', counts: [2, 0, 4], total: 6 },
      { source: 'phone', counts: [0, 0, 1], total: 1 },
    ],
  });
  const weeks = overTime([made('2026-01-01', 1), made('2026-01-04', 1), made('2026-03-10', 5)]);
  expect([weeks.step, weeks.steps[0], weeks.steps.at(-1)]).toEqual(['week', '2025-12-29', '2026-03-09']);
  expect(weeks.series[0]?.counts).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5]);
  const months = overTime([made('2025-01-31', 1), made('2026-05-01', 3)]);
  expect([months.step, months.steps.length, months.steps.at(-1)]).toEqual(['month', 17, '2026-05-01']);
  expect(months.series[0]?.total).toBe(4);
});
