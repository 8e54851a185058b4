import type { Browser, BrowserContext, Page } from 'playwright-core';
import { freePort } from './app-process.js';
import { axeFaults } from './axe.js';
import { launchBrowser } from './browser.js';
import type { TestApp } from './test-app.js';
import { startTestApp } from './test-app.js';

const viewport = { width: 360, height: 740 };

export interface Opened {
  context: BrowserContext;
  page: Page;
  /** Errors of the console and of scripts, and failed requests. */
  errors: string[];
}

interface Options {
  javaScriptEnabled?: boolean;
  locale?: string;
  /** The zone of the device. */
  timezoneId?: string;
}

/** The application, its worker with it, and a small phone to look at it with. */
export interface SmallPhone {
  test: TestApp;
  base: string;
  open: (options?: Options) => Promise<Opened>;
  /** Nothing that axe knows of, nothing wider than the screen. */
  looksRight: (page: Page) => Promise<void>;
  close: () => Promise<void>;
}

/** One application and one browser for a test file. */
export async function startSmallPhone(): Promise<SmallPhone> {
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const test = await startTestApp({ env: { PUBLIC_URL: base, RUN_WORKER: 'true' } });
  await test.app.listen(port, '127.0.0.1');
  const browser = await launchBrowser();
  const looker = await browser.newPage({ viewport });
  await looker.goto(base);
  return {
    test,
    base,
    open: (options) => open(browser, options),
    // At a copy of the page, in a window where axe stays loaded.
    looksRight: async (page) => {
      await looker.setContent(await page.content());
      expect(await axeFaults(looker)).toEqual([]);
      const wider = await looker.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wider).toBe(0);
    },
    close: async () => {
      await browser.close();
      await test.close();
    },
  };
}

async function open(browser: Browser, options: Options = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport, locale: 'en-US', ...options });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('requestfailed', (request) => errors.push(`${request.method()} ${request.url()}`));
  return { context, page, errors };
}
