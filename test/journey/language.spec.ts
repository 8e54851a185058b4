import { bookingBody, book, makeClinic } from '../support/factories.js';
import { PlainBrowser } from '../support/plain-browser.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

const TYPED = { name: 'Ana María Pérez', phone: 'not a number', email: 'ana@example.org' };

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const valueOf = ({ html }: PlainBrowser, name: string) =>
  html.match(new RegExp(`<input[^>]*id="${name}"[^>]*value="([^"]*)"`))?.[1];

describe.each([true, false])('in the middle of booking, with cookies: %s', (cookies) => {
  const atForm = async () => {
    const { slots } = await makeClinic(test, { capacity: 1 });
    const slot = slots[0]?.id ?? '';
    return { slot, browser: await new PlainBrowser(test, { cookies }).open(`/en/book/${slot}?people=1`) };
  };

  it('another language keeps what was typed and what is to mend, and names nobody in the address', async () => {
    const { slot, browser } = await atForm();
    await browser.press('Check and book', TYPED);
    expect([browser.status, browser.title]).toEqual([422, 'Your details']);
    await browser.press('Español');
    expect(browser.url).toBe(`/es/book/${slot}?people=1`);
    expect([browser.status, browser.title]).toEqual([422, 'Sus datos']);
    for (const [name, value] of Object.entries(TYPED)) expect(valueOf(browser, name)).toBe(value);
    await browser.press('English');
    expect([browser.title, valueOf(browser, 'name')]).toEqual(['Your details', TYPED.name]);
    expect(await test.database.query('select 1 from attendees where slot_id = $1', [slot])).toEqual([]);
  });

  it('on the review, and where the time was taken meanwhile', async () => {
    const { slot, browser } = await atForm();
    await browser.press('Check and book', { ...TYPED, phone: '' });
    await (cookies ? browser.follow('Español') : browser.press('Español'));
    expect(browser.text).toContain(TYPED.name);
    expect(browser.html).toContain('<html lang="es"');

    await book(test, bookingBody(slot));
    await browser.press('Reservar');
    expect(browser.status).toBe(409);
    await browser.press('English');
    expect([browser.status, browser.html.includes(TYPED.name)]).toEqual([409, true]);
    expect(browser.html).toContain('<html lang="en"');
  });
});
