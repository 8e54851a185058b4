import type { Browser, BrowserContextOptions, Page, Route } from 'playwright-core';
import type { Locale } from '../../src/i18n/locales.js';
import { findAsset } from '../../src/ui/assets.js';
import { render } from '../../src/ui/html.js';
import { pageContext } from '../../src/ui/page-context.js';
import { axeFaults } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { inFull } from '../support/full.js';
import { samplePages } from './samples.js';

const HOST = 'http://look.test';

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));
afterAll(() => browser.close());

/** The longest words on the narrowest screen in the dark; and a desk by day. */
const WAYS: [string, Locale, BrowserContextOptions][] = [
  ['Spanish, 320 px, dark', 'es', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }],
  ['English, 1280 px, light', 'en', { viewport: { width: 1280, height: 800 }, colorScheme: 'light' }],
];

it.each(WAYS)(
  'pages in every state, %s: nothing for axe, nothing off the screen, targets big enough to touch',
  async (name, locale, options) => {
    const every = Object.entries(samplePages(pageContext(locale, (tag) => `/${tag}`)));
    // In short each way looks at every other page, and both together at all.
    const turn = WAYS.findIndex(([one]) => one === name);
    const pages = inFull(
      every,
      every.filter((_, i) => i % WAYS.length === turn),
    );
    const context = await browser.newContext({ ...options, baseURL: HOST });
    const wrong: string[] = [];
    await context.route('**', (route) => answer(route, {}));
    const lookThrough = async (page: Page) => {
      page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
      await page.goto('/');
      for (let next = pages.shift(); next; next = pages.shift()) {
        const [name, view] = next;
        // Written into the same document, so that axe, which is put in once, stays.
        await page.setContent(render(view));
        await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
        const found = await faults(page);
        wrong.push(...found.map((fault) => `${name}: ${fault}`));
      }
    };
    await Promise.all([1, 2].map(async () => lookThrough(await context.newPage())));
    expect(wrong).toEqual([]);
    await context.close();
  },
  120_000,
);

it("adds the reader's own time to a video call, in the reader's words, only when the zone is another", async () => {
  const pages = samplePages(pageContext('en', (tag) => `/${tag}`));
  const own = async (timezoneId: string, name: string) => {
    const context = await browser.newContext({ timezoneId });
    const page = await context.newPage();
    await page.route('**', (route) => answer(route, pages));
    await page.goto(`${HOST}/${encodeURIComponent(name)}`);
    const texts = await page.locator('.own-time').allInnerTexts();
    await context.close();
    return texts;
  };
  expect(await own('America/Los_Angeles', 'confirmed video call')).toEqual(['Where you are now: Saturday 7:30 am']);
  expect(await own('Asia/Tokyo', 'confirmed video call')).toEqual(['Where you are now: Saturday 11:30 pm']);
  expect(await own('America/Los_Angeles', 'times, open, virtual')).toEqual([
    '9:30 am is Saturday 6:30 am where you are now.',
  ]);
  expect(await own('America/New_York', 'confirmed video call')).toEqual([]);
  expect(await own('America/Los_Angeles', 'confirmed')).toEqual([]);
});

async function answer(route: Route, pages: Record<string, JSX.Element>): Promise<void> {
  const path = decodeURIComponent(new URL(route.request().url()).pathname);
  const asset = findAsset(path.replace('/assets/', ''));
  if (asset) return route.fulfill({ contentType: asset.type, body: asset.plain });
  const body = render(pages[path.slice(1)] ?? '');
  return route.fulfill({ contentType: 'text/html; charset=utf-8', body });
}

/** What axe finds; what is wider than the screen; what is too small to touch. */
async function faults(page: Page): Promise<string[]> {
  const found = await axeFaults(page);
  const measured = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    // The row of a clinic is one link, larger than its words; links within a text follow the text.
    const small = [...document.querySelectorAll<HTMLElement>('main a, main button, main select, main input, summary')]
      .filter((control) => !control.closest('.agenda, .way, .note') && control.offsetParent)
      .filter((control) => (control.closest('label') ?? control).getBoundingClientRect().height < 40)
      .map((control) => `too small: ${control.outerHTML.slice(0, 80)}`);
    return scrollWidth > clientWidth ? [`wider than the screen by ${scrollWidth - clientWidth}`, ...small] : small;
  });
  return [...found, ...measured];
}
