import type { Page } from 'playwright-core';
import { LongTasks } from '../../src/platform/long-tasks/long-tasks.js';
import { axeFaults } from '../support/axe.js';
import { booked } from '../support/bookings.js';
import { bookingBody } from '../support/factories.js';
import { inFull } from '../support/full.js';
import type { SmallPhone } from '../support/small-phone.js';
import { startSmallPhone } from '../support/small-phone.js';
import { signedIn } from '../support/staff.js';
import { makeSeason } from '../support/team.js';

let phone: SmallPhone;
let season: Awaited<ReturnType<typeof makeSeason>>;
let reference: string;
let admin: Awaited<ReturnType<typeof signedIn>>;

beforeAll(async () => {
  phone = await startSmallPhone();
  season = await makeSeason(phone.test);
  ({ reference } = await booked(phone.test, bookingBody(season.saturday.slots[5]?.id ?? '')));
  admin = await signedIn(phone.test, 'admin', { name: 'Marie-Thérèse Saint-Fleur Desrosiers' });
}, 60_000);
afterAll(() => phone.close());

async function open(path = '/staff', options: { javaScriptEnabled?: boolean } = {}) {
  const opened = await phone.open(options);
  await opened.context.addCookies([admin.browserCookie]);
  await opened.page.goto(phone.base + path);
  return opened;
}

/** What axe looks at in each width: the colours are those of the scheme, whatever the width. */
const SCHEMES: [number, ('light' | 'dark')[]][] = inFull(
  [360, 768, 1280].map((width) => [width, ['light', 'dark']]),
  [
    [360, ['dark']],
    [768, []],
    [1280, ['light']],
  ],
);

/** In each width nothing is wider than the window, and axe finds nothing. */
async function looksRight(page: Page): Promise<void> {
  for (const [width, schemes] of SCHEMES) {
    await page.setViewportSize({ width, height: 740 });
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect([width, wider]).toEqual([width, 0]);
    for (const colorScheme of schemes) {
      // Without motion: colours on their way from light to dark are neither.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect([width, colorScheme, await axeFaults(page)]).toEqual([width, colorScheme, []]);
    }
  }
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);

it('home, a clinic, a search and the help with the keys can be read by everybody, from narrow to wide', async () => {
  const { page, errors } = await open();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('One clinic today');
  expect(await page.locator('.top [aria-current=page]').allTextContents()).toEqual(['Home']);
  await looksRight(page);
  await page.getByRole('link', { name: 'Grove Hall Library' }).click();
  await page.getByText('4 of 4').waitFor();
  await looksRight(page);
  await page.keyboard.press('/');
  await page.keyboard.type(reference);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Who is calling?' }).waitFor();
  await page.keyboard.press('?');
  await looksRight(page);
  expect(new URL(page.url()).search).toBe('');
  expect(errors).toEqual([]);
  await page.context().close();
}, 90_000);

it('keys: each does what the help says, none gets in the way of writing, and they can be switched off', async () => {
  const { page } = await open();
  const panel = page.getByRole('region', { name: 'Keys' });
  // Whoever picks up the phone types at once.
  expect(await focused(page)).toBe('find');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  expect([await panel.isVisible(), await focused(page)]).toEqual([true, 'keys']);
  await page.keyboard.press('Escape');
  expect(await panel.isVisible()).toBe(false);
  expect(await page.locator(':focus').getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('/');
  await page.keyboard.type('a/?2');
  expect(await page.getByRole('searchbox').inputValue()).toBe('a/?2');
  await page.keyboard.press('Escape');
  await page.keyboard.press('7');
  await page.waitForURL('**/staff/people');
  await page.getByRole('link', { name: 'Keys ?' }).click();
  await page.getByLabel('Listen to single keys').uncheck();
  await page.reload();
  await page.keyboard.press('/');
  expect(await focused(page)).toBe('');
  await page.context().close();
});

it('who goes by the keyboard skips the frame with one key', async () => {
  const { page } = await open(`/staff/clinics/${season.saturday.id}`);
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').textContent()).toContain('Skip to the page');
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('main');
  await page.context().close();
});

it('on paper there is the page and no frame', async () => {
  const { page } = await open(`/staff/clinics/${season.saturday.id}`);
  await page.emulateMedia({ media: 'print' });
  for (const gone of ['.find', '.top .tabs', 'main .tabs', '.account', '.crumbs', '.foot', '#keys']) {
    expect([gone, await page.locator(gone).isVisible()]).toEqual([gone, false]);
  }
  expect(await page.getByText('4 of 4').isVisible()).toBe(true);
  await page.context().close();
});

it('all of it works without scripts', async () => {
  const { page } = await open('/staff', { javaScriptEnabled: false });
  await page.getByRole('searchbox').fill('grove');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('heading', { name: 'Found: 1 clinic' }).waitFor();
  await page.getByRole('link', { name: 'Keys' }).click();
  await page.getByRole('heading', { name: 'Keys that save you a way' }).waitFor();
  await page.goto(`${phone.base}/staff/audit/export`);
  await page.getByLabel('Why do you need it?').fill('The yearly review');
  await page.getByRole('button', { name: 'Make the file' }).click();
  // The page loads itself again until the worker is done.
  await page.getByRole('link', { name: 'Save the file' }).waitFor();
  await page.context().close();
});

it('long work shows how far it is on the open page, and goes on when that is closed', async () => {
  const { app, database } = phone.test;
  let next = () => {};
  const step = async (_tx: unknown, _params: unknown, mark: string | null) => {
    await new Promise<void>((resolve) => (next = resolve));
    const n = Number(mark ?? 0) + 1;
    return { mark: n < 4 ? String(n) : null, done: 1, part: `${n}\n` };
  };
  app.get(LongTasks).register({ name: 'gated', step });
  const made = { madeBy: `staff:${admin.id}`, permission: 'home.read', title: 'Four steps', fileName: 'four.csv' };
  const id = await database.transaction((tx) =>
    app.get(LongTasks).start(tx, { kind: 'gated', params: {}, total: 4, ...made }),
  );
  const { page, errors } = await open(`/staff/tasks/${id}`);
  await page.evaluate(() => Object.assign(window, { same: true }));
  const go = async (n: number) => {
    for (const deadline = Date.now() + 15_000; Date.now() < deadline; await page.waitForTimeout(20)) {
      next();
      const [row] = await database.query<{ n: number }>('select done_count as n from long_tasks where id = $1', [id]);
      if (row && row.n >= n) return;
    }
    throw new Error(`step ${n} was not done`);
  };
  await go(1);
  await page.getByText(/^[1-3] of 4$/).waitFor();
  expect(Number(await page.getByRole('progressbar').getAttribute('value'))).toBeGreaterThan(0);
  expect(await page.evaluate(() => 'same' in window)).toBe(true);
  await looksRight(page);
  await page.goto('about:blank');
  await go(4);
  await page.goto(`${phone.base}/staff/tasks`);
  await page.getByRole('link', { name: 'Four steps' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save the file' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('four.csv');
  await looksRight(page);
  // Leaving the page broke off a question for how far it is; a file that is saved is no page.
  expect(errors.filter((error) => !error.startsWith('GET '))).toEqual([]);
  await page.context().close();
}, 90_000);

it('signing out is one press away, on every page', async () => {
  const { page } = await open('/staff/keys');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.goto(`${phone.base}/staff`);
  expect(new URL(page.url()).pathname).toBe('/staff/sign-in');
  await page.context().close();
});
