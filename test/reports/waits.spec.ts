import { makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import { idOf, reportDesk } from '../support/reports.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const clock = new TestClock(new Date('2027-03-01T17:00:00Z'));
let test: TestApp;
let clinic: MadeClinic;
const { at, books, reportOf, pageOf, worker } = reportDesk(() => test, clock);

beforeAll(async () => {
  test = await startTestApp({ clock });
});
afterAll(() => test.close());
beforeEach(async () => {
  at('2027-03-01T17:00:00Z');
  clinic = await makeClinic(test, { day: '2027-03-13', capacity: 20 });
});

const setStations = (...names: string[]) =>
  test.database.query(
    'insert into clinic_stations (clinic_id, position, name) select $1, n, s from unnest($2::text[]) with ordinality as u (s, n)',
    [clinic.id, names],
  );
const somebody = async () => idOf(await books(clinic, '2027-03-02T17:00:00Z'));
const some = async (n: number) => {
  const people: string[] = [];
  for (let i = 0; i < n; i++) people.push(await somebody());
  return people;
};

it('from coming to a station to leaving it: the middle, and nine of ten once there are ten', async () => {
  await setStations('Check-in', 'Screening', 'Copies');
  const people = await some(11);
  const { tap } = await worker(clinic);
  // Minutes at the check-in 2 to 12; at the screening 20 for all but one, who has an hour.
  for (const [i, id] of people.entries()) {
    const gone = 2 + i;
    await tap(id, [0, 'arrived'], [gone, 'Screening'], [gone + (i === 10 ? 60 : 20), 'done']);
  }
  const { stations, visit } = await reportOf(clinic);
  expect(stations).toEqual([
    { station: 'Check-in', people: 11, stays: 11, median: 7, ninetieth: 11 },
    { station: 'Screening', people: 11, stays: 11, median: 20, ninetieth: 20 },
  ]);
  expect(visit).toEqual({ people: 11, stays: 11, median: 27, ninetieth: 31 });
  expect(await pageOf(clinic)).toContain('Screening took longest: half within 20 min');
});

it('slips, taps that lost, and whoever was not there after all do not count; who comes back comes twice', async () => {
  await setStations('Check-in', 'Screening');
  const [slip, lost, absent, back, still, twice] = await some(6);
  const { tap } = await worker(clinic);
  // Tapped on by mistake and put back within a minute: ten minutes at the check-in all the same.
  await tap(slip ?? '', [0, 'arrived'], [4, 'Screening'], [4.2, 'Check-in'], [10, 'Screening'], [15, 'done']);
  // A faster tap says they are at the screening; the slower "done" changes nothing.
  const outcomes = await tap(lost ?? '', [0, 'arrived'], [10, 'Screening'], [12, 'done', 1], [15, 'done', 2]);
  expect(outcomes).toEqual(['applied', 'applied', 'conflict', 'applied']);
  // Somebody else with the same name.
  await tap(absent ?? '', [0, 'arrived'], [30, 'expected'], [40, 'no_show']);
  // Once more to the check-in, for a paper that was missing.
  await tap(back ?? '', [0, 'arrived'], [10, 'Screening'], [15, 'Check-in'], [25, 'Screening'], [30, 'done']);
  await tap(still ?? '', [0, 'arrived'], [10, 'Screening']);
  // Told twice to have arrived.
  await tap(twice ?? '', [0, 'arrived'], [5, 'arrived'], [10, 'Screening'], [15, 'done']);
  const { stations, visit } = await reportOf(clinic);
  expect(stations).toEqual([
    { station: 'Check-in', people: 5, stays: 6, median: 10, ninetieth: null },
    { station: 'Screening', people: 4, stays: 5, median: 5, ninetieth: null },
  ]);
  expect(visit).toMatchObject({ people: 4, median: 15 });
});

it('of fewer than three people nothing but that they were few; without stations the visit alone', async () => {
  const people = await some(2);
  const { tap } = await worker(clinic);
  for (const id of people) await tap(id, [0, 'arrived'], [48, 'done']);
  expect(await reportOf(clinic)).toMatchObject({ stations: [], visit: { people: 2, median: null } });
  expect(await pageOf(clinic)).not.toContain('48 min');
  expect(await pageOf(clinic)).toContain('fewer than three people were');
  const third = await somebody();
  await (await worker(clinic)).tap(third, [0, 'arrived'], [48, 'done']);
  expect(await pageOf(clinic)).toContain('Half of the visits within 48 min');
});
