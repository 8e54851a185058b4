import type { Page } from 'playwright-core';
import { booked } from '../support/bookings.js';
import type { MadeClinic } from '../support/factories.js';
import { book, bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import type { SmallPhone } from '../support/small-phone.js';
import { startSmallPhone } from '../support/small-phone.js';

let phone: SmallPhone;
let clinic: MadeClinic;

beforeAll(async () => {
  phone = await startSmallPhone();
  clinic = await makeClinic(phone.test, { title: 'Codman Square Library', to: '16:00', capacity: 4 });
}, 60_000);

afterAll(() => phone.close());

afterEach(async () => expect(await countsDiffer(phone.test)).toEqual([]));

/** From the times to the review page, with a name of its own. */
async function toReview(page: Page, time: RegExp, name: string): Promise<void> {
  await page.goto(`${phone.base}/en/clinics/${clinic.slug}/times`);
  await page.getByRole('link', { name: time }).click();
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Email').fill(`${name.replace(/\W/g, '').toLowerCase()}@example.org`);
  await page.getByRole('button', { name: 'Check and book' }).click();
  await page.getByRole('button', { name: 'Book this place' }).waitFor();
}

const bookings = async () =>
  (await phone.test.database.query<{ n: number }>('select count(*)::integer as n from bookings'))[0]?.n ?? 0;

describe('what hurried people do', () => {
  it('a double click, a reload and the back button make one booking', async () => {
    const { context, page } = await phone.open();
    const before = await bookings();
    await toReview(page, /^9:30/, 'Double Click');
    await page.getByRole('button', { name: 'Book this place' }).dblclick();
    await page.getByRole('heading', { name: 'You have a place' }).waitFor();
    const reference = await page.locator('.ref').innerText();
    await page.reload();
    expect(await page.locator('.ref').innerText()).toBe(reference);
    await page.goBack();
    await page.getByRole('heading', { name: 'You have a place' }).waitFor();
    expect(await page.locator('.ref').innerText()).toBe(reference);
    expect(await bookings()).toBe(before + 1);
    await context.close();
  }, 60_000);

  it('a double click on move, and on cancel, is one change; back from it leads to what is so', async () => {
    const { context, page } = await phone.open();
    const slots = clinic.slots.slice(-2).map((slot) => slot.id);
    const { manageUrl } = await booked(phone.test, bookingBody(slots[0] ?? ''));
    await page.goto(`${manageUrl}/move/${slots[1]}`);
    await page.getByRole('button', { name: 'Yes, move' }).dblclick();
    await page.getByRole('heading', { name: 'Your place is moved' }).waitFor();
    await page.getByRole('link', { name: 'Cancel', exact: true }).click();
    await page.getByRole('button', { name: 'Yes, cancel' }).dblclick();
    await page.getByRole('heading', { name: 'Your place is cancelled' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Your place is cancelled' }).waitFor();
    const events = await phone.test.database.query<{ kind: string }>(
      'select kind from booking_events where booking_id in (select booking_id from attendees where slot_id = $1) order by id',
      [slots[1]],
    );
    expect(events.map(({ kind }) => kind)).toEqual(['moved', 'cancelled']);
    await context.close();
  }, 60_000);

  it('going back to change the name and booking again is a booking of its own', async () => {
    const { context, page } = await phone.open();
    const before = await bookings();
    await toReview(page, /^9:30/, 'First Person');
    await page.getByRole('button', { name: 'Book this place' }).click();
    await page.getByRole('heading', { name: 'You have a place' }).waitFor();
    await toReview(page, /^9:30/, 'Second Person');
    await page.getByRole('link', { name: 'Change something' }).click();
    expect(await page.getByLabel('Your name').inputValue()).toBe('Second Person');
    await page.getByLabel('Your name').fill('Second Spelling');
    await page.getByRole('button', { name: 'Check and book' }).click();
    await page.getByRole('button', { name: 'Book this place' }).click();
    await page.getByRole('heading', { name: 'You have a place' }).waitFor();
    expect(await bookings()).toBe(before + 2);
    await context.close();
  }, 60_000);

  it('a slot that fills while the form is open: what was typed stays, other times are offered', async () => {
    const { context, page, errors } = await phone.open();
    await toReview(page, /^2:00/, 'Slow Typist');
    const slot = clinic.slots.find((candidate) => candidate.startsAt.toISOString().includes('T19:00'));
    while ((await book(phone.test, bookingBody(slot?.id ?? ''))).statusCode === 201);
    await page.getByRole('button', { name: 'Book this place' }).click();
    await page.getByRole('heading', { name: 'That time is not free any more' }).waitFor();
    await phone.looksRight(page);
    await page.getByRole('button', { name: /, 2:30 pm/ }).click();
    await page.getByText('Slow Typist').waitFor();
    await page.getByRole('button', { name: 'Book this place' }).click();
    await page.getByRole('heading', { name: 'You have a place' }).waitFor();
    expect(errors.filter((error) => !error.includes('409'))).toEqual([]);
    await context.close();
  }, 60_000);

  it('a form with mistakes keeps what was typed and says what to do, at the field', async () => {
    const { context, page } = await phone.open();
    await page.goto(`${phone.base}/en/clinics/${clinic.slug}/times?people=2`);
    await page.getByRole('link', { name: /^10:00/ }).click();
    await page.getByLabel('Phone').fill('555 0148');
    await page.getByLabel('Name of person 2').fill('Ramón');
    await page.getByRole('button', { name: 'Check and book' }).click();
    await page.getByRole('alert').waitFor();
    await phone.looksRight(page);
    expect(await page.title()).toMatch(/^2 things to fix: /);
    expect(await page.getByRole('alert').innerText()).toContain('The phone number needs 10 digits. You wrote 7');
    expect(await page.getByLabel('Phone').inputValue()).toBe('555 0148');
    expect(await page.getByLabel('Name of person 2').inputValue()).toBe('Ramón');
    await page.getByRole('link', { name: 'Write your name' }).click();
    expect(await page.getByLabel('Your name').evaluate((input) => input === document.activeElement)).toBe(true);
    await context.close();
  }, 60_000);
});
