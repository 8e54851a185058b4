import type { Page } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { booked } from '../support/bookings.js';
import { launchBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { Device } from '../support/roster-device.js';
import { again, becomes, keptOn, openDevice, rosterAt, tap, tapsOf, unsent } from '../support/roster-device.js';
import { signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

const HOUR_MS = 3_600_000;

let test: TestApp;
let browser: Browser;
let clinic: MadeClinic;
let anita: Device;
let people: string[];
let first: string;

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
  [first = ''] = people;
  anita = await openDevice(test, browser, clinic.id, 'Anita');
});
afterEach(async () => {
  expect(anita.errors).toEqual([]);
  await anita.close();
});

const arrive = async (expected: { id: string; version: number | null }[]) =>
  eventually(async () => expect(await tapsOf(test, clinic.id)).toEqual(expected));

/** One tap that waits on a device, whose session ends meanwhile: the device asks who is there. */
async function endSession(): Promise<void> {
  await anita.offline();
  await tap(anita.page, first);
  await unsent(anita.page, 1);
  await test.database.query('delete from sessions where staff_id = $1', [anita.member.id]);
  await anita.online();
  await anita.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
}

const databasesOf = (page: Page) => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));

it('who must sign in again finds nobody named on the device, and their taps still arrive', async () => {
  await endSession();
  const { page } = anita;
  await anita.offline();
  await page.goto(rosterAt(clinic.id));
  await page.getByText('This device keeps nothing of this roster for you.').waitFor();
  expect(await page.content()).not.toMatch(/Zuleika|Anita/);
  await anita.online();
  // It asks who is there by itself, as soon as it can: an address typed meanwhile would cross with that.
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await anita.signIn(await again(test, anita.member));
  await page.goto(rosterAt(clinic.id));
  await becomes(page, first, 'arrived');
  await arrive([{ id: first, version: 1 }]);
});

it('somebody else who signs in on the device neither sees nor sends what waits of another', async () => {
  await endSession();
  const { page } = anita;
  const bruno = await signedIn(test, 'intake', { clinics: [clinic.id], name: 'Bruno' });
  await anita.signIn(bruno);
  await page.goto(rosterAt(clinic.id));
  await page.getByText('1 tap of somebody else waits on this device').waitFor();
  await becomes(page, first, 'expected');
  await tap(page, people[1] ?? '');
  await arrive([{ id: people[1] ?? '', version: 1 }]);
  // Nor does signing out take them away unasked.
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Stay' }).click();

  // A roster that is open when somebody else signs in loads itself anew.
  await page.goto('about:blank');
  await anita.signIn(await again(test, anita.member));
  await page.goto(rosterAt(clinic.id));
  await arrive([
    { id: people[1] ?? '', version: 1 },
    { id: first, version: 1 },
  ]);
  const actors = await test.database.query('select actor from roster_taps where clinic_id = $1 order by received_at', [
    clinic.id,
  ]);
  expect(actors).toEqual([{ actor: `staff:${bruno.id}` }, { actor: `staff:${anita.member.id}` }]);
});

it('somebody who signed in but never opened the roster is not shown it without a connection, nor taken for another', async () => {
  const { page } = anita;
  await page.goto('about:blank');
  await anita.signIn(await signedIn(test, 'intake', { clinics: [clinic.id], name: 'Bruno' }));
  await page.goto('/staff');
  await anita.offline();
  await page.goto(rosterAt(clinic.id));
  await page.getByText('This device keeps nothing of this roster for you.').waitFor();
  expect(await page.content()).not.toMatch(/Zuleika/);
});

it('a page that is open while somebody else signs in sends nothing in their name', async () => {
  const { page } = anita;
  await anita.signIn(await signedIn(test, 'intake', { clinics: [clinic.id], name: 'Bruno' }));
  await tap(page, first);
  await page.getByText('1 tap of somebody else waits on this device').waitFor();
  await becomes(page, first, 'expected');
  expect(await tapsOf(test, clinic.id)).toEqual([]);
});

it('after sixteen hours without the server a device that is on forgets everybody', async () => {
  const { page } = anita;
  await anita.offline();
  await page.clock.setFixedTime(Date.now() + 15.9 * HOUR_MS);
  await page.reload();
  await page.locator(`#a-${first}`).waitFor();
  await tap(page, first);
  await page.clock.setFixedTime(Date.now() + 16.1 * HOUR_MS);
  await page.getByText('This device keeps nothing of this roster for you.').waitFor();
  expect(await keptOn(page)).not.toMatch(new RegExp(`${clinic.id}|${first}`));
});

it('a device that was off for sixteen hours forgets everybody when any page of the team is opened', async () => {
  const { page } = anita;
  await anita.offline();
  await tap(page, first);
  await unsent(page, 1);
  await anita.online();
  await page.goto('/staff');
  await page.evaluate(
    (now) =>
      new Promise<void>((resolve) => {
        const open = indexedDB.open('roster');
        open.onsuccess = () => {
          const store = open.result.transaction('key', 'readwrite').objectStore('key');
          const read = store.get('key');
          read.onsuccess = () => {
            store.put({ ...read.result, until: now }, 'key').onsuccess = () => (open.result.close(), resolve());
          };
        };
      }),
    Date.now(),
  );
  await page.goto('/staff');
  await eventually(async () => expect(await databasesOf(page)).toEqual([]));
});

it('signing out says what is not sent, and then leaves nothing', async () => {
  const { page } = anita;
  await anita.offline();
  await tap(page, first);
  await unsent(page, 1);
  const signOut = page.getByRole('button', { name: 'Sign out', exact: true });
  await signOut.click();
  await page.getByText('Taps not sent: 1. Signing out erases them.').waitFor();
  await page.getByRole('button', { name: 'Stay' }).click();
  await anita.online();
  await arrive([{ id: first, version: 1 }]);
  await unsent(page, 0);
  const beside = await anita.context.newPage();
  await beside.goto(rosterAt(clinic.id));
  await beside.locator('main[data-live]').waitFor();
  await signOut.click();
  await beside.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await beside.close();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  // A browser takes its time over it, and longer while another page had it open.
  await eventually(async () => expect(await databasesOf(page)).toEqual([]));
  expect(await keptOn(page)).toBe('');
});

it('signing out on another page of the team says what is not sent, too', async () => {
  const { page } = anita;
  await anita.offline();
  await tap(page, first);
  await unsent(page, 1);
  anita.wifi.restore();
  await anita.context.route('**/taps', (route) => route.abort());
  await anita.context.setOffline(false);
  await page.goto('/staff/me');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out and lose 1 unsent' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  expect(await keptOn(page)).toBe('');
});

it('who signs out without a connection leaves nothing on the device either', async () => {
  const { page } = anita;
  await anita.offline();
  await tap(page, first);
  await page.reload();
  await unsent(page, 1);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out and lose them' }).click();
  await page.getByText('This device keeps nothing of this roster for you.').waitFor();
  expect(await keptOn(page)).not.toMatch(new RegExp(`Zuleika|${first}|${clinic.id}`));
});
