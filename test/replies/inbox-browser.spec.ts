import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { Inbox } from '../support/inbox.js';
import { looksRight } from '../support/looks-right.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { signedIn } from '../support/staff.js';

let inbox: Inbox;
let test: MessagingApp;
let browser: Browser;

beforeAll(async () => {
  inbox = await Inbox.start({ browser: true });
  test = inbox.test;
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await test.close();
});

beforeEach(() => inbox.reset('2026-12-01T15:00:00Z'));

async function open(path: string, { javaScriptEnabled = true } = {}): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-US',
    viewport: { width: 1280, height: 900 },
    javaScriptEnabled,
  });
  await context.addCookies([(await signedIn(test, 'phone_desk', { name: 'Maria' })).browserCookie]);
  const page = await context.newPage();
  await page.goto(inbox.publicUrl + path);
  return page;
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

/** What is seen, where whoever works on the pages asks for pictures. */
async function picture(page: Page, name: string): Promise<void> {
  const directory = process.env['PICTURES'];
  if (!directory) return;
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${directory}/${name}-${width}.png`, fullPage: true });
  }
}

it('answers the next by keys alone, with the cost while one types, in what looks right everywhere', async () => {
  const rosa = await inbox.somebody();
  await rosa.write(
    '¿Puedo llevar a mi hija? Ella tiene tres años y no tengo con quién dejarla el sábado por la mañana.',
  );
  await rosa.write('', { more: { NumMedia: '1' } });
  const ana = await inbox.somebody({ fullName: 'Ana Gomes', language: 'en' });
  await ana.write('1');
  await test.dispatch();
  test.clock.at = new Date(test.clock.at.getTime() + 6 * 3_600_000);
  const page = await open('/staff/replies');
  await heading(page, '1 waits for an answer');
  expect(await page.locator('.chip.off').innerText()).toBe('Waits 6 hours');
  await looksRight(page);
  await picture(page, 'inbox');
  await page.keyboard.press('n');
  await heading(page, /^Rosa, 617-555-/);
  await looksRight(page);
  await picture(page, 'conversation');
  await page.waitForLoadState();
  await page.keyboard.press('a');
  await page.locator('#words:focus').waitFor();
  await page.keyboard.type('Sí, tráigala. “Hasta pronto”');
  const cost = page.locator('#cost');
  const typed = await cost.innerText();
  expect(typed).toMatch(/^28 of 300 characters, 1 segment \(its letters take more room\), 1\.1¢$/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Answered.' }).waitFor();
  await heading(page, 'Nobody waits for an answer');
  await test.dispatch();
  expect(rosa.got()).toContain('Sí, tráigala. "Hasta pronto"');
});

it('the words of the cost are those of the server, in every alphabet', async () => {
  const id = await inbox.writer().write('Where is it?');
  const [page, plain] = [await open(`/staff/replies/${id}`), inbox.page()];
  const samples = [
    'Hello',
    '€'.repeat(90),
    'x'.repeat(161),
    'ở thư viện '.repeat(9),
    '📚'.repeat(40),
    'It’s “here” – …',
  ];
  for (const words of samples) {
    await page.getByLabel(/^Answer/).fill(words);
    await plain.open(`/staff/replies/${id}`);
    await plain.press('See what it costs', { words });
    expect(plain.text).toContain(await page.locator('#cost').innerText());
  }
});

it('works without a script: a fault stands beside the field, what was typed stays', async () => {
  const id = await inbox.writer().write('Where is it?');
  const page = await open(`/staff/replies/${id}`, { javaScriptEnabled: false });
  await page.getByLabel(/^Answer/).fill('See www.example.org');
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByLabel(/^Answer/).inputValue()).toBe('See www.example.org');
  await page.getByLabel(/^Answer/).fill('At 690 Washington Street');
  await page.getByRole('button', { name: 'See what it costs' }).click();
  expect(await page.locator('#cost').innerText()).toMatch(/^24 of 300 characters, 1 segment, 1\.1¢$/);
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await page.getByRole('status').filter({ hasText: 'Answered.' }).waitFor();
});

it('hands over, and shows who wants no texts, in what looks right', async () => {
  const writer = inbox.writer();
  const id = await writer.write('Where is it?');
  await inbox.api('POST', `/${id}/hand-over`, { to: inbox.anita.id, note: 'She knows the library' });
  await writer.write('please stop texting me');
  const page = await open(`/staff/replies/${id}`);
  await page.getByText('An answer by text is not possible').waitFor();
  await looksRight(page);
  await picture(page, 'stopped');
  await page.goto(`${inbox.publicUrl}/staff/opt-outs`);
  await page.getByLabel('Phone or email').fill(writer.phone);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Allow texts again' }).waitFor();
  await looksRight(page);
  await picture(page, 'opt-outs');
});

it('loads itself anew where nobody is at it; where somebody types it says so and leaves the words alone', async () => {
  const page = await open('/staff/replies');
  await heading(page, 'Nobody waits for an answer');
  await page.clock.install();
  await page.reload();
  const writer = inbox.writer();
  const id = await writer.write('Where is it?');
  await page.clock.fastForward(10_000);
  await heading(page, '1 waits for an answer');

  // Nobody has been at it for long: it says so, and shows nobody.
  await inbox.writer().write('Is it free?');
  await page.clock.fastForward(16 * 60_000);
  await page.getByText('Something has changed here.').waitFor();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('1 waits for an answer');
  await page.keyboard.press('r');
  await heading(page, '2 wait for an answer');

  await page.goto(`${inbox.publicUrl}/staff/replies/${id}`);
  await page.getByLabel(/^Answer/).fill('At 690 Washington');
  await writer.write('And when?');
  await page.clock.fastForward(15_000);
  await page.getByText('Something has changed here.').waitFor();
  await looksRight(page);
  await picture(page, 'news');
  expect(await page.getByLabel(/^Answer/).inputValue()).toBe('At 690 Washington');
  await page.getByRole('link', { name: 'Look again' }).click();
  await page.getByText('And when?').waitFor();

  // Nor does anybody stay on the screen of whoever is signed in no more.
  await test.database.query('update sessions set ended_at = now() where ended_at is null');
  await page.clock.fastForward(15_000);
  await heading(page, 'Sign in');
});
