import type { Role } from '../../src/access/permissions.js';
import { eraseBookings } from '../../src/bookings/erasure/erase-bookings.js';
import { rows } from '../../src/platform/database.js';
import { booked } from '../support/bookings.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { postForm, signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const NOW = new Date('2026-12-05T13:00:00Z');
const PERSON = 'Mirlande Canary';

let test: TestApp;
let codman: MadeClinic;
let grove: MadeClinic;
let reference: string;

beforeAll(async () => {
  test = await startTestApp({ clock: new TestClock(NOW) });
  codman = await makeClinic(test, { title: 'Codman Square', day: '2026-12-05' });
  grove = await makeClinic(test, { title: 'Grove Hall (50% more)', day: '2026-12-16' });
  await makeClinic(test, { title: 'Video call', mode: 'virtual', day: '2026-12-06' });
  await makeClinic(test, { title: 'Secret draft', day: '2026-12-16', draft: true });
  ({ reference } = await booked(test, bookingBody(grove.slots[1]?.id ?? '', { fullName: PERSON })));
});
afterAll(() => test.close());

/** Somebody of this role looks for something in the box on their first page. */
async function look(find: string, role: Role = 'admin', clinics: string[] = []) {
  const browser = new PlainBrowser(test);
  browser.jar.set('staff', (await signedIn(test, role, { clinics })).token);
  return (await browser.open('/staff')).press('Find', { find });
}

/** The clinics on a page of results. */
const found = ({ links }: PlainBrowser) =>
  links.filter(({ href }) => href.startsWith('/staff/clinics/')).map(({ words }) => words);

const GROVE = 'Grove Hall (50% more)';

it.each([
  ['codman', ['Codman Square']],
  ['square COD', ['Codman Square']],
  ['today', ['Codman Square']],
  ['Tomorrow', ['Video call']],
  ['Dec 6', ['Video call']],
  ['saturday, december 5', ['Codman Square']],
  ['12/16', [GROVE, 'Secret draft']],
  ['2026-12-16 grove', [GROVE]],
  ['Dorchester', ['Codman Square', GROVE, 'Secret draft']],
  ['(50%', [GROVE]],
  ['.*', []],
  ['o', []],
])('%j finds %j', async (text, titles) => {
  const page = await look(text);
  expect([page.status, found(page)]).toEqual([200, titles]);
  if (titles.length === 0) expect(page.text).toContain('You can look for');
});

it('opens a booking by its reference, however it is written, for those who may read it', async () => {
  const written = `${reference.slice(0, 3)}-${reference.slice(3)}`.toLowerCase();
  for (const role of ['admin', 'phone_desk'] as const) {
    const page = await look(written, role);
    expect([page.title, page.url]).toEqual([
      'Who is calling?',
      expect.stringMatching(/^\/staff\/callers\/[0-9a-f-]{36}$/),
    ]);
    expect(page.text).toContain('Do not read these out');
  }
});

it('finds nothing outside the clinics that are theirs, and says where it looked', async () => {
  const own = await look(reference, 'coordinator', [grove.id]);
  expect(own.title).toBe('Who is calling?');
  for (const find of [reference, 'grove']) {
    const other = await look(find, 'coordinator', [codman.id]);
    expect(other.title).toBe(`Nothing found for “${find}”`);
    expect(other.text).toContain('We look only in the clinics that you are assigned to.');
  }
  expect(found(await look('dorchester', 'intake', [codman.id]))).toEqual(['Codman Square']);
  expect(found(await look('draft', 'phone_desk'))).toEqual([]);
});

it('shows no booking to those who may not read any', async () => {
  expect((await look(reference, 'intake', [grove.id])).title).toMatch(/^Nothing found/);
});

it('opens a booking that is cancelled, and none that was erased', async () => {
  const cancelled = await booked(test, bookingBody(grove.slots[0]?.id ?? ''));
  await test.app.inject({
    method: 'POST',
    url: new URL(cancelled.manageUrl).pathname.replace('/m/', '/api/bookings/') + '/cancel',
  });
  const page = await look(cancelled.reference);
  expect(page.title).toBe('Who is calling?');
  await test.database.transaction(async (tx) => {
    const text = 'select id from bookings where reference = $1';
    const [booking] = await rows<{ id: string }>(tx, text, [cancelled.reference]);
    await eraseBookings(tx, [booking?.id ?? ''], 'retention', NOW);
  });
  expect((await look(cancelled.reference)).title).toMatch(/^Nothing found/);
});

it('what is looked for is only ever posted: an address looks for nothing, and no log holds it', async () => {
  const { cookie } = await signedIn(test, 'admin');
  const answer = await test.app.inject({ url: '/staff/search?find=grove&q=grove', headers: { cookie } });
  expect(answer.body).toContain('What do you look for?');
  expect(answer.body).not.toMatch(/grove/i);
  test.logs.length = 0;
  const page = await look('zebra canary');
  expect([page.url, page.title]).toEqual(['/staff/search', 'Nothing found for “zebra canary”']);
  expect(test.logs.join('')).not.toMatch(/zebra|canary/);
});

it('takes odd things as text', async () => {
  const page = await look('<b>"x\u0000\\');
  expect([page.status, page.title]).toEqual([200, 'Nothing found for “<b>"x\u0000\\”']);
  expect((await look('x'.repeat(5_000))).status).toBe(200);
  const { cookie } = await signedIn(test, 'admin');
  const many = await postForm(test, '/staff/search', { find: ['codman', 'grove'] }, { cookie });
  expect([many.statusCode, many.body]).toEqual([200, expect.stringContaining('What do you look for?')]);
});

it('the box brings the token that browsers without Sec-Fetch-Site need', async () => {
  const { cookie } = await signedIn(test, 'intake');
  const { body } = await test.app.inject({ url: '/staff', headers: { cookie } });
  const form = /action="\/staff\/search"[\s\S]*?name="form" value="([^"]+)"/.exec(body)?.[1] ?? '';
  const send = (fields: Record<string, string>) =>
    test.app.inject({
      ...{ method: 'POST', url: '/staff/search', payload: new URLSearchParams(fields).toString() },
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    });
  expect((await send({ find: 'codman' })).statusCode).toBe(403);
  expect((await send({ find: 'codman', form })).statusCode).toBe(200);
});
