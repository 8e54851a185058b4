import type { Browser, Page } from 'playwright-core';
import { TELL_LIST } from '../../src/roster/tap-roster.js';
import { booked } from '../support/bookings.js';
import { launchBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { Device } from '../support/roster-device.js';
import { becomes, openDevice, rosterAt, tap, tapsOf, unsent } from '../support/roster-device.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;
let browser: Browser;
let clinic: MadeClinic;
let device: Device;
let people: string[];
let first: string;
let second: string;

beforeAll(async () => {
  test = await startTestApp();
  await test.app.listen(0, '127.0.0.1');
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await test.close();
});

beforeEach(async () => {
  clinic = await makeClinic(test);
  people = [];
  for (const name of ['Zuleika A', 'Zuleika B', 'Zuleika C']) {
    const body = bookingBody(clinic.slots[people.length % 2]?.id ?? '', { fullName: name });
    people.push((await booked(test, body)).attendees[0]?.id ?? '');
  }
  [first = '', second = ''] = people;
});
afterEach(async () => {
  expect(device.errors).toEqual([]);
  await device.close();
});

const open = async (wanted?: Parameters<typeof openDevice>[4]) => {
  device = await openDevice(test, browser, clinic.id, 'Anita', wanted);
  return device.page;
};
const arrive = async (expected: { id: string; version: number | null }[]) =>
  eventually(async () => expect(await tapsOf(test, clinic.id)).toEqual(expected));
const once = (ids: string[]) => ids.map((id) => ({ id, version: 1 }));

/** What the database says of somebody without the app having been asked. */
const set = (id: string, what: string) => test.database.query(`update attendees set ${what} where id = $1`, [id]);

it('two pages of one device show what either took, and send each tap once', async () => {
  const page = await open();
  const beside = await device.context.newPage();
  await beside.goto(rosterAt(clinic.id));
  await beside.locator('main[data-live]').waitFor();
  await device.offline();
  await tap(page, first);
  await becomes(beside, first, 'arrived');
  await tap(beside, second);
  await becomes(page, second, 'arrived');
  await tap(beside, first, 'done');
  for (const one of [page, beside]) await unsent(one, 3);
  await device.online();
  for (const one of [page, beside]) await unsent(one, 0);
  await arrive([...once([first, second]), { id: first, version: 2 }]);
  expect(await page.locator('.clash').count()).toBe(0);
});

it('a browser that was closed sends what waits when it is opened again', async () => {
  await open();
  await device.offline();
  await tap(device.page, first);
  await unsent(device.page, 1);
  await device.restart();
  await unsent(device.page, 1);
  await device.online();
  await arrive(once([first]));
});

it('a new version that came meanwhile takes over what the old one kept', async () => {
  const page = await open();
  await device.offline();
  await tap(page, first);
  device.wifi.deploy('v2');
  await device.online();
  await arrive(once([first]));
  await page.reload();
  await page.locator('html[data-version="v2"] main[data-live]').waitFor();
  await eventually(async () =>
    expect(await page.evaluate(() => caches.keys())).toEqual([expect.stringMatching(/^v2/)]),
  );
  await device.offline();
  await page.reload();
  await page.locator('html[data-version="v2"]').waitFor();
  await tap(page, second);
  await unsent(page, 1);
  await device.online();
  await arrive(once([first, second]));
});

const worksForgetfully = async (page: Page) => {
  await page.getByText('This browser keeps no taps.').waitFor();
  await tap(page, first);
  await arrive(once([first]));
  await device.offline();
  await tap(page, second);
  await unsent(page, 1);
  await page.getByText('Keep this page open.').waitFor();
  await device.online();
  await arrive(once([first, second]));
};

it('without TLS, where browsers keep nothing, it works as long as the page is open, and says so', async () => {
  const page = await open({ host: 'tablet.example' });
  expect(await page.evaluate(() => [isSecureContext, 'serviceWorker' in navigator, 'locks' in navigator])).toEqual([
    ...[false, false, false],
  ]);
  await worksForgetfully(page);
});

it('a private window without a database works as long as the page is open, and says so', async () => {
  const before = () =>
    void (IDBFactory.prototype.open = () => {
      throw new DOMException('no', 'SecurityError');
    });
  await worksForgetfully(await open({ before }));
});

it('a device that takes no more keeps what was tapped in the page, and says so', async () => {
  const page = await open();
  await page.evaluate(() => {
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await tap(page, people[2] ?? '');
  await page.getByText('This browser keeps no taps.').waitFor();
  await arrive(once([people[2] ?? '']));
});

it('a clinic that was called off says that taps wait, and takes them when it is open again', async () => {
  const page = await open();
  await device.offline();
  await tap(page, first);
  await unsent(page, 1);
  await test.database.query(`update clinics set status = 'cancelled' where id = $1`, [clinic.id]);
  await device.online();
  await page.getByText('This roster is not open to you any more. 1 tap not sent.').waitFor();
  expect(await page.content()).not.toContain('Zuleika');
  await test.database.query(`update clinics set status = 'published' where id = $1`, [clinic.id]);
  await page.getByRole('link', { name: 'Open it again' }).click();
  await becomes(page, first, 'arrived');
  await arrive(once([first]));
});

it('a refusal that is over by the time the list is asked for costs nobody a decision', async () => {
  const page = await open();
  await device.offline();
  await tap(page, first);
  await unsent(page, 1);
  // The clinic was closed when the tap came, and is open again when the page asks what is the matter.
  let refused = 0;
  await device.context.route('**/taps', async (route) => {
    if ((refused += 1) > 1) await route.continue();
    else await route.fulfill({ status: 404, json: { code: 'not_found' } });
  });
  await device.online();
  await arrive(once([first]));
  await unsent(page, 0);
});

it('a tap that the server will never take is shown, and holds up nobody', async () => {
  const page = await open();
  await device.offline();
  for (const id of people) await tap(page, id);
  await unsent(page, 3);
  await set(first, `status = 'cancelled', version = version + 1`);
  // As a newer server may refuse what an older page sends.
  await device.context.route('**/taps', async (route, request) => {
    if (request.postData()?.includes(second)) await route.fulfill({ status: 422, json: { code: 'invalid' } });
    else await route.continue();
  });
  await device.online();
  await page.locator(`#a-${second} .clash`, { hasText: 'Not taken.' }).waitFor();
  await page.getByText('is no longer on this roster. You tapped: Arrived.').waitFor();
  await arrive([
    { id: first, version: null },
    { id: people[2] ?? '', version: 1 },
  ]);
  await unsent(page, 0);
  await page.getByRole('button', { name: 'All right' }).click();
  await page.getByText('is no longer on this roster.').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Leave it: To come' }).click();
  await becomes(page, second, 'expected');
  await page.reload();
  await page.locator('main[data-live]').waitFor();
  expect(await page.locator('.clash:visible, #faults:visible').count()).toBe(0);
});

it('what others do takes nobody from under a finger, nor the focus from a button', async () => {
  const page = await open();
  await page.getByRole('link', { name: 'To come' }).click();
  const button = page.locator(`#a-${second} [data-tap="arrived"]`);
  await button.focus();
  const before = await button.boundingBox();
  await page.keyboard.press('Enter');
  await arrive(once([second]));
  await tap(page, first);
  await arrive(once([second, first]));
  expect(await page.locator('[data-count="expected"]').textContent()).toBe('1');
  expect(await button.boundingBox()).toEqual(before);
  await button.focus();
  const body = bookingBody(clinic.slots[1]?.id ?? '', { fullName: 'Aaron Before All' });
  await booked(test, body);
  // As a walk-in tells it.
  await test.database.query(TELL_LIST, [clinic.id]);
  await page.getByText('Aaron Before All').first().waitFor();
  expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.getByRole('link', { name: 'To come' }).click();
  expect(await page.locator('tr[data-status]:visible').count()).toBe(2);
});
