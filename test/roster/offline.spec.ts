import type { Browser, Page } from 'playwright-core';
import type { AppProcess } from '../support/app-process.js';
import { environmentOf, freePort, startAppProcess } from '../support/app-process.js';
import { axeFaults } from '../support/axe.js';
import { booked } from '../support/bookings.js';
import { launchBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import { inFull } from '../support/full.js';
import { sessionOf, signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

const PEOPLE = inFull(60, 16);
const WITHIN_MS = 2_000;

let test: TestApp;
let other: AppProcess;
let browser: Browser;
let clinic: MadeClinic;
let people: string[];

beforeAll(async () => {
  const port = await freePort();
  const PUBLIC_URL = `http://localhost:${port}`;
  test = await startTestApp({ env: { PUBLIC_URL } });
  await test.app.listen(port, '127.0.0.1');
  other = await startAppProcess({ ...environmentOf(test), PUBLIC_URL });
  browser = await launchBrowser();
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
      fullName: `Zuleika Ámbar ${String.fromCharCode(65 + i)}`,
    });
    people.push((await booked(test, body)).attendees[0]?.id ?? '');
  }
});

/** Somebody of the clinic's intake with a device of their own, and the roster open on it. */
async function device(name: string, url = test.config.publicUrl) {
  const member = await signedIn(test, 'intake', { clinics: [clinic.id], name });
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 768, height: 1024 } });
  await context.addCookies([{ ...member.browserCookie, url }]);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${url}/staff/clinics/${clinic.id}/roster`);
  await page.locator('main[data-live]').waitFor();
  return { page, context, errors, member };
}

/** The device can open the roster without a connection. */
const ready = (page: Page) => page.evaluate(async () => void (await navigator.serviceWorker.ready));

const tap = (page: Page, id: string, what = 'arrived') => page.locator(`#a-${id} [data-tap="${what}"]`).click();
const becomes = (page: Page, id: string, status: string, timeout = WITHIN_MS) =>
  page.locator(`#a-${id}[data-status="${status}"]`).waitFor({ timeout });

async function looksRight(page: Page): Promise<void> {
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
    expect({ width, scrollWidth }).toEqual({ width, scrollWidth: clientWidth });
    expect({ width, faults: await axeFaults(page) }).toEqual({ width, faults: [] });
  }
}

it('people are checked in on two devices at once, and each sees what the other taps within two seconds', async () => {
  const [anita, bruno] = await Promise.all([device('Anita'), device('Bruno', other.url)]);
  const half = PEOPLE / 2;
  const checkIn = async (here: Page, there: Page, ids: string[]) => {
    for (const id of ids) {
      await tap(here, id);
      await becomes(there, id, 'arrived');
    }
  };
  await Promise.all([
    checkIn(anita.page, bruno.page, people.slice(0, half)),
    checkIn(bruno.page, anita.page, people.slice(half)),
  ]);
  expect(await anita.page.locator('[data-count="here"]').textContent()).toBe(String(PEOPLE));
  expect(await bruno.page.locator(`#a-${people[0]} [data-field="by"]`).textContent()).toMatch(/^Anita, /);
  await anita.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await becomes(bruno.page, people[half - 1] ?? '', 'expected');
  expect([...anita.errors, ...bruno.errors]).toEqual([]);
}, 120_000);

it('ten taps without a connection are kept sealed, survive a reload, and arrive once and in order', async () => {
  const { page, context, errors } = await device('Anita');
  await ready(page);
  await context.setOffline(true);
  const tapped = [...people.slice(0, 8), ...people.slice(0, 2)];
  for (const [i, id] of tapped.entries()) await tap(page, id, i < 8 ? 'arrived' : 'done');
  const unsent = page.locator('#unsent', { hasText: '10 not yet sent.' });
  await unsent.waitFor();

  await page.reload();
  await unsent.waitFor();
  await becomes(page, people[0] ?? '', 'done');
  await becomes(page, people[7] ?? '', 'arrived');
  expect(await page.locator('h1').textContent()).toBe('Test Library');
  await looksRight(page);
  const kept = await page.evaluate(dumpOf);
  expect(kept).toContain(clinic.id);
  expect(kept).not.toMatch(/Zuleika|Ámbar|Anita/);

  await context.setOffline(false);
  await unsent.waitFor({ state: 'hidden' });
  const arrived = () =>
    test.database.query<{ id: string; version: number }>(
      `select attendee_id as id, version from roster_taps where clinic_id = $1 order by received_at, ctid`,
      [clinic.id],
    );
  await eventually(async () => expect((await arrived()).length).toBe(10));
  expect(await arrived()).toEqual(tapped.map((id, i) => ({ id, version: i < 8 ? 1 : 2 })));
  expect(errors).toEqual([]);

  await page.reload();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
}, 120_000);

