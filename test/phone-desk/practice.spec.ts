import type { Browser, Page } from 'playwright-core';
import { freePort } from '../support/app-process.js';
import { launchBrowser } from '../support/browser.js';
import { countsDiffer, makeClinic } from '../support/factories.js';
import { keyboardOf } from '../support/keyboard.js';
import { looksRight } from '../support/looks-right.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { signedIn } from '../support/staff.js';
import { dayAhead } from '../support/team.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

const PRACTICE = '/staff/desk/practice';

let test: TestApp;
let browser: Browser;
let page: Page;
let base: string;
const errors: string[] = [];

beforeAll(async () => {
  const port = await freePort();
  base = `http://localhost:${port}`;
  test = await startTestApp({ env: { PUBLIC_URL: base } });
  await test.app.listen(port, '127.0.0.1');
  browser = await launchBrowser();
  page = await desk();
}, 60_000);
afterEach(async () => {
  expect(errors).toEqual([]);
  expect(await countsDiffer(test)).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await test.close();
});

/** A page of somebody of the phone desk. */
async function desk(): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 } });
  await context.addCookies([(await signedIn(test, 'phone_desk', { name: 'Phuong' })).browserCookie]);
  const opened = await context.newPage();
  opened.setDefaultTimeout(5_000);
  opened.on('pageerror', (error) => errors.push(error.message));
  return opened;
}

const title = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const statusOf = (who: string, on = page) =>
  on.getByRole('listitem').filter({ hasText: who }).getByRole('heading').innerText();
const taken = () => test.database.query<{ n: number }>('select sum(taken)::integer as n from slots');
const calls = () => test.database.query('select reason, state from call_tasks order by reason');

/** Looks for a number from the page of the practice, as its cards say. */
async function find(phone: string): Promise<void> {
  await page.goto(base + PRACTICE);
  await page.keyboard.press('/');
  await page.keyboard.type(phone);
  await page.keyboard.press('Enter');
}

/** Finds somebody by their number, and is told name and reference. */
async function open(phone: string, name: string): Promise<void> {
  const { press } = keyboardOf(page);
  await find(phone);
  await title('Who is calling?');
  await press('1', '2', 'Enter');
  await title(name);
}

it('says what is missing while no clinic has room', async () => {
  await page.goto(`${base}/staff`);
  await page.getByRole('link', { name: 'Practise the phone desk' }).click();
  await title('Practise the phone desk');
  await page.keyboard.press('b');
  await page.getByRole('alert').getByText('Ask a coordinator').waitFor();
  await looksRight(page);
  expect(await calls()).toEqual([]);
});

it('begins in the clinic with the most room, and knows from the records what somebody did', async () => {
  await makeClinic(test, { title: 'Small Library', day: dayAhead(test, 5) });
  await makeClinic(test, { title: 'Codman Square Library', day: dayAhead(test, 10), to: '13:00', capacity: 3 });
  const { press, type } = keyboardOf(page);
  await page.goto(base + PRACTICE);
  await press('b');
  await title('0 of 7 done');
  await looksRight(page);
  expect(await page.getByText(/^Booked: .*, Codman Square Library\.$/).count()).toBe(4);
  expect([await taken(), await calls()]).toEqual([[{ n: 4 }], [{ reason: 'call_me', state: 'open' }]]);

  await open('6175550171', 'Thuy Nhu Pham');
  await open('617 555 0172', 'Marie Joseph');
  await press('m');
  await title('Move to which time?');
  await press('3', 'Enter');
  await page.getByRole('status').filter({ hasText: 'Moved.' }).waitFor();
  await open('617 555 0173', 'Luis Bento Tavares');
  await press('c');
  await title('Give back which place?');
  await press('Enter');
  await page.getByRole('status').filter({ hasText: 'Given back.' }).waitFor();
  await open('617 555 0175', 'Carmen Elena Quinones');
  await press('e');
  await title('Correct what?');
  await page.getByLabel('Phone', { exact: true }).focus();
  await press('Control+a');
  await type('617-555-0176');
  await press('Enter');
  await title('Carmen Elena Quinones');
  await page.goto(base + PRACTICE);
  await title('4 of 7 done');
  expect(await statusOf('Marie Joseph')).toMatch(/Done$/);
  expect(await statusOf('Somebody new')).toMatch(/To do$/);

  await find('617 555 0174');
  await title(/^Nobody has booked/);
  await press('Enter');
  await title('The next places');
  await press('4');
  await title(/^Book /);
  await type('Wideline Charles');
  await press('Tab');
  await type('Hai');
  await press('Tab', 'Space', 'Enter');
  await title(/^Booked: /);
  await page.goto(`${base}/staff/calls`);
  await press('n');
  await title('Call Tereza Lopes Monteiro');
  await press('r');
  await title('Nobody to call');
  await press('v');
  await title(/voicemail/i);
  await page.getByLabel('Number').fill('617-555-0177');
  await page.getByLabel('What they said').fill('Is there room for two?');
  await press('Tab', 'Tab', 'Tab');
  await press('Enter');
  await title('1 call to make');
  await page.goto(base + PRACTICE);
  await title('7 of 7 done');
  await looksRight(page);
});

it('is each one’s own to do, and begins again as often as one likes; nothing else is touched', async () => {
  const colleague = await desk();
  await colleague.goto(base + PRACTICE);
  await colleague.getByRole('heading', { level: 1, name: '0 of 7 done' }).waitFor();
  await colleague.context().close();
  await test.app.inject({
    ...{ method: 'POST', url: '/api/call-me' },
    payload: { fullName: 'Test Person', phone: '617-555-0199', language: 'en', bestTime: 'any' },
  });
  expect(await taken()).toEqual([{ n: 4 }]);
  for (let round = 0; round < 2; round++) {
    await page.keyboard.press('b');
    await title('0 of 7 done');
    const open = { reason: 'call_me', state: 'open' };
    expect([await taken(), await calls()]).toEqual([[{ n: 4 }], [open, open]]);
  }
  await open('6175550175', 'Carmen Elena Quinones');
  await find('617 555 0174');
  await title(/^Nobody has booked/);
});

it('a whole class that begins at once makes one set', async () => {
  const { cookie } = await signedIn(test, 'coordinator', { clinics: [] });
  expect((await test.app.inject({ url: PRACTICE, headers: { cookie } })).body).not.toContain('Marie Joseph');
  // More than there are connections: whoever waits for their turn holds none.
  const learners = await Promise.all(
    Array.from({ length: 14 }, async () => {
      const plain = new PlainBrowser(test);
      plain.jar.set('staff', (await signedIn(test, 'phone_desk')).token);
      await plain.open(PRACTICE);
      return plain;
    }),
  );
  const began = await Promise.all(learners.map((plain) => plain.press('Begin again')));
  expect(new Set(began.map((one) => one.title))).toEqual(new Set(['0 of 7 done']));
  expect(await taken()).toEqual([{ n: 4 }]);
});

it('is not there where messages are really sent', async () => {
  const real = await startTestApp({
    env: { EMAIL_CHANNEL: 'smtp', SMTP_URL: 'smtp://localhost:2525', MAIL_FROM: 'clinics@example.org' },
  });
  const { cookie } = await signedIn(real, 'phone_desk');
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  const [seen, home] = [PRACTICE, '/staff'].map((url) => real.app.inject({ url, headers }));
  expect((await seen)?.statusCode).toBe(404);
  expect((await home)?.body).not.toContain('Practise');
  await real.close();
});
