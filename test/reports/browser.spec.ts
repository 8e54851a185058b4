import { SeasonSeed } from '../../src/app/season-seed.js';
import { freePort } from '../support/app-process.js';
import { axeFaults } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { inFull } from '../support/full.js';
import { signedIn } from '../support/staff.js';
import { startTestApp } from '../support/test-app.js';

const WIDTHS = inFull([1280, 768, 360], [1280, 360]);

it('pictures look right on every screen: nothing is cut off, axe finds nothing, each has its numbers', async () => {
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const test = await startTestApp({ env: { PUBLIC_URL: base } });
  await test.app.listen(port, '127.0.0.1');
  await test.app.get(SeasonSeed).make({ clinics: 8, bookings: 300 });
  const browser = await launchBrowser();
  const page = await (await browser.newContext({ locale: 'en-US' })).newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.context().addCookies([(await signedIn(test, 'admin')).browserCookie]);
  const [days] = await test.database.query<{ from: string; to: string; id: string }>(
    `select min(day)::text as from, max(day)::text as to,
       (select id from clinics where status = 'completed' order by day limit 1) from clinics`,
  );
  for (const path of [`/staff/clinics/${days?.id}/report`, `/staff/reports?from=${days?.from}&to=${days?.to}`]) {
    await page.goto(`${base}${path}`);
    expect(await page.locator('figure').count()).toBe(5);
    for (const figure of await page.locator('figure').all()) {
      expect((await figure.getByRole('img').getAttribute('aria-labelledby')) ?? '').not.toBe('');
      expect(await figure.locator('figcaption').count()).toBe(1);
      expect(await figure.locator('tbody tr').count()).toBeGreaterThan(2);
    }
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 760 });
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      // A word of a picture that leaves the screen makes no scroll bar: it is looked for.
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll('.chart text')]
          .filter((text) => text.getBoundingClientRect().right > document.documentElement.clientWidth)
          .map((text) => text.textContent),
      );
      const faults = width === 1280 ? [] : await axeFaults(page);
      expect({ path, width, wide, cut, faults }).toEqual({ path, width, wide: 0, cut: [], faults: [] });
    }
  }
  expect(errors).toEqual([]);
  await browser.close();
  await test.close();
}, 60_000);
