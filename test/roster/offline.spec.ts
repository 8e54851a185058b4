import type { Browser, Page } from 'playwright-core';
import type { AppProcess } from '../support/app-process.js';
import { environmentOf, startAppProcess } from '../support/app-process.js';
import { axeFaults } from '../support/axe.js';
import { booked } from '../support/bookings.js';
import { launchBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import { inFull } from '../support/full.js';
import type { Device } from '../support/roster-device.js';
import { becomes, keptOn, openDevice, tap, tapsOf, unsent } from '../support/roster-device.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

const PEOPLE = inFull(60, 8);
const WITHIN_MS = 2_000;

let test: TestApp;
let other: AppProcess;
let browser: Browser;
let clinic: MadeClinic;
let people: string[];
let devices: Device[] = [];

beforeAll(async () => {
  test = await startTestApp();
  await test.app.listen(0, '127.0.0.1');
  [other, browser] = await Promise.all([startAppProcess(environmentOf(test)), launchBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await other.stop();
  await test.close();
});

beforeEach(async () => {
  clinic = await makeClinic(test, { capacity: PEOPLE });
  people = [];
  for (let i = 0; i < PEOPLE; i += 1) {
    const body = bookingBody(clinic.slots[i % 2]?.id ?? '', {
      fullName: `Zuleika Ámbar ${['', 'X', 'Y'][Math.floor(i / 26)]}${String.fromCharCode(65 + (i % 26))}`,
    });
    people.push((await booked(test, body)).attendees[0]?.id ?? '');
  }
});
afterEach(async () => {
  await Promise.all(devices.map((device) => device.close()));
  devices = [];
});

/** Anita's device, on this process, and Bruno's, on the other. */
async function device(name: 'Anita' | 'Bruno'): Promise<Device> {
  const port = name === 'Bruno' ? Number(new URL(other.url).port) : undefined;
  const made = await openDevice(test, browser, clinic.id, name, { port });
  devices.push(made);
  return made;
}

async function looksRight(page: Page, at: number): Promise<void> {
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
    expect({ width, scrollWidth }).toEqual({ width, scrollWidth: clientWidth });
    if (width === at) expect(await axeFaults(page)).toEqual([]);
  }
}

/** The buttons of the roster that a finger would miss. */
const tooSmall = (page: Page) =>
  page
    .locator('main button:visible, main .tabs a:visible, main th a:visible')
    .evaluateAll((all) =>
      all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.textContent?.trim()),
    );

it('people are checked in on two devices at once, and each sees what the other taps within two seconds', async () => {
  const [anita, bruno] = await Promise.all([device('Anita'), device('Bruno')]);
  const half = PEOPLE / 2;
  const checkIn = async (here: Page, there: Page, ids: string[]) => {
    for (const id of ids) {
      await tap(here, id);
      await becomes(there, id, 'arrived', WITHIN_MS);
    }
  };
  await Promise.all([
    checkIn(anita.page, bruno.page, people.slice(0, half)),
    checkIn(bruno.page, anita.page, people.slice(half)),
  ]);
  expect(await anita.page.locator('[data-count="here"]').textContent()).toBe(String(PEOPLE));
  expect(await bruno.page.locator(`#a-${people[0]} [data-field="by"]`).textContent()).toMatch(/^Anita, /);
  await anita.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await becomes(bruno.page, people[half - 1] ?? '', 'expected', WITHIN_MS);
  expect([...anita.errors, ...bruno.errors]).toEqual([]);
}, 120_000);

it('ten taps without a connection are kept sealed, survive a reload, and arrive once and in order', async () => {
  const anita = await device('Anita');
  const { page } = anita;
  await anita.offline();
  const tapped = [...people.slice(0, 8), ...people.slice(0, 2)];
  for (const [i, id] of tapped.entries()) await tap(page, id, i < 8 ? 'arrived' : 'done');
  await unsent(page, 10);

  await page.reload();
  await unsent(page, 10);
  await becomes(page, people[0] ?? '', 'done');
  await becomes(page, people[7] ?? '', 'arrived');
  expect(await page.locator('h1').textContent()).toBe('Test Library');
  await page.getByLabel('Name or reference').fill('ambar h');
  expect(await page.locator('tr[data-status]:visible').count()).toBe(1);
  await page.getByLabel('Name or reference').fill('');
  await looksRight(page, 360);
  expect(await tooSmall(page)).toEqual([]);
  const kept = await keptOn(page);
  expect(kept).toContain(clinic.id);
  expect(kept).toContain('key, extractable: false');
  expect(kept).not.toMatch(/Zuleika|Ámbar|Anita/);
  expect(await tapsOf(test, clinic.id)).toEqual([]);

  await anita.online();
  await unsent(page, 0);
  const arrived = tapped.map((id, i) => ({ id, version: i < 8 ? 1 : 2 }));
  await eventually(async () => expect(await tapsOf(test, clinic.id)).toEqual(arrived));
  expect(await tapsOf(test, clinic.id, 'tapped_at')).toEqual(arrived);
  expect(anita.errors).toEqual([]);
}, 120_000);

it('a tap that somebody else was faster than is shown with both answers, and either can be chosen', async () => {
  const [anita, bruno] = await Promise.all([device('Anita'), device('Bruno')]);
  const [first = '', second = '', third = ''] = people;
  await bruno.offline();
  for (const id of [first, second, third]) await tap(bruno.page, id);
  // What is tapped on top of an answer that does not hold is no answer of its own.
  await tap(bruno.page, first, 'done');
  for (const id of [first, second, third]) await tap(anita.page, id, 'no_show');
  await becomes(anita.page, third, 'no_show');
  await eventually(async () => expect((await tapsOf(test, clinic.id)).length).toBe(3));
  await bruno.online();
  const clash = (id: string) => bruno.page.locator(`#a-${id} .clash`);
  for (const [id, mine] of [
    [first, 'Done'],
    [second, 'Arrived'],
  ] as const) {
    await clash(id).waitFor();
    const said = `Two answers. You: ${mine}, 9:30 am. Anita: No-show, 9:30 am.`;
    const words = new RegExp(said.replaceAll('9:30', '\\d+:\\d+').replaceAll('am', '[ap]m'));
    // What others are called comes with the list, a moment later.
    await eventually(async () => expect(await clash(id).textContent()).toMatch(words));
  }
  // Undoing what did not hold leaves it as the other has it.
  await bruno.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await clash(first).waitFor({ state: 'detached' });
  await becomes(bruno.page, first, 'no_show');
  await bruno.page.reload();
  await clash(second).waitFor();
  await looksRight(bruno.page, 768);
  expect(await tooSmall(bruno.page)).toEqual([]);
  await clash(second).getByRole('button', { name: 'Arrived' }).click();
  await clash(third).getByRole('button', { name: 'Leave it: No-show' }).press('Enter');
  await becomes(anita.page, second, 'arrived');
  await bruno.page.reload();
  await becomes(bruno.page, third, 'no_show');
  expect(await bruno.page.locator('.clash').count()).toBe(0);
  expect([...anita.errors, ...bruno.errors]).toEqual([]);
}, 120_000);

it('an answer that was lost is asked for again, and the tap is not done twice', async () => {
  const { page, wifi, errors } = await device('Anita');
  const [id = ''] = people;
  wifi.loseAnswerTo('/taps');
  await tap(page, id);
  await eventually(async () => expect(await tapsOf(test, clinic.id)).toEqual([{ id, version: 1 }]));
  await tap(page, id, 'done');
  await becomes(page, id, 'done');
  await eventually(async () => expect((await tapsOf(test, clinic.id)).length).toBe(2));
  await unsent(page, 0);
  expect(await tapsOf(test, clinic.id)).toEqual([
    { id, version: 1 },
    { id, version: 2 },
  ]);
  expect(await page.locator('.clash').count()).toBe(0);
  expect(errors).toEqual([]);
}, 120_000);

it('stations and undo go the same way, and what others do meanwhile does not take a tap from the screen', async () => {
  const [anita, bruno] = await Promise.all([device('Anita'), device('Bruno')]);
  const [id = '', theirs = ''] = people;
  await test.database.query(
    `insert into clinic_stations (clinic_id, position, name) values ($1, 1, 'Check-in'), ($1, 2, 'Screening')`,
    [clinic.id],
  );
  await Promise.all([anita.page.reload(), bruno.page.reload()]);
  for (const { page } of [anita, bruno]) await page.locator('main[data-live]').waitFor();
  await anita.offline();
  await tap(anita.page, id);
  await anita.page.locator(`#a-${id}`).getByRole('button', { name: 'Go on to Screening' }).click();
  await tap(anita.page, id, 'done');
  await anita.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await anita.page.locator(`#a-${id}[data-station="Screening"]`).waitFor();
  await tap(bruno.page, theirs, 'no_show');
  await eventually(async () => expect(await tapsOf(test, clinic.id)).toEqual([{ id: theirs, version: 1 }]));
  await unsent(anita.page, 4);
  await anita.online();
  await becomes(anita.page, theirs, 'no_show');
  await bruno.page.locator(`#a-${id}[data-station="Screening"]`).waitFor();
  const all = [{ id: theirs, version: 1 }, ...[1, 2, 3, 4].map((version) => ({ id, version }))];
  await eventually(async () => expect(await tapsOf(test, clinic.id)).toEqual(all));
  await unsent(anita.page, 0);
  expect(anita.errors).toEqual([]);
}, 120_000);
