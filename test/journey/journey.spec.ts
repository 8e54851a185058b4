import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { MadeClinic } from '../support/factories.js';
import { book, bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import { axeFaults } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';
import { freePort } from '../support/app-process.js';

const WORDS = {
  en: {
    choose: 'Choose a time',
    check: 'Check and book',
    book: 'Book this place',
    have: 'You have a place',
    manage: 'Move or cancel',
    move: 'Move to another time',
    yesMove: 'Yes, move',
    moved: 'Your place is moved',
    cancel: 'Cancel',
    yesCancel: 'Yes, cancel',
    cancelled: 'Your place is cancelled',
    name: 'Your name',
    phone: 'Phone',
    texts: 'Send me text messages about this place',
  },
  es: {
    choose: 'Elegir una hora',
    check: 'Revisar y reservar',
    book: 'Reservar este lugar',
    have: 'Usted tiene un lugar',
    manage: 'Cambiar o cancelar',
    move: 'Cambiar la hora',
    yesMove: 'Sí, cambiar',
    moved: 'Su lugar cambió de hora',
    cancel: 'Cancelar',
    yesCancel: 'Sí, cancelar',
    cancelled: 'Su lugar está cancelado',
    name: 'Su nombre',
    phone: 'Teléfono',
    texts: 'Envíenme mensajes de texto sobre este lugar',
  },
};

let test: TestApp;
let browser: Browser;
let looker: Page;
let clinic: MadeClinic;
let base: string;

beforeAll(async () => {
  const port = await freePort();
  base = `http://localhost:${port}`;
  test = await startTestApp({ env: { PUBLIC_URL: base, RUN_WORKER: 'true' } });
  await test.app.listen(port, '127.0.0.1');
  browser = await launchBrowser();
  looker = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await looker.goto(base);
  clinic = await makeClinic(test, { title: 'Codman Square Library', to: '16:00', capacity: 4 });
}, 60_000);

afterAll(async () => {
  await browser.close();
  await test.close();
});

afterEach(async () => expect(await countsDiffer(test)).toEqual([]));

interface Opened {
  context: BrowserContext;
  page: Page;
  /** Errors of the console and of scripts, and failed requests. */
  errors: string[];
}

async function open(javaScriptEnabled: boolean, locale = 'en-US', width = 360): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height: 740 }, javaScriptEnabled, locale });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('requestfailed', (request) => errors.push(`${request.method()} ${request.url()}`));
  return { context, page, errors };
}

/**
 * Nothing that axe knows of, nothing wider than the screen. It looks at a copy of the page, in a window where axe stays
 * loaded, and so also at the pages of a browser without JavaScript.
 */
async function looksRight(page: Page): Promise<void> {
  await looker.setContent(await page.content());
  expect(await axeFaults(looker)).toEqual([]);
  const wider = await looker.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider).toBe(0);
}

describe.each(['en', 'es'] as const)('a person books, moves and cancels in %s', (locale) => {
  const words = WORDS[locale];

  it.each([
    ['with', true],
    ['without', false],
  ])(
    '%s JavaScript on a small phone',
    async (how, javaScript) => {
      const { context, page, errors } = await open(javaScript, locale === 'es' ? 'es-MX' : 'en-US');
      const look = () => looksRight(page);
      const title = (text: string) => page.getByRole('heading', { level: 1, name: text }).waitFor();
      await page.goto(base);
      expect(new URL(page.url()).pathname).toBe(`/${locale}`);
      await look();
      await page.getByRole('link', { name: 'Codman Square Library' }).click();
      await look();
      await page.getByRole('link', { name: words.choose }).click();
      await look();
      await page.getByRole('link', { name: /^10:30/ }).click();
      await look();
      await page.getByLabel(words.name, { exact: true }).fill(`Lourdes ${how === 'with' ? 'Script' : 'Plain'}`);
      await page.getByLabel(words.phone).fill('617-555-0142');
      await page.getByLabel(words.texts).check();
      await page.getByRole('button', { name: words.check }).click();
      await look();
      await page.getByRole('button', { name: words.book }).click();
      await title(words.have);
      await look();
      await page.getByRole('link', { name: words.manage }).click();
      await look();
      await page.getByRole('link', { name: words.move }).click();
      await look();
      await page.getByRole('link', { name: /^12:00/ }).click();
      await look();
      await page.getByRole('button', { name: words.yesMove }).click();
      await title(words.moved);
      await look();
      await page.getByRole('link', { name: words.cancel, exact: true }).click();
      await look();
      await page.getByRole('button', { name: words.yesCancel }).click();
      await title(words.cancelled);
      await look();
      expect(errors).toEqual([]);
      await context.close();
    },
    60_000,
  );
});

