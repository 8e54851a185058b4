import type { Browser, Page } from 'playwright-core';
import { PracticeDay } from '../../src/app/practice-day.js';
import { freePort } from '../support/app-process.js';
import { launchBrowser } from '../support/browser.js';
import { looksRight } from '../support/looks-right.js';
import { signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;
let browser: Browser;
let page: Page;
let roster: string;
const errors: string[] = [];

beforeAll(async () => {
  const port = await freePort();
  const PUBLIC_URL = `http://localhost:${port}`;
  test = await startTestApp({ env: { PUBLIC_URL } });
  await test.app.listen(port, '127.0.0.1');
  const id = await test.app.get(PracticeDay).make();
  await test.database.query('update slots set capacity = taken where clinic_id = $1', [id]);
  roster = `${PUBLIC_URL}/staff/clinics/${id}/roster`;
  browser = await launchBrowser();
  const { browserCookie } = await signedIn(test, 'coordinator', { name: 'Cora', clinics: [id] });
  const context = await browser.newContext({ locale: 'en-US' });
  await context.addCookies([browserCookie]);
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
}, 60_000);
afterAll(async () => {
  await browser.close();
  await test.close();
});

const press = (name: string | RegExp) => page.getByRole('main').getByRole('button', { name }).first().click();
const follow = (name: string | RegExp) => page.getByRole('main').getByRole('link', { name }).first().click();
const title = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

it('the day from the door to the wall: a walk-in over capacity, notes, stations, whose turn it is, the board', async () => {
  await page.goto(new URL('/staff', roster).href);
  await follow('Roster');
  await title('Practice clinic');
  await looksRight(page);

  await follow('Add a walk-in');
  await looksRight(page);
  await page.getByLabel('Name', { exact: true }).fill('Jean-Robert Mérilus');
  await page.getByLabel('Needs an interpreter').check();
  await press('Let them in');
  await page.getByText('This time is full').first().waitFor();
  await looksRight(page);
  await page.getByLabel(/over capacity/i).check();
  await page.getByLabel(/why/i).fill('Came from far');
  await press('Let them in');
  await title('They are on the roster');
  await looksRight(page);

  await page.goto(roster);
  await follow('Jean-Robert Mérilus');
  await page.getByRole('textbox', { name: 'Notes' }).fill('SSN 123-45-6789');
  await press('Save');
  await page
    .getByText(/looks like/)
    .first()
    .waitFor();
  await looksRight(page);
  await page.getByRole('textbox', { name: 'Notes' }).fill('Needs a chair');
  await press('Save');
  await title('Practice clinic');

  await follow('Stations');
  await title(/stations/);
  await looksRight(page);
  await page.goto(roster);
  await follow('Next');
  await looksRight(page);
  const called = page.getByRole('list', { name: 'Called to Check-in' });
  await press('Call');
  const who = await called.locator('[dir=auto]').innerText();
  await press('Back in line');
  await called.waitFor({ state: 'detached' });
  await press('Call');
  await called.getByText(who).waitFor();
  await press('On to Screening');
  await called.waitFor({ state: 'detached' });
  await looksRight(page);
  await page.goto(`${roster}/board`);
  await looksRight(page);
  const wall = await page.locator('body').innerText();
  expect(wall).not.toMatch(/Jean-Robert|Mérilus/);
  expect(errors).toEqual([]);
}, 120_000);
