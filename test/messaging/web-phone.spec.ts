import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { makeAccount, PRACTICE } from '../../src/sms-standin/account.js';
import { SmsStandin } from '../../src/sms-standin/standin.js';
import { freePort } from '../support/app-process.js';
import { booked } from '../support/bookings.js';
import { launchBrowser } from '../support/browser.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import { looksRight } from '../support/looks-right.js';
import { until } from '../support/messaging-app.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

/** The practice phone in a real browser, beside the running app. */
let test: TestApp;
let standin: SmsStandin;
let browser: Browser;
let clinic: MadeClinic;
const faults: string[] = [];

beforeAll(async () => {
  const port = await freePort();
  const publicUrl = `http://localhost:${port}`;
  standin = await new SmsStandin({ account: makeAccount(publicUrl), delivers: true }).start();
  standin.mishaps.delaySeconds = 0;
  test = await startTestApp({
    env: {
      ...{ PUBLIC_URL: publicUrl, SMS_CHANNEL: 'twilio', TWILIO_API_BASE_URL: standin.url, TWILIO_FROM: PRACTICE.from },
      ...{ TWILIO_ACCOUNT_SID: PRACTICE.sid, TWILIO_AUTH_TOKEN: PRACTICE.token, SMS_SEGMENTS_PER_SECOND: '1000' },
      // As it runs for real: what is written is dealt with whenever that is.
      RUN_WORKER: 'true',
    },
  });
  await test.app.listen(port, '127.0.0.1');
  browser = await launchBrowser();
  const day = new Date(Date.now() + 21 * 86_400_000).toISOString().slice(0, 10);
  clinic = await makeClinic(test, { capacity: 20, day });
}, 60_000);
afterAll(async () => {
  await browser.close();
  await Promise.all([test.close(), standin.close()]);
});

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'en-US', ...options })).newPage();
  page.setDefaultTimeout(10_000);
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
  await page.goto(standin.url);
  return page;
}

async function book(phone: string): Promise<string> {
  const { reference } = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone, email: undefined }));
  return reference;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const replies = () => test.database.query<{ pictures: number }>('select pictures from replies order by received_at');
const optOuts = () => test.database.query('select channel from opt_outs');
/** Waits until the text about a booking is so; another may follow it, to be sent later. */
const becomes = (reference: string, state: string, errorCode: string | null = null) =>
  until(
    () => rowOf(reference),
    (row) => row?.state === state && row.errorCode === errorCode,
  );
const rowOf = async (reference: string) => {
  const rows = await test.database.query<{ state: string; errorCode: string | null }>(
    `select m.state, m.error_code as "errorCode" from messages m join bookings b on b.id = m.subject_id
     where b.reference = $1 and m.channel = 'sms' and m.follows is null`,
    [reference],
  );
  return rows[0];
};

it('a text appears by itself, is answered, stopped and begun again, and the app hears of each', async () => {
  const page = await open();
  await page.getByRole('heading', { level: 1, name: 'No text has come yet' }).waitFor();
  await looksRight(page);
  const reference = await book('+16175550181');
  await page.getByRole('heading', { level: 1, name: 'Texts have come' }).waitFor();
  await page.getByRole('link', { name: '+1 617 555 0181' }).click();
  const log = page.getByRole('log');
  await log.getByText('delivered · 2 segments, GSM-7').waitFor();
  await becomes(reference, 'delivered');
  expect(await log.getByRole('link').getAttribute('href')).toMatch(/^http:\/\/localhost:\d+\/m\//);

  await page.getByLabel('Answer', { exact: true }).fill('Can I bring my sister?');
  await press(page, 'Send the answer');
  await log.getByText('The app has it.').waitFor();
  expect(await replies()).toHaveLength(1);
  // What is typed stays while other texts come in.
  await page.getByLabel('Answer', { exact: true }).fill('half an ans');
  const { from: number, to } = standin.sent[0] ?? { from: '', to: '' };
  standin.take({ from: number, to, body: 'One more thing', statusCallback: `${test.config.publicUrl}/x` });
  await log.getByText('One more thing').waitFor();
  expect(await page.getByLabel('Answer', { exact: true }).inputValue()).toBe('half an ans');
  await looksRight(page);

  await press(page, 'STOP');
  await log.getByText('You have successfully been unsubscribed').waitFor();
  await page.getByText('This phone has stopped texts').waitFor();
  await until(optOuts, ({ length }) => length === 1);
  await page.getByLabel('Answer', { exact: true }).fill('START');
  await press(page, 'Send the answer');
  await log.getByText('You have successfully been re-subscribed').waitFor();
  await until(optOuts, ({ length }) => length === 0);
  expect(await page.getByText('This phone has stopped texts').count()).toBe(0);
  expect(faults).toEqual([]);
}, 60_000);

it('without scripts one writes from any number, sends a picture, and looks again by hand', async () => {
  const page = await open({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const before = (await replies()).length;
  await page.getByLabel('From', { exact: true }).fill('12');
  await page.getByLabel('Text', { exact: true }).fill('Hello');
  await press(page, 'Send the text');
  await page.getByText('The phone number needs 10 digits').waitFor();
  expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('Hello');
  await page.getByLabel('From', { exact: true }).fill('617-555-0182');
  await press(page, 'Send the text');
  await page.getByRole('heading', { level: 1, name: '+1 617 555 0182' }).waitFor();
  await press(page, '1');
  await page.locator('.mine').nth(1).waitFor();
  await page.locator('#picture').check();
  await press(page, 'Send the answer');
  await page.getByText('A picture', { exact: true }).waitFor();
  expect((await replies()).slice(before).map(({ pictures }) => pictures)).toEqual([0, 0, 1]);
  await becomes(await book('+16175550182'), 'delivered');
  await page.getByRole('link', { name: 'Look again' }).click();
  await page.getByText('You have a place').first().waitFor();
}, 60_000);

it('what was chosen to go wrong goes wrong for the app', async () => {
  const page = await open();
  await page.getByLabel('A text that the app sends').selectOption({ label: '400: there is no such number (21211)' });
  await page.getByLabel('For so many texts').fill('9');
  await press(page, 'Set this');
  await page.getByText('Now: the next 9 texts: 400: there is no such number').waitFor();
  await becomes(await book('+16175550183'), 'failed', '21211');
  await page.getByLabel('A text that the app sends').selectOption({ label: 'is taken (201)' });
  await press(page, 'Set this');
  await page.getByText('Now: each text is taken (201).').waitFor();
  await page.getByLabel('From', { exact: true }).fill('617-555-0184');
  await page.getByLabel('Text', { exact: true }).fill('Hello');
  await press(page, 'Send the text');
  await page.getByText(/^\d\d:\d\d · delivered/).waitFor();
  await page.getByLabel('This phone is').selectOption({ label: 'off (30003)' });
  await press(page, 'Set');
  await page.getByText('Now: off').waitFor();
  const reference = await book('+16175550184');
  await page.getByText('did not arrive (30003)').waitFor();
  await until(
    () => rowOf(reference),
    (row) => row?.errorCode === '30003',
  );
  expect(standin.to('+16175550183')).toEqual([]);
  const elsewhere = await fetch(`${standin.url}/mishaps`, {
    method: 'POST',
    headers: { 'Sec-Fetch-Site': 'cross-site' },
  });
  expect(elsewhere.status).toBe(403);
}, 60_000);
