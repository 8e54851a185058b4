import { randomUUID } from 'node:crypto';
import { booked } from '../support/bookings.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;
let clinic: MadeClinic;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  clinic = await makeClinic(test);
});

const path = () => `/staff/clinics/${clinic.id}/roster`;

/** Somebody of the clinic's intake, and how they tap. */
async function atTheTable(name = 'Anita') {
  const { cookie } = await signedIn(test, 'intake', { clinics: [clinic.id], name });
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  const tap = async (taps: object[]) => {
    const answer = await test.app.inject({ method: 'POST', url: `${path()}/taps`, headers, payload: { taps } });
    expect(answer.statusCode).toBe(200);
    return answer.json<{ results: { id: string; outcome: string; attendee: { status: string; version: number } }[] }>()
      .results;
  };
  const browser = new PlainBrowser(test);
  const [key = '', value = ''] = cookie.split('=');
  browser.jar.set(key, value);
  return { cookie, headers, tap, browser };
}

async function somebody(name = 'Lourdes Tavares') {
  const { attendees, reference } = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { fullName: name }));
  return { id: attendees[0]?.id ?? '', reference };
}

it('without a script: a tap is a form, its way back too, and what others said meanwhile is shown in its place', async () => {
  const { id } = await somebody();
  const { browser } = await atTheTable();
  await browser.open(path());
  expect([browser.status, browser.title]).toEqual([200, 'Test Library']);
  expect(browser.text).toContain('Lourdes Tavares');
  await browser.press('Arrived');
  expect(browser.html).toMatch(/data-status="arrived"[^>]*data-version="1"/);
  const { tap } = await atTheTable('Bruno');
  await tap([{ id: randomUUID(), attendeeId: id, status: 'no_show', seen: 1 }]);
  await browser.press('Done');
  expect(browser.text).toContain('Two answers. You: Done. Bruno: No-show.');
});
