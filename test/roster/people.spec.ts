import pg from 'pg';
import { eventually } from '../support/eventually.js';
import type { MadeClinic } from '../support/factories.js';
import { makeClinic } from '../support/factories.js';
import { atTheTable, audited, rosterPath, setStations, somebody, to } from '../support/roster.js';
import { postForm, signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;
let clinic: MadeClinic;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  clinic = await makeClinic(test);
});

const path = () => rosterPath(clinic);

it('notes refuse official numbers and say why; nobody writes over what they have not read', async () => {
  const { id } = await somebody(test, clinic);
  const { browser } = await atTheTable(test, clinic);
  await browser.open(`${path()}/people/${id}`);
  await browser.press('Save', { notes: 'A 123 456 789' });
  expect([browser.status, browser.text.includes('This looks like an A-number')]).toEqual([422, true]);
  await browser.press('Save', { notes: 'x'.repeat(501) });
  expect(browser.text).toContain('Write at most 500 characters');
  const other = (await atTheTable(test, clinic, 'Bruno')).browser;
  await other.open(`${path()}/people/${id}`);
  await browser.press('Save', { notes: 'Needs a chair', language: 'es', needsInterpreter: 'on' });
  expect(browser.html).toMatch(/data-language="es"/);
  expect(browser.text).toContain('Has notes');
  await other.press('Save', { notes: 'Brings her son' });
  expect([other.status, other.text.includes('Needs a chair'), other.text.includes('Brings her son')]).toEqual([
    ...[422, true, true],
  ]);
  await other.press('Save', { notes: 'Needs a chair, brings her son' });
  expect(other.url).toBe(`${path()}#a-${id}`);
  // What the one left as it was, the other has not undone.
  const [row] = await test.database.query<{ notes: string }>(
    'select notes, language, needs_interpreter as needs from attendees where id = $1',
    [id],
  );
  expect(row).toMatchObject({ language: 'es', needs: true });
  expect(row?.notes).not.toMatch(/chair/);
});

it('a phone is shown to whoever asks, and leaves its own row; the list holds none', async () => {
  const { id } = await somebody(test, clinic, { phone: '+16175550142' });
  const { browser, headers } = await atTheTable(test, clinic);
  const list = await test.app.inject({ url: `${path()}/people.json`, headers });
  expect(list.body).not.toContain('5550142');
  expect(list.json()).toMatchObject({
    clinic: { id: clinic.id },
    mayOverbook: false,
    people: [{ id, hasPhone: true }],
  });
  await browser.open(`${path()}/people/${id}`);
  expect(browser.html).not.toContain('555-0142');
  await browser.press('Show the phone number');
  expect(browser.text).toContain('617-555-0142');
  const asked = await test.app.inject({
    ...{ method: 'POST', url: `${path()}/people/${id}/phone`, headers: { ...headers, accept: 'application/json' } },
  });
  expect(asked.json()).toEqual({ phone: '+16175550142' });
  expect((await audited(test, clinic, 'viewed')).filter(({ reason }) => reason === 'phone')).toHaveLength(2);
});

it('undo leads back to where somebody was, also to the station at which they arrived', async () => {
  await setStations(test, clinic, 'Check-in', 'Screening');
  const { id } = await somebody(test, clinic);
  const { tap, browser } = await atTheTable(test, clinic);
  await tap(to(id, 0, { status: 'arrived' }), to(id, 1, { station: 'Screening' }));
  await browser.open(`${path()}/people/${id}`);
  await browser.press('Undo: back to Check-in');
  expect(browser.html).toMatch(/data-station="Check-in"/);
});

it('a wrong tap that is taken back costs nobody their turn', async () => {
  await setStations(test, clinic, 'Check-in', 'Screening');
  const { id } = await somebody(test, clinic);
  const { tap } = await atTheTable(test, clinic);
  await tap(to(id, 0, { status: 'arrived' }));
  await test.database.query(`update roster_taps set tapped_at = tapped_at - interval '30 minutes'`);
  const undone = await tap(to(id, 1, { station: 'Screening' }), to(id, 2, { station: 'Check-in' }));
  const waits = Date.now() - Date.parse(String(undone[1]?.attendee?.stationAt));
  expect(Math.round(waits / 60_000)).toBe(30);
});

