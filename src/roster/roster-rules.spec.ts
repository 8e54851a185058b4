import {
  nextAt,
  nextTap,
  placeAfter,
  roomIn,
  stationLoads,
  stationsOf,
  tapTime,
  timeAtTheDoor,
} from './roster-rules.js';

const STATIONS = ['Check-in', 'Screening'];
const at = (minutes: number) => new Date(Date.UTC(2026, 11, 5, 15, minutes));

it('leads everybody to a place that makes sense, and back', () => {
  const expected = { status: 'expected', station: null } as const;
  const arrived = placeAfter({ status: 'arrived' }, expected, STATIONS);
  expect(arrived).toEqual({ status: 'arrived', station: 'Check-in' });
  const screening = placeAfter({ station: 'Screening' }, arrived, STATIONS);
  expect(screening).toEqual({ status: 'arrived', station: 'Screening' });
  expect(placeAfter({ status: 'arrived' }, screening, STATIONS)).toEqual(screening);
  expect(placeAfter({ status: 'done' }, screening, STATIONS)).toEqual({ status: 'done', station: null });
  expect(placeAfter({ status: 'expected' }, arrived, STATIONS)).toEqual(expected);
  expect(placeAfter({ status: 'arrived' }, expected, [])).toEqual({ status: 'arrived', station: null });
  expect(placeAfter({ station: 'Screening' }, expected, STATIONS).status).toBe('arrived');
});

it('marks the next tap', () => {
  expect(['expected', 'arrived', 'done', 'no_show'].map((one) => nextTap(one as never))).toEqual([
    'arrived',
    'done',
    undefined,
    undefined,
  ]);
});

it('believes a device about when, within reason', () => {
  expect(tapTime(at(10), at(30))).toEqual(at(10));
  expect(tapTime(at(31), at(30))).toEqual(at(30));
  expect(tapTime(undefined, at(30))).toEqual(at(30));
  expect(tapTime(new Date(0), at(30))).toEqual(at(30));
});

const person = (id: string, minutes: number, language = 'en', needsInterpreter = false) => ({
  ...{ id, station: 'Screening', stationAt: at(minutes), calledAt: null, language, needsInterpreter },
});

it('calls whoever has waited longest among those the table can speak with', () => {
  const people = [person('b', 5, 'ht', true), person('a', 9, 'es'), person('c', 12)];
  expect(nextAt('Screening', people)?.id).toBe('b');
  expect(nextAt('Screening', people, ['es'])?.id).toBe('a');
  expect(nextAt('Screening', people, ['en'])?.id).toBe('a');
  expect(nextAt('Screening', people, ['vi'])).toBeUndefined();
  expect(nextAt('Check-in', people)).toBeUndefined();
  expect(nextAt('Screening', [{ ...person('b', 5), calledAt: at(8) }, person('c', 12)])?.id).toBe('c');
});

it('counts who stands where, and the longest wait', () => {
  expect(stationLoads(STATIONS, [person('a', 5), person('b', 9)])).toEqual([
    { name: 'Check-in', people: 0, longestSince: null },
    { name: 'Screening', people: 2, longestSince: at(5) },
  ]);
});

it('offers whoever stands at the door the time going on or next, with room first', () => {
  const time = (id: string, minutes: number, taken: number, more = {}) => ({
    ...{ id, startsAt: at(minutes), endsAt: at(minutes + 30), capacity: 2, extra: 0, taken, open: true },
    ...more,
  });
  const times = [time('past', 0, 0), time('on', 30, 2), time('next', 60, 1), time('shut', 45, 0, { open: false })];
  expect(timeAtTheDoor(times, at(40))?.id).toBe('next');
  expect(timeAtTheDoor([time('on', 30, 2), time('next', 60, 3, { extra: 1 })], at(40))?.id).toBe('on');
  expect(timeAtTheDoor(times.slice(0, 1), at(40))?.id).toBe('past');
  expect(roomIn(time('a', 0, 3))).toBe(0);
});

it('reads stations line by line', () => {
  expect(stationsOf(' Check-in \r\n\n Legal   review\n')).toEqual(['Check-in', 'Legal review']);
});
