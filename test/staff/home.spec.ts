import type pg from 'pg';
import type { Role } from '../../src/access/permissions.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import { booked } from '../support/bookings.js';
import { signedIn } from '../support/staff.js';
import { PlainBrowser } from '../support/plain-browser.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

/** A Saturday morning in Boston. */
const NOW = new Date('2026-12-05T13:00:00Z');

let test: TestApp & { clock: TestClock };
let today: MadeClinic;
let next: MadeClinic;
let draft: MadeClinic;

beforeAll(async () => {
  const clock = new TestClock(NOW);
  test = { ...(await startTestApp({ clock })), clock };
});
afterAll(() => test.close());

/** The page as somebody of this role sees it. */
async function pageOf(role: Role, clinics: string[] = [], url = '/staff') {
  const browser = new PlainBrowser(test);
  const { token } = await signedIn(test, role, { clinics });
  browser.jar.set('staff', token);
  return browser.open(url);
}

it('says what to do while there is no clinic at all, by what one may do', async () => {
  const ofAdmin = await pageOf('admin');
  expect([ofAdmin.title, ofAdmin.text]).toEqual(['No clinic is planned', expect.stringContaining('Make a clinic')]);
  const ofPhoneDesk = await pageOf('phone_desk');
  expect(ofPhoneDesk.text).toContain('Nobody can book now. When a coordinator publishes a clinic, it stands here.');
  for (const role of ['coordinator', 'intake'] as const) {
    const page = await pageOf(role);
    expect(page.title).toBe('You are not assigned to a clinic yet');
    expect(page.text).toContain('Ask an administrator');
  }
});

it('names the next clinic on a day without one', async () => {
  next = await makeClinic(test, { title: 'Grove Hall', day: '2026-12-19' });
  const page = await pageOf('phone_desk');
  expect(page.title).toBe('No clinic today');
  expect(page.text).toContain('The next is Grove Hall, Saturday, December 19.');
});

it('shows today first, then what comes, each with how full it is and whether one can book', async () => {
  today = await makeClinic(test, { title: 'Codman Square', day: '2026-12-05' });
  draft = await makeClinic(test, { title: 'East Boston', day: '2026-12-12', draft: true });
  await makeClinic(test, { title: 'Long ago', day: '2026-12-06' });
  await test.database.query(`update clinics set day = '2026-12-04' where title = 'Long ago'`);
  await booked(test, bookingBody(today.slots[0]?.id ?? ''));
  const page = await pageOf('admin');
  expect(page.title).toBe('One clinic today');
  const order = ['Codman Square', '1 of 4 places taken', 'After today', 'East Boston', 'Draft', 'Grove Hall'];
  expect(page.text).toMatch(new RegExp(order.join('.*')));
  expect(page.text).toContain('English, Spanish, Haitian Creole');
  expect(page.text).not.toContain('Long ago');
});

it('shows drafts to those who plan, and to nobody else', async () => {
  expect((await pageOf('phone_desk')).text).not.toContain('East Boston');
  expect((await pageOf('phone_desk', [], `/staff/clinics/${draft.id}`)).status).toBe(404);
  expect((await pageOf('coordinator', [draft.id])).text).toContain('East Boston');
});

it('coordinators and intake see their own clinics and know of no other', async () => {
  for (const role of ['coordinator', 'intake'] as const) {
    const page = await pageOf(role, [next.id]);
    expect([page.title, page.text]).toEqual(['No clinic today', expect.not.stringContaining('Codman Square')]);
    expect((await pageOf(role, [next.id], `/staff/clinics/${next.id}`)).title).toBe('Grove Hall');
    expect((await pageOf(role, [next.id], `/staff/clinics/${today.id}`)).status).toBe(404);
  }
});

it('a clinic to read: how full each time is, in words', async () => {
  await test.database.query('update slots set open = false where id = $1', [today.slots[1]?.id]);
  await booked(test, bookingBody(today.slots[0]?.id ?? ''));
  const page = await pageOf('phone_desk', [], `/staff/clinics/${today.id}`);
  expect(page.text).toMatch(/9:30 am to 10:00 am.*2 of 2 full.*10:00 am to 10:30 am.*0 of 2 closed/);
  expect(page.links.map(({ words }) => words)).toEqual(
    expect.arrayContaining(['Home', 'See what the public sees', 'Keys ?']),
  );
  expect(page.text).not.toMatch(/Test Person|617/);
});

it('says to those who call how many wait, and how long the oldest', async () => {
  const { app } = test;
  const ask = (phone: string) =>
    app.inject({
      method: 'POST',
      url: '/api/call-me',
      payload: { fullName: 'Test Person', phone, language: 'en', bestTime: 'any' },
    });
  expect((await pageOf('phone_desk')).text).not.toContain('to make');
  await ask('617-555-0151');
  test.clock.at = new Date(NOW.getTime() + 3 * 60 * 60_000);
  await ask('617-555-0152');
  const page = await pageOf('phone_desk');
  expect(page.text).toContain('2 calls to make, the oldest waits for 3 hours.');
  expect((await page.follow('2 calls to make')).title).toBe('2 calls to make');
  expect((await pageOf('intake')).text).not.toContain('to make');
  test.clock.at = NOW;
});

it('is one query for its list, with three clinics and with sixty', async () => {
  const { cookie } = await signedIn(test, 'admin');
  const pool = (test.database.dataSource.driver as unknown as { master: pg.Pool }).master;
  let queries = 0;
  pool.on('acquire', () => (queries += 1));
  const cost = async () => {
    queries = 0;
    const { body } = await test.app.inject({ url: '/staff', headers: { cookie } });
    return { queries, clinics: body.match(/\/staff\/clinics\/[0-9a-f-]{36}"/g)?.length };
  };
  const few = await cost();
  for (let i = 0; i < 57; i++) await makeClinic(test, { title: `Clinic ${i}`, day: '2027-01-09', mode: 'virtual' });
  const many = await cost();
  expect([few.clinics, many.clinics]).toEqual([3, 60]);
  // One for the session, one for the list, one for the calls to make, one for the replies.
  expect([few.queries, many.queries]).toEqual([4, 4]);
});
