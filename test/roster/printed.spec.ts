import type { Browser, Page } from 'playwright-core';
import { axeFaults } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { inFull } from '../support/full.js';
import { readPdf } from '../support/pdf.js';
import { sixtyPeople } from '../support/sixty.js';
import { signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

/** What the browser prints. */
let test: TestApp;
let browser: Browser;
let page: Page;
let path: string;

beforeAll(async () => {
  test = await startTestApp({ clock: new TestClock(new Date('2026-12-05T13:30:00Z')) });
  const clinic = await sixtyPeople(test, '2026-12-05');
  await test.database.query(
    `insert into clinic_stations (clinic_id, position, name)
     select $1, n, 'Station ' || n from generate_series(0, 5) n`,
    [clinic.id],
  );
  const { browserCookie } = await signedIn(test, 'coordinator', { clinics: [clinic.id] });
  await test.app.listen(0, '127.0.0.1');
  const url = await test.app.getUrl();
  path = `${url}/staff/clinics/${clinic.id}/roster`;
  browser = await launchBrowser();
  const context = await browser.newContext();
  await context.addCookies([{ ...browserCookie, url }]);
  page = await context.newPage();
});
afterAll(async () => {
  await browser.close();
  await test.close();
});

async function printed(address: string) {
  await page.goto(`${path}/${address}`);
  const { pages, texts } = await readPdf(await page.pdf({ preferCSSPageSize: true }));
  expect(pages).toEqual(pages.map(() => ({ width: 612, height: 792 })));
  for (const { x, width } of texts) expect([x > 20, x + width < 592]).toEqual([true, true]);
  const words = texts.map(({ text }) => text).join(' ');
  expect(words).not.toMatch(/Ctrl|Print the|Audit trail|Keys/);
  return { pages: pages.length, texts, words };
}

it('sixty people print on three sheets, with a head on each, and no line in two', async () => {
  const { pages, texts } = await printed('print');
  expect(pages).toBe(3);
  for (const number of [1, 2, 3]) {
    const words = texts.filter((one) => one.page === number).map(({ text }) => text);
    expect(words).toEqual(expect.arrayContaining(['Test Library', 'Came', 'No-show', 'Reference', 'By hand']));
    expect(words.join('')).toContain(`Page ${number} of 3`);
  }
  expect(texts.filter(({ text }) => text === 'walk-in')).toHaveLength(3);
  expect(texts.filter(({ text }) => text === '9:30 am')).toHaveLength(10);
  const long = texts.filter(({ text }) => /Wolfesch|gerdorff/.test(text));
  expect(long.length).toBeGreaterThan(1);
  expect(new Set(long.map((one) => one.page)).size).toBe(1);
  expect(texts.at(-1)?.page).toBe(3);
});

it('a row is high enough to write in', async () => {
  await page.emulateMedia({ media: 'print' });
  await page.goto(`${path}/print`);
  const heights = await page
    .locator('.sheet tbody tr')
    .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
  // Eight millimetres.
  expect(Math.min(...heights)).toBeGreaterThan((8 / 25.4) * 96);
  await page.emulateMedia({ media: null });
});

it('the card is one sheet, and says what must not be forgotten', async () => {
  const { pages, words } = await printed('card');
  expect(pages).toBe(1);
  for (const said of [/Arrived/, /Now at/, /Undo/, /walk-in/, /not yet sent/, /A-number, social security number/])
    expect(words).toMatch(said);
});

it('a button prints, for a tablet has no keys', async () => {
  for (const [address, name] of [
    ['print', 'Print the sheet'],
    ['card', 'Print the card'],
  ] as const) {
    await page.goto(`${path}/${address}`);
    const asked = page.evaluate(() => new Promise((done) => window.addEventListener('beforeprint', () => done(true))));
    await page.getByRole('button', { name }).click();
    expect(await asked).toBe(true);
  }
});

it('on a screen axe finds nothing, and nothing is wider than the screen', async () => {
  for (const address of ['print', 'export', 'card']) {
    await page.goto(`${path}/${address}`);
    for (const width of inFull([360, 768, 1280], [360])) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect({ address, width, faults: await axeFaults(page), wide }).toEqual({
        address,
        width,
        faults: [],
        wide: false,
      });
    }
  }
});