it('transfers less than 60 KB for the whole journey: pages, stylesheet, icons', async () => {
  const { context, page } = await open(true);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(`${base}/en`);
  await page.getByRole('link', { name: 'Codman Square Library' }).click();
  await page.getByRole('link', { name: 'Choose a time' }).click();
  await page.getByRole('link', { name: /^11:30/ }).click();
  await page.getByLabel('Your name').fill('Bytes Counted');
  await page.getByLabel('Phone').fill('617-555-0143');
  await page.getByRole('button', { name: 'Check and book' }).click();
  await page.getByRole('button', { name: 'Book this place' }).click();
  await page.getByRole('heading', { name: 'You have a place' }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(60_000);
  await context.close();
}, 60_000);

/** From the times to the review page, with a name of its own. */
async function toReview(page: Page, time: RegExp, name: string): Promise<void> {
  await page.goto(`${base}/en/clinics/${clinic.slug}/times`);
  await page.getByRole('link', { name: time }).click();
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Email').fill(`${name.replace(/\W/g, '').toLowerCase()}@example.org`);
  await page.getByRole('button', { name: 'Check and book' }).click();
  await page.getByRole('button', { name: 'Book this place' }).waitFor();
}

const bookings = async () =>
  (await test.database.query<{ n: number }>('select count(*)::integer as n from bookings'))[0]?.n ?? 0;

describe('what hurried people do', () => {
  it('a double click, a reload and the back button make one booking', async () => {
    const { context, page } = await open(true);
    const before = await bookings();
    await toReview(page, /^9:30/, 'Double Click');
    await page.getByRole('button', { name: 'Book this place' }).dblclick();
    await page.getByRole('heading', { name: 'You have a place' }).waitFor();
    const reference = await page.locator('.ref').innerText();
    await page.reload();
    expect(await page.locator('.ref').innerText()).toBe(reference);
    await page.goBack();
    await page.getByRole('button', { name: 'Book this place' }).click();
    await page.getByRole('heading', { name: 'You have a place' }).waitFor();
    expect(await page.locator('.ref').innerText()).toBe(reference);
    expect(await bookings()).toBe(before + 1);
    await context.close();
  }, 60_000);

  it('going back to change the name and booking again is a booking of its own', async () => {
    const { context, page } = await open(true);
    const before = await bookings();
    await toReview(page, /^9:30/, 'First Person');
    await page.getByRole('button', { name: 'Book this place' }).click();
    await page.getByRole('heading', { name: 'You have a place' }).waitFor();
    await toReview(page, /^9:30/, 'Second Person');
    await page.getByRole('link', { name: 'Change something' }).click();
    expect(await page.getByLabel('Your name').inputValue()).toBe('Second Person');
    await page.getByLabel('Your name').fill('Second Spelling');
    await page.getByRole('button', { name: 'Check and book' }).click();
    await page.getByRole('button', { name: 'Book this place' }).click();
    await page.getByRole('heading', { name: 'You have a place' }).waitFor();
    expect(await bookings()).toBe(before + 2);
    await context.close();
  }, 60_000);

  it('a slot that fills while the form is open: what was typed stays, other times are offered', async () => {
    const { context, page, errors } = await open(true);
    await toReview(page, /^2:00/, 'Slow Typist');
    const slot = clinic.slots.find((candidate) => candidate.startsAt.toISOString().includes('T19:00'));
    while ((await book(test, bookingBody(slot?.id ?? ''))).statusCode === 201);
    await page.getByRole('button', { name: 'Book this place' }).click();
    await page.getByRole('heading', { name: 'That time is taken now' }).waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: /, 2:30 pm/ }).click();
    await page.getByText('Slow Typist').waitFor();
    await page.getByRole('button', { name: 'Book this place' }).click();
    await page.getByRole('heading', { name: 'You have a place' }).waitFor();
    expect(errors.filter((error) => !error.includes('409'))).toEqual([]);
    await context.close();
  }, 60_000);

  it('a form with mistakes keeps what was typed and says what to do, at the field', async () => {
    const { context, page } = await open(true);
    await page.goto(`${base}/en/clinics/${clinic.slug}/times?people=2`);
    await page.getByRole('link', { name: /^10:00/ }).click();
    await page.getByLabel('Phone').fill('555 0148');
    await page.getByLabel('Name of person 2').fill('Ramón');
    await page.getByRole('button', { name: 'Check and book' }).click();
    await page.getByRole('alert').waitFor();
    await looksRight(page);
    expect(await page.title()).toMatch(/^2 things to fix: /);
    expect(await page.getByRole('alert').innerText()).toContain('The phone number needs 10 digits. You wrote 7');
    expect(await page.getByLabel('Phone').inputValue()).toBe('555 0148');
    expect(await page.getByLabel('Name of person 2').inputValue()).toBe('Ramón');
    await page.getByRole('link', { name: 'Write your name' }).click();
    expect(await page.getByLabel('Your name').evaluate((input) => input === document.activeElement)).toBe(true);
    await context.close();
  }, 60_000);
});
