import { newSecretKey } from '../../src/platform/secret-keys.js';
import { startAppProcess } from '../support/app-process.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { PUBLIC_URL, startMessagingApp, until } from '../support/messaging-app.js';

const SECRET_KEYS = newSecretKey('test');
let test: MessagingApp;

beforeAll(async () => {
  test = await startMessagingApp(new Date().toISOString(), { SECRET_KEYS });
});
afterAll(() => test.close());

it('killed after the provider took a message and before that was recorded: unknown, settled by the report', async () => {
  const phone = '+16175550190';
  const clinic = await makeClinic(test);
  const { reference } = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone }));
  const look = async () => (await test.outbox(reference))[0];
  test.sms.trouble = () => ({ line: 'hang' });
  const process = await startAppProcess({
    ...{ DATABASE_URL: test.databaseUrl, SECRET_KEYS, PUBLIC_URL },
    ...{ ...test.sms.env, ...test.mail.env },
  });
  try {
    await until(
      () => test.sms.to(phone),
      (taken) => taken.length === 1,
    );
  } finally {
    process.child.kill('SIGKILL');
    await process.stop();
  }
  expect(await look()).toMatchObject({ state: 'sending', attempts: 1 });

  test.sms.trouble = () => undefined;
  await test.dispatch();
  expect(await look()).toMatchObject({ state: 'sending' });
  test.clock.at = new Date(Date.now() + 120_000);
  await test.dispatch();
  expect(await look()).toMatchObject({ state: 'unknown', errorCode: 'process_lost', attempts: 1 });
  const [sms, ...more] = test.sms.to(phone);
  expect([sms === undefined, more]).toEqual([false, []]);
  expect(sms && (await test.sms.report(test.url, sms, 'delivered'))).toBe(204);
  expect(await look()).toMatchObject({ state: 'delivered', errorCode: null });
});
