import pg from 'pg';
import type { MadeClinic } from '../support/factories.js';
import { makeClinic } from '../support/factories.js';
import { idOf, reportDesk } from '../support/reports.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const clock = new TestClock(new Date('2027-03-01T17:00:00Z'));
let test: TestApp;
let mine: MadeClinic;
let other: MadeClinic;
let video: MadeClinic;
const { at, get, books, worker } = reportDesk(() => test, clock);

interface Season {
  from: string;
  to: string;
  calledOff: number;
  clinics: { id: string; booked: number; walkIns: number; capacity: number }[];
  bookings: { day: string; bookings: number }[];
  noShows: { people: number; noShows: number };
  languages: { language: string; people: number }[];
  otherLanguages: { people: number };
  stations: { station: string; people: number }[];
  visit: { people: number } | null;
}

beforeAll(async () => {
  test = await startTestApp({ clock });
  const day = { day: '2027-03-13', capacity: 10 };
  mine = await makeClinic(test, { title: 'Mine', ...day });
  other = await makeClinic(test, { title: 'Other', ...day });
  video = await makeClinic(test, { title: 'Video', mode: 'virtual', day: '2027-05-02' });
  for (const [clinic, station] of [
    [mine, 'Ours'],
    [other, 'Theirs'],
  ] as const) {
    await test.database.query('insert into clinic_stations (clinic_id, position, name) values ($1, 1, $2)', [
      clinic.id,
      station,
    ]);
  }
  const [ours, theirs] = [await worker(mine), await worker(other)];
  for (let i = 0; i < 3; i++) {
    const here = await books(mine, '2027-03-02T17:00:00Z', { language: 'es' });
    const there = await books(other, '2027-03-03T17:00:00Z', { language: 'vi' });
    await ours.tap(idOf(here), [0, 'arrived'], [20, 'done']);
    await theirs.tap(idOf(there), [0, 'arrived'], [30, 'done']);
  }
  await theirs.tap(idOf(await books(other, '2027-03-03T17:00:00Z')), [0, 'no_show']);
  await books(video, '2027-04-01T17:00:00Z');
  at('2027-06-01T17:00:00Z');
}, 60_000);
afterAll(() => test.close());

const season = async (query = '', ...who: Parameters<typeof get> extends [string, ...infer W] ? W : never) =>
  (await get(`/api/admin/reports${query}`, ...who)).json<Season>();

it('whoever leads one clinic gets nothing of another, in no number of any report', async () => {
  const theirs = await season('', 'coordinator', [mine.id]);
  expect(theirs).toMatchObject({
    ...{ from: '2027-01-01', to: '2027-12-31', calledOff: 0 },
    clinics: [{ id: mine.id, booked: 3, walkIns: 0, capacity: 20 }],
    bookings: [{ day: '2027-03-02', source: 'online', bookings: 3, cancelled: 0 }],
    noShows: { people: 3, noShows: 0 },
    languages: [{ language: 'es', people: 3 }],
    otherLanguages: { people: 0 },
    stations: [{ station: 'Ours', people: 3 }],
    visit: { people: 3 },
  });
  const page = await get('/staff/reports', 'coordinator', [mine.id]);
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toMatch(/Theirs|Vietnamese|Test Person/);
  expect(page.body).not.toContain(other.id);
  expect((await get(`/staff/clinics/${other.id}/report`, 'coordinator', [mine.id])).statusCode).toBe(404);
  expect((await get(`/api/admin/clinics/${other.id}/report`, 'coordinator', [mine.id])).statusCode).toBe(404);
  const nobody = await season('', 'coordinator', []);
  expect(nobody).toMatchObject({ clinics: [], bookings: [], languages: [], stations: [], visit: null });
  expect((await get('/staff/reports', 'coordinator', [])).body).toContain('No clinic has places in this season.');
  for (const role of ['phone_desk', 'intake'] as const) {
    expect((await get('/staff/reports', role, [mine.id])).statusCode).toBe(403);
  }
});

it('over all of them, by days, venue and kind; what was called off or is a draft does not count', async () => {
  const all = await season();
  expect(all.clinics.map(({ id }) => id)).toEqual([mine.id, other.id, video.id]);
  expect(all).toMatchObject({ noShows: { people: 7, noShows: 1 }, visit: { people: 6 } });
  const [row] = await test.database.query<{ id: string }>('select venue_id as id from clinics where id = $1', [
    mine.id,
  ]);
  const ids = async (query: string) => (await season(query)).clinics.map(({ id }) => id);
  expect(await ids(`?venue=${row?.id}`)).toEqual([mine.id]);
  expect(await ids('?mode=virtual')).toEqual([video.id]);
  expect(await ids('?from=2027-03-13&to=2027-03-13')).toEqual([mine.id, other.id]);
  expect(await ids('?from=2027-05-03')).toEqual([]);
  await test.database.query(`update clinics set status = 'cancelled' where id = $1`, [other.id]);
  await test.database.query(`update clinics set status = 'draft' where id = $1`, [video.id]);
  const less = await season();
  expect([less.calledOff, less.clinics.map(({ id }) => id), less.noShows.people]).toEqual([1, [mine.id], 3]);
  expect((await get('/staff/reports')).body).toContain('1 clinic called off does not count.');
  await test.database.query(`update clinics set status = 'published' where id = any($1::uuid[])`, [
    [other.id, video.id],
  ]);
});

it('what cannot be asked is named, on the page beside its field; an empty field is none', async () => {
  const wrong = async (query: string) => {
    const answer = await get(`/api/admin/reports${query}`);
    const { errors = [] } = answer.json<{ errors?: { field: string; code: string }[] }>();
    return [answer.statusCode, ...errors.map(({ field, code }) => `${field} ${code}`)];
  };
  expect(await wrong('?from=yesterday')).toEqual([422, 'from day_form']);
  expect(await wrong('?from=2027-05-01&to=2027-04-30')).toEqual([422, 'to end_before_start']);
  expect(await wrong('?from=2020-01-01&to=2027-04-30')).toEqual([422, 'to season_too_long']);
  expect(await wrong('?venue=everywhere')).toEqual([422, 'venue venue_unknown']);
  expect(await wrong('?mode=phone')).toEqual([422, 'mode not_in_list']);
  const page = await get('/staff/reports?from=2027-05-01&to=2027-04-30&venue=&mode=');
  expect([page.statusCode, page.body.includes('The end must come after the start')]).toEqual([422, true]);
  expect(page.body).toContain('value="2027-05-01"');
  expect((await get('/staff/reports?from=&to=&venue=&mode=')).statusCode).toBe(200);
});

it('as many statements for many clinics as for one', async () => {
  const statements = async (query: string) => {
    const send = pg.Client.prototype.query;
    let n = 0;
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      n += /with applied|from clinics|from slots/.test(String((args[0] as { text?: string }).text ?? args[0])) ? 1 : 0;
      return (send as (...args: unknown[]) => unknown).apply(this, args);
    } as typeof send;
    try {
      await get(`/staff/reports${query}`);
    } finally {
      pg.Client.prototype.query = send;
    }
    return n;
  };
  const few = await statements('?mode=virtual');
  expect(few).toBe(6);
  expect(await statements('')).toBe(few);
});
