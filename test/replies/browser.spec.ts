import { DateTime } from 'luxon';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Clock } from '../../src/platform/clock.js';
import { makeAccount, PRACTICE } from '../../src/sms-standin/account.js';
import { SmsStandin } from '../../src/sms-standin/standin.js';
import { freePort } from '../support/app-process.js';
import { placesLeft } from '../support/bookings.js';
import { launchBrowser } from '../support/browser.js';
import { countsDiffer, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import { signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

/** The time of day, and what people need to read a text. */
class ReadingClock extends Clock {
  private readMs = 0;

  override now(): Date {
    return new Date(Date.now() + this.readMs);
  }

  read(): void {
    this.readMs += 5_000;
  }
}

const clock = new ReadingClock();
let test: TestApp;
let standin: SmsStandin;
let browser: Browser;
let clinic: MadeClinic;
let staff: BrowserContext;
let url: string;

beforeAll(async () => {
  const port = await freePort();
  url = `http://localhost:${port}`;
  standin = await new SmsStandin({ account: makeAccount(url), delivers: true }).start();
  standin.mishaps.delaySeconds = 0;
  test = await startTestApp({
    clock,
    env: {
      ...{ PUBLIC_URL: url, SMS_CHANNEL: 'twilio', TWILIO_API_BASE_URL: standin.url, TWILIO_FROM: PRACTICE.from },
      ...{ TWILIO_ACCOUNT_SID: PRACTICE.sid, TWILIO_AUTH_TOKEN: PRACTICE.token, SMS_SEGMENTS_PER_SECOND: '1000' },
      RUN_WORKER: 'true',
    },
  });
  await test.app.listen(port, '127.0.0.1');
  browser = await launchBrowser();
  const day = DateTime.now().plus({ days: 21 }).toISODate();
  clinic = await makeClinic(test, { title: 'Codman Square Library', capacity: 1, from: '10:30', to: '11:00', day });
  const { browserCookie } = await signedIn(test, 'admin', { name: 'Maria' });
  staff = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 } });
  await staff.addCookies([{ ...browserCookie, url }]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await Promise.all([test.close(), standin.close()]);
});

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Somebody books on their phone, and says yes to texts. */
async function book(name: string, phone: string): Promise<void> {
  const page = await (await browser.newContext({ locale: 'en-US', viewport: { width: 360, height: 740 } })).newPage();
  await page.goto(url);
  await page.getByRole('link', { name: 'Codman Square Library' }).click();
  await page.getByRole('link', { name: 'Choose a time' }).click();
  await page.getByRole('link', { name: /^10:30/ }).click();
  await page.getByLabel('Your name', { exact: true }).fill(name);
  await page.getByLabel('Phone').fill(phone);
  await page.getByLabel('Send me text messages about this place').check();
  await press(page, 'Check and book');
  await press(page, 'Book this place');
  await page.getByRole('heading', { level: 1, name: 'You have a place' }).waitFor();
  await page.context().close();
}

/** Their phone on the page of the stand-in. */
async function phoneOf(shown: string) {
  const page = await (await browser.newContext({ locale: 'en-US', viewport: { width: 360, height: 740 } })).newPage();
  await page.goto(standin.url);
  await page.getByRole('link', { name: shown }).click();
  const log = page.getByRole('log');
  return {
    shows: async (text: string | RegExp) => {
      await log.getByText(text).last().waitFor();
      clock.read();
    },
    count: (text: string | RegExp) => log.getByText(text).count(),
    say: async (text: string) => {
      await page.getByLabel('Answer', { exact: true }).fill(text);
      await press(page, 'Send the answer');
      await log.getByText(text, { exact: true }).last().waitFor();
    },
    tap: (digit: '1' | '2') => press(page, digit),
  };
}

it('1 says that they come; 2 and 2 again: the place is free, the roster shows it, and it is confirmed once', async () => {
  await book('Zuleika Example', '617-555-0171');
  const phone = await phoneOf('+1 617 555 0171');
  await phone.shows('You have a place');
  const roster = await staff.newPage();
  await roster.goto(`${url}/staff/clinics/${clinic.id}/roster`);
  await roster.getByText('Zuleika Example').first().waitFor();
  await phone.tap('1');
  await phone.shows(/^Thank you! We expect you: .*10:30/);
  await phone.tap('2');
  await phone.shows(/^Free your place: .*10:30.*Reply 2 again/);
  await roster.reload();
  await roster.getByText('Said they come').first().waitFor();
  await phone.tap('2');
  await phone.shows(/^Your place is given back/);
  await roster.getByText('Zuleika Example').first().waitFor({ state: 'detached' });
  expect(await placesLeft(test, clinic.id)).toEqual([1]);
  await phone.tap('2');
  await phone.shows('You have no appointment');
  expect(await phone.count(/^Your place is given back/)).toBe(1);
  expect(await countsDiffer(test)).toEqual([]);
}, 90_000);

it('whose place was given back can be had by somebody else; their question reaches the team, and the answer their phone', async () => {
  await book('Ana Example', '617-555-0172');
  const phone = await phoneOf('+1 617 555 0172');
  await phone.shows('You have a place');
  await phone.say('Can I bring my daughter?');
  await phone.shows(/^Thank you\. A person on our team/);
  const inbox = await staff.newPage();
  await inbox.goto(`${url}/staff/replies`);
  await inbox.getByRole('heading', { level: 1, name: '1 waits for an answer' }).waitFor();
  await inbox.keyboard.press('n');
  await inbox.getByText('Can I bring my daughter?').first().waitFor();
  await inbox.getByLabel(/^Answer/).fill('Yes, bring her along.');
  await press(inbox, 'Send the answer');
  await inbox.getByRole('status').filter({ hasText: 'Answered.' }).waitFor();
  await phone.shows('Yes, bring her along.');
  await phone.say('thank you');
  await inbox.goto(`${url}/staff/replies`);
  await inbox.getByRole('heading', { level: 1, name: 'Nobody waits for an answer' }).waitFor();
  await phone.say('ok please stop texting me');
  await phone.shows(/^We will not text you any more/);
  await phone.say('2');
  await inbox.goto(`${url}/staff/opt-outs`);
  await inbox.getByLabel('Phone or email').fill('617-555-0172');
  await inbox.keyboard.press('Enter');
  await inbox.getByText('ok please stop texting me').waitFor();
  const texts = standin.sent.filter(({ to }) => to === '+16175550172').map(({ body }) => body.slice(0, 20));
  expect(texts.at(-1)).toBe('We will not text you');
  const [row] = await test.database.query(`select status from bookings order by created_at desc limit 1`);
  expect(row).toEqual({ status: 'booked' });
}, 90_000);
