import { generate } from 'otplib';
import type { Browser, Page } from 'playwright-core';
import { Dispatch } from '../../src/messaging/dispatch.js';
import { Sealer } from '../../src/platform/sealing.js';
import { HelpStaff } from '../../src/staff/help-staff.js';
import { freePort } from '../support/app-process.js';
import { axeFaults } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { makeClinic } from '../support/factories.js';
import { inFull } from '../support/full.js';
import { PASSWORD } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;
let browser: Browser;
const base = { url: '' };

beforeAll(async () => {
  const port = await freePort();
  base.url = `http://localhost:${port}`;
  test = await startTestApp({ env: { PUBLIC_URL: base.url } });
  await test.app.listen(port, '127.0.0.1');
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await test.close();
});

async function open(): Promise<{ page: Page; errors: string[] }> {
  const page = await (await browser.newContext({ locale: 'en-US' })).newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  return { page, errors };
}

/** Widths at which axe looks. */
const LOOKED_AT = inFull([1280, 360], [360]);

/** At both ends nothing is wider than the screen; and nothing that axe knows of. */
async function looksRight(page: Page): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 740 });
    const faults = LOOKED_AT.includes(width) ? await axeFaults(page) : [];
    expect({ url: page.url(), width, faults }).toMatchObject({ faults: [] });
    const { scrollWidth, clientWidth } = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return { scrollWidth, clientWidth };
    });
    expect({ url: page.url(), scrollWidth }).toEqual({ url: page.url(), scrollWidth: clientWidth });
  }
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

it('from the one-time link to a team of two, each signed in', async () => {
  const clinic = await makeClinic(test, { title: 'Codman Square Library' });
  const { page, errors } = await open();
  const link = (await test.app.get(HelpStaff).setupLink()) ?? '';
  await page.goto(link);
  await looksRight(page);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada Admin');
  await page.getByLabel('Email').fill('ada@example.org');
  await page.getByLabel('New password').fill('short');
  await press(page, 'Make the account');
  await page.getByRole('alert').getByRole('link', { name: 'Use at least 12 characters.' }).waitFor();
  await looksRight(page);
  await page.getByLabel('New password').fill(PASSWORD);
  await press(page, 'Make the account');

  await title(page, 'Set up your second factor');
  await looksRight(page);
  const secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', '');
  await page.getByLabel('Code that the app shows').fill(await generate({ secret }));
  await press(page, 'Turn it on');
  await title(page, 'Keep these recovery codes');
  await looksRight(page);
  const recovery = (await page.locator('.codes li').first().textContent()) ?? '';
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await title(page, 'No clinic today');
  await looksRight(page);
  const dead = await open();
  expect((await dead.page.goto(link))?.status()).toBe(404);
  await looksRight(dead.page);

  await page.getByRole('link', { name: 'People' }).click();
  await looksRight(page);
  await page.getByRole('link', { name: 'Invite somebody' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Cora Coordinator');
  await page.getByLabel('Email').fill('cora@example.org');
  await looksRight(page);
  await press(page, 'Send the invitation');
  await title(page, 'Cora Coordinator');
  await page.getByLabel('Codman Square Library').check();
  await press(page, 'Keep these changes');
  await page.getByLabel('Codman Square Library').and(page.locator(':checked')).waitFor();
  await looksRight(page);

  const cora = await open();
  await cora.page.goto(await invitation());
  await looksRight(cora.page);
  await cora.page.getByLabel('New password').fill(PASSWORD);
  await press(cora.page, 'Join');
  await title(cora.page, 'No clinic today');
  expect(await cora.page.getByRole('link', { name: 'People' }).count()).toBe(0);
  expect((await cora.page.goto(`${base.url}/staff/people`))?.status()).toBe(403);
  await looksRight(cora.page);
  const scope = await test.database.query('select clinic_id from clinic_staff');
  expect(scope).toEqual([{ clinic_id: clinic.id }]);
  await cora.page.goto(`${base.url}/staff/me`);
  await looksRight(cora.page);
  await press(cora.page, 'Sign out');
  await signIn(cora.page, 'cora@example.org');
  await title(cora.page, 'No clinic today');

  await page.goto(`${base.url}/staff/me`);
  await press(page, 'Sign out');
  await signIn(page, 'ada@example.org');
  await title(page, 'Write the code from your app');
  await looksRight(page);
  await page.getByLabel('Code').fill(recovery);
  await press(page, 'Go on');
  await title(page, 'No clinic today');
  expect(errors.filter((one) => !one.includes('422'))).toEqual([]);
}, 120_000);

async function signIn(page: Page, email: string): Promise<void> {
  await title(page, 'Sign in');
  await looksRight(page);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await press(page, 'Sign in');
}

/** The link in the email that was just sent. */
async function invitation(): Promise<string> {
  await test.app.get(Dispatch).round();
  const [row] = await test.database.query<{ body: string }>(
    `select body from messages where kind = 'staff_invitation'`,
  );
  const { text } = JSON.parse(test.app.get(Sealer).open(row?.body ?? '', 'messages.body')) as { text: string };
  return /http\S+/.exec(text)?.[0] ?? '';
}
