import type { Browser, Page } from 'playwright-core';
import { freePort } from '../support/app-process.js';
import { booked } from '../support/bookings.js';
import { launchBrowser } from '../support/browser.js';
import { freshPhone } from '../support/caller-desk.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import { looksRight } from '../support/looks-right.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;
let browser: Browser;
let base: string;
let codman: MadeClinic;

beforeAll(async () => {
  const port = await freePort();
  base = `http://localhost:${port}`;
  test = await startTestApp({ env: { PUBLIC_URL: base } });
  await test.app.listen(port, '127.0.0.1');
  codman = await makeClinic(test, { title: 'Codman Square Library', from: '09:30', to: '13:00', capacity: 6 });
  await makeClinic(test, { title: 'Grove Hall Library', from: '09:30', to: '12:00', capacity: 6 });
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await test.close();
});

const slot = (n: number) => codman.slots[n]?.id ?? '';

/** The desk of somebody who has no mouse: keys are counted, and what is typed as data is not. */
class Desk {
  pressed = 0;

  private constructor(readonly page: Page) {}

  static async open(): Promise<Desk> {
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 } });
    await context.addCookies([(await signedIn(test, 'phone_desk', { name: 'Phuong' })).browserCookie]);
    const page = await context.newPage();
    await page.goto(`${base}/staff`);
    // The browser puts the focus there a moment after the page has loaded.
    await page.locator('#find:focus').waitFor();
    return new Desk(page);
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
    this.pressed += keys.length;
  }

  /** Until the page is there, and its script listens. */
  async title(name: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
    await this.page.waitForLoadState();
  }

  /** Data, into whatever has the focus. */
  type = (text: string) => this.page.keyboard.type(text);
  words = () => this.page.locator('main').innerText();
}

it('finds a caller by their number and moves them, in eight keys and without a mouse', async () => {
  const phone = freshPhone();
  await booked(test, bookingBody(slot(0), { fullName: 'Mirlande Joseph', phone }));
  const desk = await Desk.open();
  await desk.type(phone.slice(2));
  await desk.press('Enter');
  await desk.title('Who is calling?');
  await looksRight(desk.page);
  await desk.page.setViewportSize({ width: 1280, height: 900 });
  await desk.press('1', '2', 'Enter');
  await desk.title('Mirlande Joseph');
  await looksRight(desk.page);
  await desk.press('m');
  await desk.title('Move to which time?');
  await looksRight(desk.page);
  await desk.press('2', 'Enter');
  await desk.page.getByRole('status').filter({ hasText: 'Moved.' }).waitFor();
  expect(desk.pressed).toBeLessThanOrEqual(8);
  expect(await desk.words()).toMatch(/“You have a place on .*, at 10:30 am, at Codman Square Library.*Mirlande Joseph/);
});

it('a namesake is chosen from a list by a digit, or with the arrows', async () => {
  for (const last of ['Alves', 'Barros', 'Cunha']) {
    await booked(test, bookingBody(slot(1), { fullName: `Deolinda ${last}`, phone: freshPhone() }));
  }
  const desk = await Desk.open();
  await desk.type('deolinda');
  await desk.press('Enter');
  await desk.title('Found: 3 people');
  await looksRight(desk.page);
  await desk.press('2');
  await desk.title('Who is calling?');
  expect(await desk.words()).toContain('Deolinda Barros');
  await desk.press('/');
  await desk.type('deolinda');
  await desk.press('Enter');
  await desk.title('Found: 3 people');
  await desk.press('ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'Enter');
  await desk.title('Who is calling?');
  expect(await desk.words()).toContain('Deolinda Cunha');
});

it('a new number is carried to the places, posted', async () => {
  const desk = await Desk.open();
  await desk.type('six one seven, double five five, nine oh nine oh');
  await desk.press('Enter');
  await desk.title('Nobody has booked with 617-555-9090');
  await looksRight(desk.page);
  const posted = desk.page.waitForRequest((request) => request.method() === 'POST');
  await desk.press('Enter');
  const sent = await posted;
  expect(new URL(sent.url()).pathname).toBe('/staff/desk/places');
  expect(new URLSearchParams(sent.postData() ?? '').get('phone')).toBe('+16175559090');
});

it('corrects, gives back, and stops messages by keys; what was typed stays where it was wrong', async () => {
  const phone = freshPhone();
  await booked(test, bookingBody(slot(2), { fullName: 'Rosa Castilo', phone }));
  const desk = await Desk.open();
  await desk.type('rosa castilo');
  await desk.press('Enter');
  await desk.title('Who is calling?');
  // A key that is held down repeats, also on the page that it opened: it is one key press.
  for (let i = 0; i < 4; i++) await desk.page.keyboard.down('1');
  expect(await desk.page.getByRole('checkbox', { name: 'Full name' }).isChecked()).toBe(true);
  await desk.page.keyboard.up('1');
  await desk.press('Enter');
  await desk.page.getByRole('alert').waitFor();
  expect(await desk.page.getByRole('checkbox', { name: 'Full name' }).isChecked()).toBe(true);
  await looksRight(desk.page);
  await desk.press('3', 'Enter');
  await desk.title('Rosa Castilo');
  await desk.press('e');
  await desk.title('Correct what?');
  await looksRight(desk.page);
  await desk.page.getByLabel('Full name').fill('Rosa Castillo');
  await desk.page.getByLabel('Phone', { exact: true }).fill('12');
  await desk.press('Enter');
  await desk.page.getByRole('alert').waitFor();
  expect(await desk.page.getByLabel('Full name').inputValue()).toBe('Rosa Castillo');
  await desk.page.getByLabel('Phone', { exact: true }).fill(phone);
  await desk.press('Enter');
  await desk.title('Rosa Castillo');
  await desk.press('o');
  await desk.title('Do they want messages?');
  await looksRight(desk.page);
  await desk.press('1');
  await desk.page.getByRole('status').waitFor();
  expect(await desk.words()).toContain('told us on the phone');
  await desk.press('c');
  await desk.title('Give back which place?');
  await looksRight(desk.page);
  await desk.press('Enter');
  await desk.page.getByRole('status').filter({ hasText: 'Given back.' }).waitFor();
  expect(await desk.words()).toContain('You do not need to come.');
});

it('works without a script too', async () => {
  const phone = freshPhone();
  await booked(test, bookingBody(slot(3), { fullName: 'Ana Gomes', phone }));
  const page = new PlainBrowser(test);
  page.jar.set('staff', (await signedIn(test, 'phone_desk')).token);
  await (await page.open('/staff')).press('Find', { find: phone });
  expect(page.title).toBe('Who is calling?');
  const { action, body } = page.formOf('Open the card');
  const facts = new URLSearchParams(body);
  facts.append('fact', 'reference');
  facts.append('fact', 'time');
  await test.app.inject({
    method: 'POST',
    url: action,
    payload: facts.toString(),
    headers: {
      ...{ 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      cookie: `staff=${page.jar.get('staff')}`,
    },
  });
  const card = action.replace('/identity', '');
  expect((await page.open(card)).title).toBe('Ana Gomes');
  await (await page.follow('Move')).press('Move to this time', { slotId: slot(4) });
  expect([page.url, page.text]).toEqual([`${card}?done=moved`, expect.stringContaining('at 11:30 am')]);
  await page.press('Send again');
  expect(page.text).toContain('Sent again.');
});
