import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { booked } from '../support/bookings.js';
import type { MadeClinic } from '../support/factories.js';
import { book, bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { postForm, signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';
import { RosterReader } from '../../src/roster/roster-reader.js';

let test: TestApp;
let clinic: MadeClinic;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  clinic = await makeClinic(test);
});

const path = () => `/staff/clinics/${clinic.id}/roster`;

interface Result {
  id: string;
  outcome: string;
  attendee: { status: string; version: number; station: string | null; arrivedAt: string | null } | null;
}

/** Somebody who works at the clinic, in a browser without scripts and with taps as the script sends them. */
async function atTheTable(name = 'Anita', role: 'intake' | 'coordinator' = 'intake') {
  const { cookie, id } = await signedIn(test, role, { clinics: [clinic.id], name });
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  const send = (taps: object[]) =>
    test.app.inject({ method: 'POST', url: `${path()}/taps`, headers, payload: { taps } });
  const tap = async (...taps: object[]) => {
    const answer = await send(taps);
    expect(answer.statusCode).toBe(200);
    return answer.json<{ results: Result[] }>().results;
  };
  const browser = new PlainBrowser(test);
  const [key = '', value = ''] = cookie.split('=');
  browser.jar.set(key, value);
  return { id, cookie, headers, send, tap, browser };
}

async function somebody(contact: object = {}, slot = 0) {
  const { attendees, reference } = await booked(test, bookingBody(clinic.slots[slot]?.id ?? '', { ...contact }));
  return { id: attendees[0]?.id ?? '', reference };
}

const to = (attendeeId: string, seen: number, wish: object, id = randomUUID()) => ({ id, attendeeId, seen, ...wish });
const audited = (action: string) =>
  test.database.query<{ reason: string | null; actor: string }>(
    'select reason, actor from audit_events where action = $1 and clinic_id = $2 order by id',
    [action, clinic.id],
  );
const setStations = (...names: string[]) =>
  test.database.query(
    'insert into clinic_stations (clinic_id, position, name) select $1, n, s from unnest($2::text[]) with ordinality as u (s, n)',
    [clinic.id, names],
  );

