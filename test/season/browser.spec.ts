import { DateTime } from 'luxon';
import type { Browser, Page } from 'playwright-core';
import { TellPeople } from '../../src/bookings/changes/tell-people.js';
import { Dispatch } from '../../src/messaging/dispatch.js';
import { freePort } from '../support/app-process.js';
import { booked } from '../support/bookings.js';
import { launchBrowser } from '../support/browser.js';
import { bookingBody, countsDiffer, ZONE } from '../support/factories.js';
import { looksRight } from '../support/looks-right.js';
import { signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;
let browser: Browser;
let page: Page;
const base = { url: '' };
const errors: string[] = [];

beforeAll(async () => {
  const port = await freePort();
  base.url = `http://localhost:${port}`;
  test = await startTestApp({ env: { PUBLIC_URL: base.url } });
  await test.app.listen(port, '127.0.0.1');
  browser = await launchBrowser();
  const { browserCookie } = await signedIn(test, 'coordinator', { name: 'Cora Coordinator' });
  const context = await browser.newContext({ locale: 'en-US' });
  await context.addCookies([browserCookie]);
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
}, 60_000);
afterAll(async () => {
  await browser.close();
  await test.close();
});

const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click();
const follow = (name: string | RegExp) => page.getByRole('main').getByRole('link', { name }).first().click();
const title = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const fill = (label: string | RegExp, text: string) =>
  page.getByRole('main').getByLabel(label, { exact: true }).first().fill(text);

/** A Saturday some weeks ahead, in the clinic's zone. */
const now = DateTime.now().setZone(ZONE);
const saturday = now.plus({ days: 14 + ((13 - now.weekday) % 7) });
const day = saturday.toISODate() ?? '';

it('a season in the hands of a coordinator, from the first venue to a clinic that is called off', async () => {
  await page.goto(`${base.url}/staff/venues`);
  await looksRight(page);
  await follow('Add a venue');
  await fill('Name', 'Codman Square Library');
  await fill('Address', '690 Washington Street, Dorchester, MA 02124');
  await fill('Part of town', 'Dorchester');
  await fill('Room', 'Meeting room');
  await fill('How to get there', 'Bus 22 or 23 to Codman Square.');
  await fill('Accessibility', 'A ramp at the side door.');
  await looksRight(page);
  await press('Add the venue');
  await title('Venues');

  await page.goto(`${base.url}/staff/season`);
  await looksRight(page);
  await follow('New clinic');
  await fill('Title', 'Codman Square Library');
  await fill('Name in text messages', 'Codman Square clinic');
  await page.getByLabel('Venue').selectOption({ label: 'Codman Square Library' });
  await fill('Day', day);
  for (const language of ['Spanish', 'Haitian Creole']) await page.getByLabel(language, { exact: true }).check();
  await looksRight(page);
  await press('Make a draft');

  await title('Times');
  await fill('From', '09:30');
  await fill('To', '12:00');
  await press('Show the times');
  await page.getByRole('heading', { name: 'This would make 5 times with 20 places' }).waitFor();
  await looksRight(page);
  await press('Make these times');
  await page.getByRole('heading', { name: '5 times now' }).waitFor();
  await follow('Back to the clinic');
  await page.getByRole('heading', { name: 'Before it can be published' }).waitFor();
  await looksRight(page);
  await follow('Nobody has said when booking opens');
  await fill('Booking opens', now.minus({ days: 1 }).toFormat("yyyy-MM-dd'T'HH:mm"));
  await fill('Booking closes', saturday.minus({ days: 1 }).toFormat("yyyy-MM-dd'T'17:00"));
  await press('Keep these changes');
  await follow('Texts');
  await looksRight(page);
  await fill('When you arrive (English)', 'Ask at the desk on the left.');
  await press('Keep these texts');
  await follow('Reminders');
  await looksRight(page);
  await fill('How many days before', '2');
  await press('Keep these reminders');
  await page.getByRole('rowheader', { name: '2 days before' }).waitFor();
  await page.goto(page.url().replace('/reminders', ''));
  await follow('Team');
  await looksRight(page);
  await press('Keep the team');
  await press('Publish');
  await page.getByText('Open for booking, 20 left').waitFor();
  await looksRight(page);
  const clinicUrl = page.url();

  await follow('Copy');
  await fill('Every week, how many times', '3');
  await looksRight(page);
  await press('Make the copies');
  await title(/^(4|3|2) clinics|One clinic/);
  await looksRight(page);
  const days = await test.database.query<{ day: string }>('select day::text as day from clinics order by day');
  expect(days.map((row) => row.day)).toEqual([0, 1, 2, 3].map((weeks) => saturday.plus({ weeks }).toISODate()));

  const [clinic] = await test.database.query<{ id: string }>(`select id from clinics where status = 'published'`);
  const slots = await test.database.query<{ id: string }>(
    'select id from slots where clinic_id = $1 order by starts_at',
    [clinic?.id],
  );
  const contacts = [{}, { language: 'es' }, { smsConsent: false }];
  for (const contact of contacts) await booked(test, bookingBody(slots[1]?.id ?? '', contact));

  await page.goto(clinicUrl);
  await follow('10:00 am to 10:30 am');
  await looksRight(page);
  await press('Close it and move them');
  await page.getByRole('heading', { name: '3 people in 3 bookings would be told' }).waitFor();
  await page.getByText('Usted conserva su lugar').waitFor();
  await looksRight(page);
  await press('Close and move and tell 3 people');
  await title('A time closed, its people moved');
  await looksRight(page);
  expect(await countsDiffer(test)).toEqual([]);

  await page.goto(clinicUrl);
  await follow('Change or call off');
  await looksRight(page);
  await follow('Change the place');
  await fill('Room on this day', 'Room 5');
  await looksRight(page);
  await press('Show who would be told');
  await page.getByText('690 Washington Street, Dorchester, MA 02124, Room 5').first().waitFor();
  await press('Change the place and tell 3 people');
  await title('Another place');

  await page.goto(clinicUrl);
  await follow('Change or call off');
  await follow('Call off the clinic');
  await fill(/^Why/, 'Snow');
  await looksRight(page);
  await press('Show who would be told');
  await title('Called off?');
  await looksRight(page);
  await press('Call off and tell 3 people');
  await title('Called off');
  await page.getByText('0 of 3 bookings told, 3 about to be').waitFor();
  // The page tells by itself how far it is.
  await test.app.get(TellPeople).run(clinic?.id ?? '');
  while ((await test.app.get(Dispatch).round()) > 0);
  await page.getByText('2 of 3 bookings told, 1 to call').waitFor();
  await looksRight(page);
  await follow('Call 1 booking');
  await looksRight(page);
  await press('Take the next call');
  await page.getByText('What to say').waitFor();
  await looksRight(page);
  await press('Reached them');
  await title('Nobody to call');
  await page.goto(`${base.url}/staff/calls`);
  await title('Nobody to call');
  await looksRight(page);
  await page.goto(`${base.url}/en/clinics/${await slugOf(clinic?.id ?? '')}`);
  await title('Cancelled: Codman Square Library');
  expect(errors).toEqual([]);
}, 180_000);

it('a spreadsheet that is chosen fills the field, and the figures of a day look right', async () => {
  await page.goto(`${base.url}/staff/season/import`);
  await looksRight(page);
  const file = { name: 'season.csv', mimeType: 'text/csv', buffer: Buffer.from('title,day\nA,B') };
  await page.getByLabel('A CSV file from this device').setInputFiles(file);
  await page.waitForFunction(() => document.querySelector('textarea')?.value === 'title,day\nA,B');
  await press('Look through it');
  await page.getByText('This column is missing').first().waitFor();
  await looksRight(page);
  const [clinic] = await test.database.query<{ id: string }>(`select id from clinics where status = 'draft' limit 1`);
  await test.database.query(`update clinics set status = 'published' where id = $1`, [clinic?.id]);
  await test.database.query(
    `update slots set starts_at = starts_at - interval '200 days', ends_at = ends_at - interval '200 days' where clinic_id = $1`,
    [clinic?.id],
  );
  await page.goto(`${base.url}/staff/clinics/${clinic?.id}/complete`);
  await looksRight(page);
  await press('Complete the clinic');
  await title('What came of it');
  await looksRight(page);
}, 60_000);

async function slugOf(id: string): Promise<string> {
  const [row] = await test.database.query<{ slug: string }>('select slug from clinics where id = $1', [id]);
  return row?.slug ?? '';
}
