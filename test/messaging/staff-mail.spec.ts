import { booked, tokenOf } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import { doResets, postForm, signedIn } from '../support/staff.js';

/** What the team asks for as staff does not stop with emails about bookings. */

let test: MessagingApp;
let clinic: MadeClinic;

beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z');
  clinic = await makeClinic(test, { capacity: 100 });
});
afterAll(() => test.close());

const slot = (i: number) => clinic.slots[i]?.id ?? '';

const ONE_CLICK = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
const refuseAll = () => void (test.mail.trouble = () => ({ at: 'RCPT', code: 550 }));

it.each([
  ['stopped them', (unsubscribe: string) => fetch(unsubscribe, { method: 'POST', body: ONE_CLICK }), 'opted_out'],
  ['had no such mailbox then', refuseAll, 'bad_address'],
])('emails about a booking: who of the team %s still gets what they ask for as staff', async (_, end, why) => {
  const email = `${why}@example.org`;
  const booking = await booked(test, bookingBody(slot(0), { email, emailConsent: true }));
  await test.dispatch();
  const [, unsubscribe = ''] =
    /^List-Unsubscribe: <[^>]+(\/unsubscribe\/[^>]+)>/m.exec(test.mail.to(email)[0]?.raw ?? '') ?? [];
  const move = (slotId: string) =>
    test.app.inject({ method: 'POST', url: `/api/bookings/${tokenOf(booking)}/move`, payload: { slotId } });
  const { cookie } = await signedIn(test, 'coordinator', { email });
  await move(slot(1));
  await end(test.url + unsubscribe);
  await test.dispatch();
  test.mail.trouble = () => undefined;
  const before = test.mail.to(email).length;
  await postForm(test, '/staff/reset', { email });
  await doResets(test);
  await postForm(test, '/staff/messages/templates/lost_link/test', { by: 'email' }, { cookie });
  await move(slot(0));
  await test.dispatch();
  const subjects = test.mail.to(email).map(({ subject }) => subject);
  expect(subjects.slice(before).sort()).toEqual(['Choose a new password', expect.stringMatching(/^TEST: /)]);
  // The link in a sample leads nowhere: no mail program is to click it.
  for (const { raw } of test.mail.to(email).slice(before)) expect(raw).not.toMatch(/^List-Unsubscribe/m);
  const told = (await test.outbox(booking.reference)).filter(
    ({ channel, kind }) => `${channel} ${kind}` === 'email booking_moved',
  );
  expect(told.at(-1)).toMatchObject({ state: 'suppressed', errorCode: why });
});
