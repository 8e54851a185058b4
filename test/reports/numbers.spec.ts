import { CompleteClinic } from '../../src/bookings/outcome/complete-clinic.js';
import { EraseOwn } from '../../src/bookings/erasure/erase-own.js';
import { SHELL } from '../../src/access/caller.js';
import { tokenOf } from '../support/bookings.js';
import { makeClinic } from '../support/factories.js';
import type { Report } from '../support/reports.js';
import { idOf, reportDesk } from '../support/reports.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

/** Noon in Boston, on a Monday in March 2027. */
const clock = new TestClock(new Date('2027-03-01T17:00:00Z'));
let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ clock });
});
afterAll(() => test.close());
beforeEach(() => void (clock.at = new Date('2027-03-01T17:00:00Z')));

const { at, books, reportOf, pageOf, worker } = reportDesk(() => test, clock);

const march13 = (capacity = 5) => makeClinic(test, { day: '2027-03-13', from: '09:30', to: '10:30', capacity });

it('places by time, walk-ins apart, those beyond the capacity said; whoever cancelled has none', async () => {
  const clinic = await march13(2);
  await books(clinic, '2027-03-02T17:00:00Z');
  const leaves = await books(clinic, '2027-03-02T17:00:00Z');
  await books(clinic, '2027-03-02T17:00:00Z', {}, 1);
  await books(clinic, '2027-03-02T17:00:00Z', {}, 1);
  await test.app.inject({ method: 'POST', url: `/api/bookings/${tokenOf(leaves)}/cancel` });
  at('2027-03-13T14:40:00Z');
  const { walkIn } = await worker(clinic);
  await walkIn(0);
  await walkIn(1, { overReason: 'Came from far away', fullName: 'Walk Over' });
  const { places, bookings } = await reportOf(clinic);
  expect(places).toEqual([
    {
      startsAt: '2027-03-13T09:30:00-05:00',
      endsAt: '2027-03-13T10:00:00-05:00',
      capacity: 2,
      extra: 0,
      booked: 1,
      walkIns: 1,
    },
    {
      startsAt: '2027-03-13T10:00:00-05:00',
      endsAt: '2027-03-13T10:30:00-05:00',
      capacity: 2,
      extra: 1,
      booked: 2,
      walkIns: 1,
    },
  ]);
  expect(bookings).toEqual([
    { day: '2027-03-02', source: 'online', bookings: 4, cancelled: 1 },
    { day: '2027-03-13', source: 'walk_in', bookings: 2, cancelled: 0 },
  ]);
});

it('bookings by the day on the clinic’s wall, whatever the clocks do; the days to come likewise', async () => {
  // The clocks go forward in the night to Sunday, March 14: that day has 23 hours.
  const boston = await makeClinic(test, { day: '2027-03-15', capacity: 5 });
  const tokyo = await makeClinic(test, { day: '2027-03-15', zone: 'Asia/Tokyo', capacity: 5 });
  for (const clinic of [boston, tokyo]) {
    await books(clinic, '2027-03-14T04:59:00Z');
    await books(clinic, '2027-03-14T05:00:00Z');
    await books(clinic, '2027-03-14T15:30:00Z');
  }
  await test.database.query(`update attendees set status = 'no_show' where clinic_id = any($1::uuid[])`, [
    [boston.id, tokyo.id],
  ]);
  at('2027-03-16T12:00:00Z');
  const days = ({ bookings }: Report) => bookings.map(({ day, bookings: n }) => [day, n]);
  const leads = ({ noShows }: Report) => noShows.byLead.map(({ noShows: n }) => n);
  const [there, here] = [await reportOf(tokyo), await reportOf(boston)];
  expect(days(here)).toEqual([
    ['2027-03-13', 1],
    ['2027-03-14', 2],
  ]);
  expect(leads(here)).toEqual([0, 3, 0, 0, 0, 0]);
  expect(days(there)).toEqual([
    ['2027-03-14', 2],
    ['2027-03-15', 1],
  ]);
  expect(leads(there)).toEqual([1, 2, 0, 0, 0, 0]);
});

it('no-shows of finished days by lead time; those whom nobody marked, and walk-ins, do not count', async () => {
  const clinic = await march13();
  const long = await books(clinic, '2027-03-01T17:00:00Z');
  const week = await books(clinic, '2027-03-08T17:00:00Z');
  const same = await books(clinic, '2027-03-13T10:00:00Z');
  await books(clinic, '2027-03-13T10:00:00Z');
  const { tap, walkIn } = await worker(clinic);
  await tap(idOf(long), [0, 'no_show']);
  await tap(idOf(week), [0, 'no_show'], [5, 'arrived']);
  await tap(idOf(same), [0, 'arrived'], [9, 'done']);
  await walkIn(1);
  const none = { people: 0, noShows: 0, unmarked: 0 };
  expect((await reportOf(clinic)).noShows).toMatchObject(none);
  at('2027-03-14T05:00:00Z');
  const { noShows } = await reportOf(clinic);
  expect(noShows).toMatchObject({ people: 3, noShows: 1, unmarked: 1 });
  expect(noShows.byLead.map(({ people, noShows: n }) => [people, n])).toEqual([
    ...[
      [1, 0],
      [0, 0],
      [1, 0],
      [1, 1],
    ],
    ...[
      [0, 0],
      [0, 0],
    ],
  ]);
  at('2027-03-13T17:00:00Z');
  await test.app.get(CompleteClinic).run(clinic.id, { booked: 4, arrived: 3, noShows: 1, walkIns: 1, done: 1 }, SHELL);
  expect((await reportOf(clinic)).noShows).toMatchObject({ people: 3, noShows: 1, unmarked: 1 });
});

it('who was erased counts as before, and it says how many those are', async () => {
  const clinic = await march13();
  const one = await books(clinic, '2027-03-02T17:00:00Z', { language: 'km' });
  for (const language of ['es', 'es', 'es']) await books(clinic, '2027-03-02T17:00:00Z', { language });
  await test.database.query(`update attendees set needs_interpreter = true where language = 'km' and clinic_id = $1`, [
    clinic.id,
  ]);
  at('2027-03-14T17:00:00Z');
  const before = await reportOf(clinic);
  expect(before).toMatchObject({
    languages: [{ language: 'es', people: 3, needInterpreter: 0 }],
    otherLanguages: { people: 1, needInterpreter: 1 },
    erased: 0,
  });
  expect(JSON.stringify(before)).not.toContain('km');
  await test.app.get(EraseOwn).run(tokenOf(one));
  expect(await reportOf(clinic)).toEqual({ ...before, erased: 1 });
  const page = await pageOf(clinic);
  expect(page).toContain('The names of 1 booking have been erased; all of them still count.');
  expect(page).toMatch(/Other languages/);
  expect(page).not.toMatch(/Khmer|Test Person|style=/);
});
