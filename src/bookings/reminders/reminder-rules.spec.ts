import { DateTime } from 'luxon';
import type { ReminderSettings } from './reminder-rules.js';
import { civilFrom, readReminderKey, reminderSteps } from './reminder-rules.js';

const ZONES = ['America/New_York', 'America/Chicago', 'America/Phoenix', 'America/Los_Angeles'];
const settings = (more: Partial<ReminderSettings> = {}): ReminderSettings => ({
  ...{ days: [7, 3, 1], time: '10:00:00', hours: 2, mode: 'in_person', timeZone: 'America/New_York' },
  ...more,
});
const wall = (iso: string, zone: string) => DateTime.fromISO(iso, { zone }).toJSDate();
const said = (at: Date, zone: string) => DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd HH:mm');
/** `d1 2028-03-11 10:00 until 2028-03-12 08:00`, on the walls of the clinic. */
const steps = (start: string, more: Partial<ReminderSettings> = {}) => {
  const given = settings(more);
  const zone = given.timeZone;
  return reminderSteps(given, wall(start, zone)).map(
    ({ step, at, helpsUntil }) => `${step} ${said(at, zone)} until ${said(helpsUntil, zone)}`,
  );
};

describe.each(ZONES)('in %s', (timeZone) => {
  it.each([
    ['clocks go forward', '2028-03-12'],
    ['clocks go back', '2028-11-05'],
    ['a day after they went forward', '2028-03-13'],
    ['nothing happens', '2028-06-20'],
  ])('a reminder stands at its wall time where %s', (_, day) => {
    const noon = DateTime.fromISO(`${day}T12:00`, { zone: timeZone });
    const on = (days: number) => noon.minus({ days }).toFormat('yyyy-MM-dd');
    expect(steps(`${day}T12:00`, { timeZone })).toEqual([
      `d7 ${on(7)} 10:00 until ${on(3)} 10:00`,
      `d3 ${on(3)} 10:00 until ${on(1)} 10:00`,
      `d1 ${on(1)} 10:00 until ${on(0)} 11:00`,
    ]);
  });
});

it('is not so many times 24 hours before: over a clock change a day has 23 or 25', () => {
  const [forward] = reminderSteps(settings({ days: [1] }), wall('2028-03-12T10:00', 'America/New_York'));
  const [back] = reminderSteps(settings({ days: [1] }), wall('2028-11-05T10:00', 'America/New_York'));
  const [quiet] = reminderSteps(
    settings({ days: [1], timeZone: 'America/Phoenix' }),
    wall('2028-03-12T10:00', 'America/Phoenix'),
  );
  const hours = (at: Date | undefined, zone: string, day: string) =>
    (wall(`${day}T10:00`, zone).getTime() - (at?.getTime() ?? 0)) / 3_600_000;
  expect([
    hours(forward?.at, 'America/New_York', '2028-03-12'),
    hours(back?.at, 'America/New_York', '2028-11-05'),
    hours(quiet?.at, 'America/Phoenix', '2028-03-12'),
  ]).toEqual([23, 25, 24]);
});

it('counts days over the ends of months and years, in whatever order they are given', () => {
  expect(steps('2028-03-01T09:00', { days: [1, 7] })).toEqual([
    'd7 2028-02-23 10:00 until 2028-02-29 10:00',
    'd1 2028-02-29 10:00 until 2028-03-01 08:00',
  ]);
  expect(steps('2029-01-02T09:00', { days: [3], time: '08:30' })).toEqual([
    'd3 2028-12-30 08:30 until 2029-01-02 08:00',
  ]);
});

describe('some hours before a video appointment', () => {
  const virtual = (start: string, more: Partial<ReminderSettings> = {}) => {
    return steps(start, { mode: 'virtual', days: [], ...more })[0];
  };

  it.each([
    ['2028-06-20T14:00', 'h2 2028-06-20 12:00 until 2028-06-20 14:00'],
    ['2028-06-20T09:30', 'h2 2028-06-20 08:00 until 2028-06-20 09:30'],
    ['2028-06-20T08:30', 'h2 2028-06-20 08:00 until 2028-06-20 08:30'],
    ['2028-06-20T08:29', 'h2 2028-06-19 20:00 until 2028-06-20 08:29'],
    ['2028-06-20T22:15', 'h2 2028-06-20 20:15 until 2028-06-20 22:15'],
    ['2028-06-20T23:00', 'h2 2028-06-20 20:30 until 2028-06-20 23:00'],
    ['2028-06-20T00:30', 'h2 2028-06-19 20:30 until 2028-06-20 00:30'],
  ])('at %s: %s', (start, expected) => expect(virtual(start)).toBe(expected));

  it('are real hours', () => {
    // At three in the morning it was one o'clock only one hour before.
    const [step] = reminderSteps(
      settings({ mode: 'virtual', days: [], hours: 8 }),
      wall('2028-03-12T16:00', 'America/New_York'),
    );
    expect(step?.at).toEqual(wall('2028-03-12T08:00', 'America/New_York'));
  });

  it('none in person, none when nobody wants it', () => {
    expect(steps('2028-06-20T14:00', { days: [] })).toEqual([]);
    expect(virtual('2028-06-20T14:00', { hours: null })).toBeUndefined();
  });

  it('of two within an hour the later one is enough', () => {
    expect(steps('2028-06-20T08:15', { mode: 'virtual', days: [3, 1], time: '20:00' })).toEqual([
      'd3 2028-06-17 20:00 until 2028-06-19 20:00',
      'h2 2028-06-19 20:00 until 2028-06-20 08:15',
    ]);
  });
});

it.each([
  ['2028-03-12T07:59', '2028-03-12 08:00'],
  ['2028-03-12T08:00', '2028-03-12 08:00'],
  ['2028-03-12T20:59', '2028-03-12 20:59'],
  ['2028-03-12T21:00', '2028-03-13 08:00'],
  ['2028-03-11T23:30', '2028-03-12 08:00'],
  ['2028-11-04T23:30', '2028-11-05 08:00'],
  ['2028-12-31T22:00', '2029-01-01 08:00'],
])('from %s on it is day at %s', (now, expected) => {
  const zone = 'America/New_York';
  expect(said(civilFrom(wall(now, zone), zone), zone)).toBe(expected);
});

it('reads its key', () => {
  expect(readReminderKey('reminder:d1:booking:slot:1837000000000:sms')).toEqual({
    step: 'd1',
    slotId: 'slot',
    startsAt: new Date(1837000000000),
  });
});
