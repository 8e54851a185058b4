import type { Browser, Page } from 'playwright-core';
import { InviteStaff } from '../../src/staff/invite-staff.js';
import { freePort } from '../support/app-process.js';
import { axeFaults } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import type { TestProvider } from '../support/oidc-provider.js';
import { startOidcProvider } from '../support/oidc-provider.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;
let provider: TestProvider;
let browser: Browser;
let base: string;

beforeAll(async () => {
  const port = await freePort();
  base = `http://localhost:${port}`;
  provider = await startOidcProvider(base);
  test = await startTestApp({ env: { ...provider.env, PUBLIC_URL: base } });
  await test.app.listen(port, '127.0.0.1');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await test.close();
  await provider.stop();
});

async function looksRight(page: Page) {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect({ width, url: page.url(), faults: await axeFaults(page) }).toMatchObject({ faults: [] });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wider).toBeLessThanOrEqual(0);
  }
}

it.each([true, false])(
  'an invited coordinator signs in through the provider, with scripts: %s',
  async (javaScriptEnabled) => {
    const sub = `coordinator-${javaScriptEnabled}`;
    const email = `${sub}@example.org`;
    await test.app.get(InviteStaff).run({ name: 'Ana', email, role: 'coordinator' }, { actor: 'shell' });
    provider.accounts.push({ sub, email, email_verified: true });
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));

    await page.goto(`${base}/staff`);
    if (javaScriptEnabled) await looksRight(page);
    await page.getByRole('button', { name: 'Sign in with Team accounts' }).click();
    // Another site, reached from a form of ours whose policy says that forms are sent to us alone.
    await page.waitForURL(`${provider.issuer}/**`);
    await page.getByRole('link', { name: `Sign in as ${sub}`, exact: true }).click();
    await page.waitForURL(`${base}/staff`);
    expect(await page.getByRole('link', { name: 'Ana' }).isVisible()).toBe(true);
    expect((await context.cookies(base)).map(({ name }) => name).sort()).toEqual(['known', 'staff']);
    await page.goto(`${base}/staff/me`);
    expect(await page.getByRole('heading', { name: 'Sign-in with Team accounts' }).isVisible()).toBe(true);
    if (javaScriptEnabled) await looksRight(page);
    expect(errors).toEqual([]);
    await context.close();
  },
);

it('who is not invited reads a page that says what to do, and leads back', async () => {
  provider.accounts.push({ sub: 'stranger', email: 'stranger@example.org', email_verified: true });
  const page = await browser.newPage();
  await page.goto(`${base}/staff/sign-in`);
  await page.getByRole('button', { name: 'Sign in with Team accounts' }).click();
  await page.waitForURL(`${provider.issuer}/**`);
  await page.getByRole('link', { name: 'Sign in as stranger' }).click();
  await page.getByRole('heading', { name: 'This account cannot sign in here' }).waitFor();
  await looksRight(page);
  await page.getByRole('link', { name: 'Go to the sign-in page' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});