/** The statements that the app sends while something happens. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const send = pg.Client.prototype.query;
  let n = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    n += 1;
    return (send as (...args: unknown[]) => unknown).apply(this, args);
  } as typeof send;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = send;
  }
  return n;
}

it('without a script: a tap is a form, and what others said meanwhile is shown in its place', async () => {
  const { id } = await somebody({ fullName: 'Lourdes Tavares' });
  const { browser } = await atTheTable();
  await browser.open(path());
  expect([browser.status, browser.title]).toEqual([200, 'Test Library']);
  await browser.press('Arrived');
  expect(browser.html).toMatch(/data-status="arrived"[^>]*data-version="1"/);
  const { tap } = await atTheTable('Bruno');
  await tap(to(id, 1, { status: 'no_show' }));
  await browser.press('Done');
  expect(browser.text).toContain('Two answers. You: Done. Bruno: No-show.');
  await browser.press('Done');
  expect(browser.html).toMatch(/data-status="done"/);
  await browser.press('Undo');
  expect(browser.html).toMatch(/data-status="expected"/);
  await browser.press('Look up', { who: 'lourdés' });
  expect([browser.url, browser.text.includes('Lourdes Tavares')]).toEqual([`${path()}/find`, true]);
  await browser.press('Look up', { who: 'zzz' });
  expect(browser.text).toContain('Nobody on this roster');
});

it('a tap is done once; who was slower is told what is so', async () => {
  await setStations('Check-in', 'Screening');
  const { id } = await somebody();
  const [anita, bruno] = [await atTheTable(), await atTheTable('Bruno')];
  const first = to(id, 0, { status: 'arrived' });
  expect(await anita.tap(first)).toMatchObject([
    { id: first.id, outcome: 'applied', attendee: { status: 'arrived', version: 1, station: 'Check-in' } },
  ]);
  expect(await anita.tap(first)).toMatchObject([{ outcome: 'applied', attendee: { version: 1 } }]);
  expect(await bruno.tap(to(id, 0, { status: 'arrived' }))).toMatchObject([{ outcome: 'agreed' }]);
  expect(await bruno.tap(to(id, 0, { status: 'no_show' }))).toMatchObject([
    { outcome: 'conflict', attendee: { status: 'arrived', version: 1 } },
  ]);
  const elsewhere = await bruno.tap(to(id, 1, { station: 'Nowhere' }), to(randomUUID(), 0, { status: 'done' }));
  expect(elsewhere).toMatchObject([{ outcome: 'conflict' }, { outcome: 'gone', attendee: null }]);
  const way = await anita.tap(
    to(id, 1, { station: 'Screening' }),
    to(id, 2, { status: 'done' }),
    to(id, 3, { status: 'expected' }),
  );
  expect(way.map(({ outcome, attendee }) => [outcome, attendee?.status, attendee?.station])).toEqual([
    ['applied', 'arrived', 'Screening'],
    ['applied', 'done', null],
    ['applied', 'expected', null],
  ]);
  expect(way.at(-1)?.attendee?.arrivedAt).toBeNull();
  for (const wrong of [{}, { status: 'gone' }, { status: 'done', station: 'Screening' }]) {
    expect((await anita.send([to(id, 4, wrong)])).statusCode).toBe(422);
  }
});

it('twenty who tap the same person at once: one is done, all others learn of it', async () => {
  const { id } = await somebody();
  const { tap } = await atTheTable();
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, i) => tap(to(id, 0, { status: i % 2 ? 'arrived' : 'no_show' }))),
  );
  const outcomes = results.flat().map(({ outcome }) => outcome);
  expect(outcomes.filter((one) => one === 'applied')).toHaveLength(1);
  expect(results.flat().every(({ attendee }) => attendee?.version === 1)).toBe(true);
});

it('the list is one query, a tap three round trips at most, whose session is asked for among them', async () => {
  const { id } = await somebody();
  const { tap } = await atTheTable();
  const reader = test.app.get(RosterReader);
  expect(await statementsOf(() => reader.people(clinic.id))).toBe(1);
  expect(await statementsOf(() => tap(to(id, 0, { status: 'arrived' })))).toBeLessThanOrEqual(3);
  expect(await statementsOf(() => tap(to(id, 0, { status: 'done' })))).toBeLessThanOrEqual(3);
});

const WALK_IN = { name: 'Jean-Robert Mérilus', language: 'ht', needsInterpreter: 'on' };

it('a walk-in without a phone has arrived, once; full is full, but for who may and says why', async () => {
  await setStations('Check-in');
  const table = await atTheTable();
  const { browser } = table;
  await browser.open(`${path()}/walk-in`);
  expect(browser.text).toContain('2 places left');
  const sent = browser.formOf('Let them in', WALK_IN);
  await browser.press('Let them in', WALK_IN);
  expect(browser.title).toBe('They are on the roster');
  expect(browser.text).toMatch(/[A-Z0-9]{3} [A-Z0-9]{3}/);
  const again = await test.app.inject({
    ...{ method: 'POST', url: sent.action, payload: sent.body },
    headers: { ...table.headers, 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(again.statusCode).toBe(303);
  expect(String(again.headers.location)).toBe(browser.url);
  expect(await audited('walk_in_added')).toHaveLength(1);
  await browser.open(path());
  expect(browser.html).toMatch(/data-status="arrived"[^>]*data-language="ht" data-station="Check-in"/);
  for (const slot of [0, 1, 1]) await somebody({}, slot);

  await browser.open(`${path()}/walk-in`);
  expect(browser.text).toContain('Only a coordinator or an administrator');
  await browser.press('Let them in', { name: 'Ana Paula' });
  expect([browser.status, browser.text.includes('This time is full')]).toEqual([409, true]);
  const slotId = clinic.slots[0]?.id ?? '';
  const over = { ...WALK_IN, name: 'Ana Paula', slotId, over: 'yes', overReason: 'Came from far' };
  const refused = await postForm(test, `${path()}/walk-in`, over, table.headers);
  expect(refused.statusCode).toBe(403);

  const lead = (await atTheTable('Marisol', 'coordinator')).browser;
  await lead.open(`${path()}/walk-in`);
  await lead.press('Let them in', { ...over, overReason: '' });
  expect([lead.status, lead.text.includes('Why')]).toEqual([422, true]);
  await lead.press('Let them in', over);
  expect(lead.title).toBe('They are on the roster');
  expect(await audited('walk_in_over_capacity')).toMatchObject([{ reason: 'Came from far' }]);
  const [slot] = await test.database.query('select taken, extra from slots where id = $1', [slotId]);
  expect(slot).toEqual({ taken: 3, extra: 1 });
  expect(await countsDiffer(test)).toEqual([]);
});

it('walk-ins and online bookings race for the last places: as many as there are', async () => {
  clinic = await makeClinic(test, { capacity: 7, to: '10:00' });
  const slotId = clinic.slots[0]?.id ?? '';
  const authorization = `Bearer ${await test.token('intake')}`;
  const walkIn = (n: number) =>
    test.app.inject({
      ...{ method: 'POST', url: `/api/admin/clinics/${clinic.id}/roster/walk-ins` },
      headers: { authorization, 'idempotency-key': randomUUID() },
      payload: { slotId, fullName: `Walk In ${'abcdefghijklmnopqrst'[n]}`, language: 'en', needsInterpreter: false },
    });
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => [walkIn(n), book(test, bookingBody(slotId))]).flat(),
  );
  const codes = answers.map(({ statusCode }) => statusCode);
  expect([codes.filter((code) => code === 201).length, codes.filter((code) => code === 409).length]).toEqual([7, 33]);
  expect(await countsDiffer(test)).toEqual([]);
});

it('notes refuse official numbers and say why; nobody writes over what they have not read', async () => {
  const { id } = await somebody();
  const { browser } = await atTheTable();
  await browser.open(`${path()}/people/${id}`);
  await browser.press('Save', { notes: 'A 123 456 789' });
  expect([browser.status, browser.text.includes('This looks like an A-number')]).toEqual([422, true]);
  await browser.press('Save', { notes: 'x'.repeat(501) });
  expect(browser.text).toContain('Write at most 500 characters');
  const other = (await atTheTable('Bruno')).browser;
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
  const [row] = await test.database.query<{ notes: string }>('select notes from attendees where id = $1', [id]);
  expect(row?.notes).not.toMatch(/chair/);
});

it('a phone is shown to whoever asks, and leaves its own row; the list holds none', async () => {
  const { id } = await somebody({ phone: '+16175550142' });
  const { browser, headers } = await atTheTable();
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
  expect((await audited('viewed')).filter(({ reason }) => reason === 'phone')).toHaveLength(2);
});

it('stations are set, their people counted, called in turn by language, and seen on the wall without names', async () => {
  const lead = (await atTheTable('Marisol', 'coordinator')).browser;
  await lead.open(`${path()}/stations`);
  await lead.press('Save the stations', { stations: 'Check-in\ncheck-in' });
  expect([lead.status, lead.text.includes('a name of its own')]).toEqual([422, true]);
  await lead.press('Save the stations', { stations: 'Check-in\nScreening' });
  expect(lead.text).toContain('Saved.');
  const [first, second] = [
    await somebody({ fullName: 'First Person' }),
    await somebody({ fullName: 'Sec Ond', language: 'ht' }),
  ];
  const { tap, browser } = await atTheTable();
  await tap(to(first.id, 0, { station: 'Screening' }), to(second.id, 0, { station: 'Screening' }));
  await browser.open(`${path()}/next`);
  expect(browser.text).toContain('First Person');
  await browser.open(`${path()}/next?speaks=ht`);
  expect(browser.text).toContain('Sec Ond');
  await browser.press('Call');
  expect(browser.url).toBe(`${path()}/next?speaks=ht`);
  expect(browser.text).toContain('1 wait here, none in these languages');
  await browser.open(`${path()}/board`);
  expect(browser.text).toContain(`${second.reference.slice(0, 3)} ${second.reference.slice(3)}`);
  expect(browser.html).not.toMatch(/First Person|Sec Ond/);
  await lead.press('Save the stations', { stations: 'Check-in' });
  expect(lead.text).toContain('2 people are at no station now');
});

it('nobody sees a clinic that is not theirs: by page, JSON, stream or guess', async () => {
  const other = await makeClinic(test);
  const { id } = await somebody();
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
  const walkIn = { ...WALK_IN, slotId: clinic.slots[0]?.id ?? '' };
  const foreign = await postForm(test, `${own}/walk-in`, walkIn, headers);
  expect(foreign.statusCode).toBe(422);
  const [row] = await test.database.query('select status, version from attendees where id = $1', [id]);
  expect(row).toEqual({ status: 'expected', version: 0 });
});