it('a tap that somebody else was faster than is shown with both answers, and either can be chosen', async () => {
  const [anita, bruno] = await Promise.all([device('Anita'), device('Bruno', other.url)]);
  const [first = '', second = ''] = people;
  await ready(bruno.page);
  await bruno.context.setOffline(true);
  for (const id of [first, second]) await tap(bruno.page, id);
  for (const id of [first, second]) await tap(anita.page, id, 'no_show');
  await becomes(anita.page, second, 'no_show');
  await bruno.context.setOffline(false);
  const clash = (id: string) => bruno.page.locator(`#a-${id} .clash`);
  for (const id of [first, second]) {
    await clash(id).waitFor();
    expect(await clash(id).textContent()).toContain('Two answers. You: Arrived. Anita: No-show.');
  }
  await bruno.page.reload();
  await clash(first).waitFor();
  await looksRight(bruno.page);
  await clash(first).getByRole('button', { name: 'Arrived' }).click();
  await clash(second).getByRole('button', { name: 'No-show' }).click();
  await becomes(anita.page, first, 'arrived');
  await becomes(bruno.page, second, 'no_show');
  expect(await bruno.page.locator('.clash').count()).toBe(0);
}, 120_000);

it('who must sign in again finds nobody named on the device, and their taps still arrive', async () => {
  const { page, context, member } = await device('Anita');
  const [id = ''] = people;
  await ready(page);
  await context.setOffline(true);
  await tap(page, id);
  await page.locator('#unsent', { hasText: '1 not yet sent.' }).waitFor();
  await test.database.query('delete from sessions where staff_id = $1', [member.id]);
  await context.setOffline(false);
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await context.setOffline(true);
  await page.goto(`${test.config.publicUrl}/staff/clinics/${clinic.id}/roster`);
  await page.getByText('Nobody stands here now.').waitFor();
  expect(await page.content()).not.toMatch(/Zuleika|Anita/);
  await context.setOffline(false);
  await context.addCookies([(await sessionOf(test, member)).browserCookie]);
  await page.reload();
  await becomes(page, id, 'arrived', 10_000);
  await eventually(async () =>
    expect(await test.database.query('select status, version from attendees where id = $1', [id])).toEqual([
      { status: 'arrived', version: 1 },
    ]),
  );
}, 120_000);

it('after sixteen hours without the server a device knows nobody any more', async () => {
  const { page, context } = await device('Anita');
  await ready(page);
  await context.setOffline(true);
  await page.clock.setFixedTime(Date.now() + 15.9 * 3_600_000);
  await page.reload();
  await page.locator(`#a-${people[0]}`).waitFor();
  await page.clock.setFixedTime(Date.now() + 16.1 * 3_600_000);
  await page.locator(`#a-${people[0]}`).waitFor({ state: 'detached', timeout: 10_000 });
  await page.getByText('Nobody stands here now.').waitFor();
  expect(await page.evaluate(dumpOf)).not.toContain(clinic.id);
}, 120_000);

/** Everything in the databases of the page's origin, bytes as Latin-1 and as UTF-8. */
async function dumpOf(): Promise<string> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('not read'));
    });
  const text = (value: unknown): string => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      return new TextDecoder('latin1').decode(value) + new TextDecoder().decode(value);
    }
    if (value instanceof CryptoKey) return `key, extractable: ${value.extractable}`;
    return value !== null && typeof value === 'object'
      ? Object.entries(value).flat().map(text).join(' ')
      : String(value);
  };
  const all: string[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const open = database.transaction(store).objectStore(store);
      all.push(...(await done(open.getAllKeys())).map(text), ...(await done(open.getAll())).map(text));
    }
    database.close();
  }
  return all.join('\n');
}
