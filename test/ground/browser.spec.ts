import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

test('a real browser lays out a page, with letters that have a width', async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
  await page.setContent('<span id="i">iiii</span> <span id="m">mmmm</span>');
  const width = async (id: string) => (await page.locator(id).boundingBox())?.width ?? 0;
  expect(await width('#m')).toBeGreaterThan((await width('#i')) * 1.5);
});
