import { randomUUID } from 'node:crypto';
import { RosterReader } from '../../src/roster/roster-reader.js';
import type { MadeClinic } from '../support/factories.js';
import { book, bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import { inFull } from '../support/full.js';
import { atTheTable, audited, rosterPath, setStations, somebody, statementsOf, to } from '../support/roster.js';
import { postForm } from '../support/staff.js';
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

const PEOPLE = inFull(500, 20);
const path = () => rosterPath(clinic);

it('without a script: a tap is a form, and what others said meanwhile is shown in its place', async () => {
  const { id } = await somebody(test, clinic, { fullName: 'Lourdes Tavares' });
  const { browser } = await atTheTable(test, clinic);
  await browser.open(path());
  expect([browser.status, browser.title]).toEqual([200, 'Test Library']);
  await browser.press('Arrived');
  expect(browser.html).toMatch(/data-status="arrived"[^>]*data-version="1"/);
  const { tap } = await atTheTable(test, clinic, 'Bruno');
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
  await setStations(test, clinic, 'Check-in', 'Screening');
  const { id } = await somebody(test, clinic);
  const [anita, bruno] = [await atTheTable(test, clinic), await atTheTable(test, clinic, 'Bruno')];
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

it('a device whose clock is behind makes nothing happen before what it had seen', async () => {
  await setStations(test, clinic, 'Check-in', 'Screening');
  const { id } = await somebody(test, clinic);
  const { tap } = await atTheTable(test, clinic);
  await tap(to(id, 0, { status: 'arrived' }));
  const tappedAt = new Date(Date.now() - 3 * 3_600_000).toISOString();
  await tap({ ...to(id, 1, { station: 'Screening' }), tappedAt });
  const [late] = await test.database.query(
    `select (select bool_and(station_at >= arrived_at) from attendees where id = $1) as person,
       (select bool_and(tapped_at >= received_at - interval '1 minute') from roster_taps where attendee_id = $1) as taps`,
    [id],
  );
  expect(late).toEqual({ person: true, taps: true });
});

it('twenty who tap the same person at once: one is done, all others learn of it', async () => {
  const { id } = await somebody(test, clinic);
  const { tap } = await atTheTable(test, clinic);
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, i) => tap(to(id, 0, { status: i % 2 ? 'arrived' : 'no_show' }))),
  );
  const outcomes = results.flat().map(({ outcome }) => outcome);
  expect(outcomes.filter((one) => one === 'applied')).toHaveLength(1);
  expect(results.flat().every(({ attendee }) => attendee?.version === 1)).toBe(true);
});

it('the list is one query, a tap three round trips at most, whose session is asked for among them', async () => {
  clinic = await makeClinic(test, { capacity: PEOPLE });
  for (let i = 1; i < PEOPLE; i += 1) await somebody(test, clinic);
  const { id } = await somebody(test, clinic);
  const { tap } = await atTheTable(test, clinic);
  const reader = test.app.get(RosterReader);
  expect(await reader.people(clinic.id)).toHaveLength(PEOPLE);
  expect(await statementsOf(() => reader.people(clinic.id))).toBe(1);
  expect(await statementsOf(() => tap(to(id, 0, { status: 'arrived' })))).toBeLessThanOrEqual(3);
  expect(await statementsOf(() => tap(to(id, 0, { status: 'done' })))).toBeLessThanOrEqual(3);
});

const WALK_IN = { name: 'Jean-Robert Mérilus', language: 'ht', needsInterpreter: 'on' };

it('a walk-in without a phone has arrived, once; full is full, but for who may and says why', async () => {
  await setStations(test, clinic, 'Check-in');
  const table = await atTheTable(test, clinic);
  const { browser } = table;
  await browser.open(`${path()}/walk-in`);
  expect(browser.text).toContain('2 places left');
  const [form, sent] = [browser.html, browser.formOf('Let them in', WALK_IN)];
  await browser.press('Let them in', WALK_IN);
  expect(browser.title).toBe('They are on the roster');
  expect(browser.text).toMatch(/[A-Z0-9]{3} [A-Z0-9]{3}/);
  const again = await test.app.inject({
    ...{ method: 'POST', url: sent.action, payload: sent.body },
    headers: { ...table.headers, 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(again.statusCode).toBe(303);
  expect(String(again.headers.location)).toBe(browser.url);
  expect(await audited(test, clinic, 'walk_in_added')).toHaveLength(1);
  // Back, another name over the first, sent again: nobody is lost, and nobody is let in twice.
  Object.assign(browser, { html: form });
  await browser.press('Let them in', { ...WALK_IN, name: 'Ana Paula' });
  expect([browser.status, browser.text.includes('This form has let somebody in already')]).toEqual([409, true]);
  await browser.open(path());
  expect(browser.text).not.toContain('Ana Paula');
  await browser.open(path());
  expect(browser.html).toMatch(/data-status="arrived"[^>]*data-language="ht" data-station="Check-in"/);
  const leaves = await somebody(test, clinic);
  for (const slot of [1, 1]) await somebody(test, clinic, {}, slot);

  await browser.open(`${path()}/walk-in`);
  expect(browser.text).toContain('Only a coordinator or an administrator');
  await browser.press('Let them in', { name: 'Ana Paula' });
  expect([browser.status, browser.text.includes('This time is full')]).toEqual([409, true]);
  const slotId = clinic.slots[0]?.id ?? '';
  const over = { ...WALK_IN, name: 'Ana Paula', slotId, over: 'yes', overReason: 'Came from far' };
  const refused = await postForm(test, `${path()}/walk-in`, over, table.headers);
  expect(refused.statusCode).toBe(403);

  const lead = (await atTheTable(test, clinic, 'Marisol', 'coordinator')).browser;
  await lead.open(`${path()}/walk-in`);
  await lead.press('Let them in', { ...over, overReason: '' });
  expect([lead.status, lead.text.includes('Why')]).toEqual([422, true]);
  await lead.press('Let them in', over);
  expect(lead.title).toBe('They are on the roster');
  expect(await audited(test, clinic, 'walk_in_over_capacity')).toMatchObject([{ reason: 'Came from far' }]);
  const counts = async () => (await test.database.query('select taken, extra from slots where id = $1', [slotId]))[0];
  expect(await counts()).toEqual({ taken: 3, extra: 1 });
  // Whoever leaves now makes it as full as it was planned to be: what was over capacity is sold to nobody.
  await test.app.inject({ method: 'POST', url: `/api/bookings/${leaves.token}/cancel` });
  expect(await counts()).toEqual({ taken: 2, extra: 0 });
  expect((await book(test, bookingBody(slotId))).statusCode).toBe(409);
  expect(await countsDiffer(test)).toEqual([]);
});

it('whoever has booked and comes to the table as a walk-in is found on the roster', async () => {
  const contact = { fullName: 'Lourdes Tavares', phone: '+16175550143' };
  const { id } = await somebody(test, clinic, contact);
  const { browser } = await atTheTable(test, clinic);
  await browser.open(`${path()}/walk-in`);
  await browser.press('Let them in', { name: 'lourdes tavares', phone: '617 555 0143' });
  expect([browser.status, browser.text.includes('is on this roster already')]).toEqual([409, true]);
  expect(browser.html).toContain(`href="${path()}/people/${id}"`);
  expect(browser.html).toContain('value="617 555 0143"');
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