it('a tap to a station that goes at this moment leads nobody to a place that is no more', async () => {
  await setStations(test, clinic, 'Check-in', 'Screening');
  const { id } = await somebody(test, clinic);
  const { tap } = await atTheTable(test, clinic);
  const editor = new pg.Client({ connectionString: test.databaseUrl });
  await editor.connect();
  await editor.query('begin');
  await editor.query(`delete from clinic_stations where clinic_id = $1 and name = 'Screening'`, [clinic.id]);
  const tapped = tap(to(id, 0, { station: 'Screening' }));
  await eventually(async () => {
    const waiting = await test.database.query(`select 1 from pg_stat_activity where wait_event_type = 'Lock'`);
    expect(waiting).not.toEqual([]);
  });
  await editor.query('commit');
  await editor.end();
  expect((await tapped)[0]).toMatchObject({ outcome: 'conflict', attendee: { station: null } });
});

it('stations are set, their people counted, called in turn by language, and seen on the wall without names', async () => {
  const lead = (await atTheTable(test, clinic, 'Marisol', 'coordinator')).browser;
  await lead.open(`${path()}/stations`);
  await lead.press('Save the stations', { stations: 'Check-in\ncheck-in' });
  expect([lead.status, lead.text.includes('a name of its own')]).toEqual([422, true]);
  await lead.press('Save the stations', { stations: 'Check-in\nScreening' });
  expect(lead.text).toContain('Saved.');
  const [first, second] = [
    await somebody(test, clinic, { fullName: 'First Person' }),
    await somebody(test, clinic, { fullName: 'Sec Ond', language: 'ht' }),
  ];
  const { tap, browser, headers } = await atTheTable(test, clinic);
  await tap(to(first.id, 0, { station: 'Screening' }), to(second.id, 0, { station: 'Screening' }));
  await browser.open(`${path()}/next`);
  expect(browser.text).toContain('First Person');
  await browser.open(`${path()}/next?speaks=ht`);
  expect(browser.text).toContain('Sec Ond');
  await browser.press('Call');
  expect(browser.url).toBe(`${path()}/next?speaks=ht`);
  expect(browser.text).toContain('1 wait here, none in these languages');
  const wrong = await postForm(test, `${path()}/call`, { attendee: first.id, seen: '99999999999' }, headers);
  expect(wrong.statusCode).toBe(404);
  await browser.open(`${path()}/board`);
  expect(browser.text).toContain(`${second.reference.slice(0, 3)} ${second.reference.slice(3)}`);
  expect(browser.html).not.toMatch(/First Person|Sec Ond/);
  const other = (await atTheTable(test, clinic, 'Paul', 'coordinator')).browser;
  await other.open(`${path()}/stations`);
  await lead.press('Save the stations', { stations: 'Check-in' });
  expect(lead.text).toContain('2 people are at no station now');
  await other.press('Save the stations', { stations: 'Screening\nCopies' });
  expect([other.status, other.text.includes('They are now: Check-in')]).toEqual([422, true]);
  await other.press('Save the stations', { stations: 'Screening\nCopies' });
  expect(other.text).toContain('Saved.');
});

it('nobody sees a clinic that is not theirs: by page, JSON, stream or guess', async () => {
  const other = await makeClinic(test);
  const { id } = await somebody(test, clinic);
  const stranger = await signedIn(test, 'intake', { clinics: [other.id] });
  const headers = { cookie: stranger.cookie, 'sec-fetch-site': 'same-origin', accept: 'application/json' };
  const pages = ['', '/people.json', '/events', '/walk-in', '/next', '/board', `/people/${id}`];
  for (const page of pages) {
    const answer = await test.app.inject({ url: `${path()}${page}`, headers });
    expect([page, answer.statusCode]).toEqual([page, 404]);
  }
  // Of their own clinic, with an id that is another's.
  const own = `/staff/clinics/${other.id}/roster`;
  expect((await test.app.inject({ url: `${own}/people/${id}`, headers })).statusCode).toBe(404);
  const phone = await test.app.inject({ method: 'POST', url: `${own}/people/${id}/phone`, headers });
  expect(phone.statusCode).toBe(404);
  const taps = [to(id, 0, { status: 'done' })];
  const guess = await test.app.inject({ method: 'POST', url: `${own}/taps`, headers, payload: { taps } });
  expect(guess.json()).toMatchObject({ results: [{ outcome: 'gone', attendee: null }] });
  const tap = await test.app.inject({ method: 'POST', url: `${path()}/taps`, headers, payload: { taps } });
  expect(tap.statusCode).toBe(404);
  const walkIn = { name: 'Jean-Robert Mérilus', language: 'ht', slotId: clinic.slots[0]?.id ?? '' };
  const foreign = await postForm(test, `${own}/walk-in`, walkIn, headers);
  expect(foreign.statusCode).toBe(422);
  const [row] = await test.database.query('select status, version from attendees where id = $1', [id]);
  expect(row).toEqual({ status: 'expected', version: 0 });
});
