import { Holds } from '../../src/places/holds.js';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { freePort } from '../support/app-process.js';
import { eventually } from '../support/eventually.js';
import { launchBrowser } from '../support/browser.js';
import { book, bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import { keyboardOf } from '../support/keyboard.js';
import { looksRight } from '../support/looks-right.js';
import { signedIn } from '../support/staff.js';
import { dayAhead } from '../support/team.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let base: string;
const errors: string[] = [];

beforeAll(async () => {
  const port = await freePort();
  base = `http://localhost:${port}`;
  test = await startTestApp({ env: { PUBLIC_URL: base } });
  await test.app.listen(port, '127.0.0.1');
  await makeClinic(test, { title: 'Codman Square Library', day: dayAhead(test, 10), to: '13:00', capacity: 4 });
  await makeClinic(test, { title: 'Video call clinic', mode: 'virtual', day: dayAhead(test, 12), capacity: 1 });
  const full = await makeClinic(test, {
    title: 'Grove Hall Library',
    day: dayAhead(test, 20),
    to: '10:00',
    capacity: 1,
  });
  await book(test, bookingBody(full.slots[0]?.id ?? ''));
  browser = await launchBrowser();
}, 60_000);
beforeEach(async () => {
  context = await browser.newContext({ locale: 'en-US' });
  await context.addCookies([(await signedIn(test, 'phone_desk', { name: 'Phuong' })).browserCookie]);
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
});
afterEach(async () => {
  await context.close();
  expect(errors).toEqual([]);
  expect(await countsDiffer(test)).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await test.close();
});

/** Until the page is there, and its script listens. */
async function title(name: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.waitForLoadState();
}
const held = () => test.database.query<{ n: number }>('select sum(n)::integer as n from hold_places');

it('a new caller is booked by the keyboard alone, in at most twelve key presses besides what is typed', async () => {
  const { press, type, counted, focused } = keyboardOf(page);
  await page.goto(`${base}/staff/desk/places`);
  await looksRight(page);
  await press('2');
  await title(/^Book /);
  expect(await held()).toEqual([{ n: 1 }]);
  // The browser puts the focus there a moment after the page has loaded.
  await page.locator('#name:focus').waitFor();
  await type('Marie Joseph');
  await press('Tab');
  await type('Hai');
  await press('Tab', 'Space', 'Tab');
  await type('617 555 0142');
  await press('Tab');
  expect(await focused()).toBe('They agree to text messages');
  await press('Space');
  await looksRight(page);
  await press('Enter');
  await title(/^Booked: /);
  expect(counted.presses).toBeLessThanOrEqual(12);
  const said = await page.getByRole('main').innerText();
  expect(said).toMatch(/Marie Joseph: you have a place on \w+, \w+ \d+, at 10:00 am\./);
  expect(said).toMatch(/Your reference is (?:(?:[A-Z] as in \S+|\w+)(?:, |; then |\.)){6}/);
  expect(said).toContain('We send you a text message with all of this now.');
  expect(said).toContain('Codman Square Library, 1 Test Street');
  await looksRight(page);
  const [booking] = await test.database.query(
    `select b.source, b.language, a.needs_interpreter, c.channel, c.recorded_by like 'staff:%' as recorded
     from bookings b join attendees a on a.booking_id = b.id join consents c on c.booking_id = b.id
     order by b.created_at desc limit 1`,
  );
  expect(booking).toEqual({ source: 'phone', language: 'ht', needs_interpreter: true, channel: 'sms', recorded: true });
  expect(await held()).toEqual([{ n: null }]);
});

it('what is typed stays through everything: a fault, one more person, another time', async () => {
  await page.goto(`${base}/staff/desk/places`);
  await page.getByLabel('They speak').selectOption('kea');
  await page.getByRole('button', { name: 'Show' }).click();
  expect(await page.getByRole('main').innerText()).toContain('Nobody there speaks Cape Verdean Creole');
  await page.keyboard.press('1');
  await title(/^Book /);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ana Gomes');
  await page.getByRole('textbox', { name: 'Phone' }).fill('555');
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await page.getByText('The phone number needs 10 digits').first().waitFor();
  await page.getByRole('textbox', { name: 'Phone' }).fill('617 555 0143');
  await page.getByRole('button', { name: 'One more person' }).click();
  expect(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('Ana Gomes');
  expect(await held()).toEqual([{ n: 2 }]);
  await page.getByLabel('Name of person 2').fill('Joao Gomes');
  await page.getByRole('button', { name: 'Another time' }).click();
  await title('The next times with room for 2 people');
  expect(await held()).toEqual([{ n: null }]);
  await page.keyboard.press('3');
  expect(await page.getByLabel('Name of person 2').inputValue()).toBe('Joao Gomes');
  expect(await page.getByLabel('Language').inputValue()).toBe('kea');
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await title(/^Booked: /);
  expect(await page.getByRole('main').innerText()).toContain('Ana Gomes and Joao Gomes: you have 2 places on');
  expect(await page.getByRole('main').innerText()).toContain('please write this down');
});

it('nothing suits them: they stand on the list of calls, with what would', async () => {
  await page.goto(`${base}/staff/desk/places`);
  await page.getByText('None of these suits them?').click();
  await page.getByRole('button', { name: 'Put them on the list' }).click();
  await page.getByRole('alert').getByText('phone').first().waitFor();
  await page.getByRole('textbox', { name: 'Number' }).fill('617 555 0144');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Rosa Lima');
  await page.getByRole('textbox', { name: 'What would suit them' }).fill('A Sunday');
  await looksRight(page);
  await page.getByRole('button', { name: 'Put them on the list' }).click();
  await title(/call/);
  expect(await page.getByRole('main').innerText()).toContain('Wanted a place, all was full');
});

it('a time that somebody else had faster is said, with what was typed', async () => {
  await page.goto(`${base}/staff/desk/places`);
  const pick = page.getByRole('button', { name: /1 left/ }).first();
  const slotId = (await pick.getAttribute('value')) ?? '';
  expect((await book(test, bookingBody(slotId))).statusCode).toBe(201);
  await pick.click();
  await page.getByText('Somebody was faster').waitFor();
  expect(await page.getByRole('button', { name: /left/ }).count()).toBeGreaterThan(0);
});

it('is let go when the page is closed, kept when one comes back, and said to be gone when it is', async () => {
  const renewals = { asked: 0, answered: 0 };
  const isRenewal = (request: Request) => request.url().endsWith('/renew');
  page.on('request', (request) => (renewals.asked += Number(isRenewal(request))));
  page.on('requestfinished', (request) => (renewals.answered += Number(isRenewal(request))));
  /** The page has asked to keep it, and again a little later: nothing that it asks by itself is under way. */
  const settled = async (before: number) => {
    for (const more of [1, 2]) {
      const both = { asked: before + more, answered: before + more };
      await eventually(() => expect(renewals).toEqual(both));
      if (more === 1) await page.clock.fastForward(5_000);
    }
  };
  await page.clock.install();
  await page.goto(`${base}/staff/desk/places`);
  await page.keyboard.press('1');
  await page.getByText(/^Kept for (?:10:00|9:5)/).waitFor();
  await settled(0);
  await page.goto(`${base}/staff`);
  const soon = `select 1 from holds where expires_at < now() + interval '21 seconds'`;
  await eventually(async () => expect(await test.database.query(soon)).toHaveLength(1));
  await page.goBack();
  await page.getByText(/^Kept for/).waitFor();
  await settled(2);
  expect(await test.database.query(soon)).toHaveLength(0);
  await page.reload();
  await page.getByText(/^Kept for/).waitFor();
  await settled(4);
  expect(await test.database.query(soon)).toHaveLength(0);
  await page.getByRole('searchbox').first().fill('codman');
  await page.keyboard.press('Enter');
  await eventually(async () => expect(await test.database.query(soon)).toHaveLength(1));
  await page.goBack();
  await settled(6);
  expect(await test.database.query(soon)).toHaveLength(0);
  await test.database.query(`update holds set expires_at = now()`);
  await test.app.get(Holds).giveBackLapsed();
  await page.getByRole('button', { name: 'Keep it ten more minutes' }).click();
  await page.getByText('It is not kept any more.').waitFor();
});
