import { SHELL } from '../../src/access/caller.js';
import { callOff } from '../../src/bookings/changes/decisions.js';
import { MakeDecision } from '../../src/bookings/changes/make-decision.js';
import { TellPeople } from '../../src/bookings/changes/tell-people.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { postForm, signedIn } from '../support/staff.js';

let test: MessagingApp;
let clinicId: string;
let references: string[];

beforeAll(async () => {
  test = await startMessagingApp('2026-12-03T15:00:00Z');
});
/** A clinic that was called off, with three people who get no messages and one who does. */
beforeEach(async () => {
  // The calls of the test before are nobody's any more.
  await test.database.query('update clinic_change_bookings set state = $$left$$');
  const { id, slots } = await makeClinic(test, { day: '2026-12-05', capacity: 4 });
  const silent = { smsConsent: false };
  references = [];
  for (const [i, phone] of ['+16175550151', '+16175550152', '+16175550153'].entries()) {
    const made = await booked(
      test,
      bookingBody(slots[i === 0 ? 0 : 1]?.id ?? '', { fullName: `Silent ${'ABC'.charAt(i)}`, phone, ...silent }),
    );
    references.push(made.reference);
  }
  await booked(test, bookingBody(slots[1]?.id ?? ''));
  await test.app.get(MakeDecision).run(id, callOff(), SHELL, { decide: undefined });
  await test.app.get(TellPeople).run(id);
  await test.dispatch();
  clinicId = id;
});
afterAll(() => test.close());

async function caller(name: string) {
  const { cookie } = await signedIn(test, 'phone_desk', { name });
  const page = new PlainBrowser(test);
  page.jar.set(cookie.split('=')[0] ?? '', cookie.slice(cookie.indexOf('=') + 1));
  return { page, cookie };
}

const list = () => `/staff/calls?clinic=${clinicId}`;
const callId = async (reference = '') =>
  (
    await test.database.query<{ id: string }>(
      `select call_id as id from clinic_change_bookings r join bookings b on b.id = r.booking_id where b.reference = $1`,
      [reference],
    )
  )[0]?.id ?? '';
const anHourLater = () => (test.clock.at = new Date(test.clock.at.getTime() + 61 * 60_000));

it('is worked through by phone: taken, no answer, noted, reached, until everybody is told', async () => {
  const { page } = await caller('Maria');
  await page.open('/staff/calls');
  expect(page.title).toBe('3 calls to make');
  // Names and numbers come with the call.
  expect(page.text).not.toMatch(/Silent|617-555/);
  await page.press('Take the next call');
  expect(page.title).toBe('Call Silent A');
  expect(page.text).toContain('617-555-0151');
  expect(page.text).toContain('will not take place. Please do not come.');
  await page.press('No answer', { note: 'SSN 123-45-6789' });
  expect([page.status, page.text]).toEqual([422, expect.stringContaining('This looks like an A-number')]);
  await page.press('No answer', { note: 'Not before 7 pm' });
  expect(page.text).toMatch(/called 1 time, last .*, again on Thursday, December 3, 11:00 am/);
  // Whoever did not answer comes last, and not before it is time.
  for (const _ of ['Silent B', 'Silent C']) {
    await page.press('Take the next call');
    expect(page.title).toMatch(/Call Silent [BC]/);
    await page.press('Reached them');
  }
  expect(page.text).toContain('Nobody is to be called right now');
  anHourLater();
  await page.open('/staff/calls');
  await page.press('Take the next call');
  expect(page.title).toBe('Call Silent A');
  expect(page.html).toContain('Not before 7 pm');
  // What should not have been noted can be taken away.
  await page.press('Give it back', { note: '' });
  await page.press('Take the next call');
  expect(page.html).not.toContain('Not before 7 pm');
  await page.press('Reached them', { note: 'Not before 7 pm' });
  expect(page.title).toBe('Nobody to call');
  const kept = await test.database.query<{ note: string }>('select note from call_tasks where note is not null');
  expect(kept.every(({ note }) => !note.includes('7 pm'))).toBe(true);
});

it('two who take the same call at once: one gets it, the other is told who', async () => {
  const [maria, anita] = [await caller('Maria'), await caller('Anita')];
  const id = await callId(references[0]);
  const url = `/staff/calls/${id}/take`;
  for (let round = 0; round < 20; round++) {
    await test.database.query('delete from call_tasks');
    const answers = await Promise.all([maria, anita].map(({ cookie }) => postForm(test, url, {}, { cookie })));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409]);
    const told = answers.find(({ statusCode }) => statusCode === 409)?.body ?? '';
    expect(told).toMatch(/(Maria|Anita) is at this call already/);
  }
  // Without asking whose it is, both would get it: this is what the race above is about.
  const both = await Promise.all(
    ['a', 'b'].map((who) =>
      test.database.query(`update call_tasks set taken_by = $1, taken_at = now() where id = $2 returning taken_by`, [
        who,
        id,
      ]),
    ),
  );
  expect(both.map((rows) => rows.length)).toEqual([1, 1]);
});

it('a call is mine for a quarter of an hour; who has it no more cannot say how it ended', async () => {
  const [maria, anita] = [await caller('Maria'), await caller('Anita')];
  await maria.page.open(list());
  await maria.page.press('Take the next call');
  await anita.page.open(list());
  expect(anita.page.text).toMatch(/Maria, since 1\d:\d\d am/);
  test.clock.at = new Date(test.clock.at.getTime() + 16 * 60_000);
  await anita.page.open(list());
  await anita.page.press('Take the next call');
  expect(anita.page.title).toBe('Call Silent A');
  await maria.page.press('Reached them');
  expect(maria.page.status).toBe(409);
  await anita.page.press('Give it back');
  expect(anita.page.text).not.toContain('called 1 time');
});

it('whoever changed their booking meanwhile is not called; intake and strangers see nothing', async () => {
  const { page } = await caller('Maria');
  await page.open(list());
  await page.press('Take the next call');
  await test.database.query(`update bookings set revision = revision + 1 where reference = $1`, [references[0]]);
  await page.open(page.url);
  expect(page.text).toContain('there is no need to call');
  const { cookie } = await signedIn(test, 'intake');
  expect((await test.app.inject({ url: list(), headers: { cookie } })).statusCode).toBe(403);
  const other = await signedIn(test, 'coordinator');
  expect((await test.app.inject({ url: list(), headers: { cookie: other.cookie } })).body).toContain('Nobody to call');
  expect((await test.app.inject({ url: page.url, headers: { cookie: other.cookie } })).statusCode).toBe(404);
});
