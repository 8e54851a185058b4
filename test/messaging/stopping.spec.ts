import { DispatchJob } from '../../src/messaging/dispatch.job.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp, until } from '../support/messaging-app.js';

/** More than one round takes. */
const PEOPLE = 30;

let test: MessagingApp;
beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z', { RUN_WORKER: 'true' });
});
afterAll(() => test.close());

it('a worker that is asked to stop hands over what it has in hand and leaves the rest in the queue', async () => {
  const clinic = await makeClinic(test, { capacity: PEOPLE });
  let open = () => {};
  let asked = 0;
  const gate = new Promise<void>((resolve) => (open = resolve));
  test.mail.trouble = () => ((asked += 1), { at: 'RCPT', until: gate });
  for (let i = 0; i < PEOPLE; i++) {
    const contact = { phone: undefined, smsConsent: false, email: `p${i}@example.org`, emailConsent: true };
    await booked(test, bookingBody(clinic.slots[0]?.id ?? '', contact));
  }
  await until(
    () => asked,
    (n) => n > 0,
  );
  const inHand = (await test.outbox()).filter(({ state, claimedUntil }) => state === 'sending' || claimedUntil).length;
  expect(inHand).toBeLessThan(PEOPLE);

  const stopped = test.app.get(DispatchJob).beforeApplicationShutdown();
  open();
  await stopped;
  const states = (await test.outbox()).map(({ state }) => state);
  expect(states.filter((state) => state === 'sent')).toHaveLength(inHand);
  expect(states.filter((state) => state === 'queued')).toHaveLength(PEOPLE - inHand);
  expect(test.mail.mails).toHaveLength(inHand);
});
