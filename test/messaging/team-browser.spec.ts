import type { Browser } from 'playwright-core';
import { freePort } from '../support/app-process.js';
import { booked } from '../support/bookings.js';
import { launchBrowser } from '../support/browser.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import { looksRight } from '../support/looks-right.js';
import { signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

/** The team's pages about messages, on a phone and on a desk; axe finds nothing. */
let test: TestApp;
let browser: Browser;
let base: string;
let clinic: MadeClinic;

beforeAll(async () => {
  const port = await freePort();
  base = `http://localhost:${port}`;
  test = await startTestApp({ env: { PUBLIC_URL: base } });
  await test.app.listen(port, '127.0.0.1');
  clinic = await makeClinic(test, { title: 'Codman Square Library', capacity: 6 });
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await test.close();
});

it('what is written, one message with its email, what became of those of a clinic, and what was spent', async () => {
  const body = bookingBody(clinic.slots[0]?.id ?? '', { email: 'a@example.org', emailConsent: true, language: 'es' });
  const { reference } = await booked(test, body);
  const states = ['undelivered', 'failed', 'missed', 'suppressed', 'delivered', 'unknown'];
  const codes = ['30005', '30034', 'late', 'superseded', null, 'process_lost'];
  await test.database.query(
    `insert into messages (id, clinic_id, subject_type, subject_id, kind, channel, dedupe_key, state, error_code, due_at,
       sent_at, settled_at, segments, created_at)
     select gen_random_uuid(), $1, 'booking', b.id, 'booking_moved', 'sms', 'made ' || s.state, s.state, s.code,
       now() - s.n * interval '3 hours', now() - s.n * interval '3 hours', now() - s.n * interval '2 hours', 3, now()
     from bookings b, unnest($3::text[], $4::text[]) with ordinality as s (state, code, n) where b.reference = $2`,
    [clinic.id, reference, states, codes],
  );
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 } });
  await context.addCookies([(await signedIn(test, 'admin', { name: 'Phuong' })).browserCookie]);
  const page = await context.newPage();
  for (const path of [
    '/staff/messages/templates',
    `/staff/messages/templates/clinic_changed?language=es&mode=in_person&clinic=${clinic.id}`,
    `/staff/clinics/${clinic.id}/messages`,
    '/staff/messages',
    `/staff/clinics/${clinic.id}/texts`,
  ]) {
    await page.goto(`${base}${path}`);
    await looksRight(page);
  }
  await page.goto(`${base}/staff/messages/templates`);
  await page.getByRole('link', { name: 'Clinic called off: see the email, send a test' }).click();
  await page.getByRole('button', { name: 'Email it to me' }).click();
  await page.getByRole('status').filter({ hasText: 'on its way' }).waitFor();
  const mail = page.frameLocator('iframe');
  await mail.getByRole('heading', { name: 'This clinic will not take place' }).waitFor();
});
