import { MAX_ATTEMPTS } from '../../src/messaging/message-states.js';
import { twilioChannel } from '../../src/messaging/twilio.channel.js';
import { booked, tokenOf } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import type { SmsTrouble } from '../support/sms-standin.js';

let test: MessagingApp;
let clinic: MadeClinic;
let people = 0;

beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z');
  clinic = await makeClinic(test, { capacity: 100 });
});
afterAll(() => test.close());
afterEach(() => {
  test.sms.trouble = () => undefined;
});

const newPhone = () => `+1617555${String(1000 + ++people)}`;
const book = (phone: string) => booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone }));
const wait = (ms: number) => (test.clock.at = new Date(test.clock.at.getTime() + ms));
const hours = (n: number) => n * 3_600_000;

/** One message into trouble, and what the outbox says of it. */
async function into(trouble: SmsTrouble) {
  const phone = newPhone();
  test.sms.trouble = (to) => (to === phone ? trouble : undefined);
  const { reference, manageUrl } = await book(phone);
  await test.dispatch();
  const look = async () => (await test.outbox(reference))[0];
  return { phone, look, row: await look(), token: tokenOf({ manageUrl }) };
}

it.each<[string, SmsTrouble, string]>([
  ['a number that is none', { status: 400, code: 21211 }, '21211'],
  ['any other clear no', { status: 400 }, '400'],
])('%s is final', async (_, trouble, errorCode) => {
  const { row, phone } = await into(trouble);
  expect(row).toMatchObject({ state: 'failed', errorCode, attempts: 1 });
  test.sms.trouble = () => undefined;
  wait(hours(4));
  await test.dispatch();
  expect(test.sms.to(phone)).toEqual([]);
});

it.each<[string, SmsTrouble, string]>([
  ['wrong credentials', { status: 401, code: 20003 }, '20003'],
  ['an unknown account', { status: 404, code: 20404 }, '20404'],
  ['too many at once', { status: 429, code: 20429 }, '20429'],
  ['not now', { status: 503 }, '503'],
])('%s: it goes, once, when that is over', async (_, trouble, errorCode) => {
  const { row, look, phone } = await into(trouble);
  expect(row).toMatchObject({ state: 'queued', errorCode, attempts: 1 });
  expect(row?.dueAt).toEqual(new Date(test.clock.at.getTime() + 15_000));
  test.sms.trouble = () => undefined;
  wait(14_000);
  await test.dispatch();
  expect(test.sms.to(phone)).toHaveLength(0);
  wait(1_000);
  await test.dispatch();
  expect(await look()).toMatchObject({ state: 'sent', errorCode: null, attempts: 2 });
  expect(test.sms.to(phone)).toHaveLength(1);
});

it.each([
  [429, '120', 120],
  [503, '120', 120],
  [429, '2', 15],
  [429, '86400', 1800],
  [429, 'Wed, 02 Dec 2026 00:00:00 GMT', 15],
])('%i with "Retry-After: %s" waits %i seconds', async (status, retryAfter, seconds) => {
  const { row } = await into({ status, code: 20429, retryAfter });
  expect(row).toMatchObject({ state: 'queued', errorCode: '20429' });
  expect((row?.dueAt.getTime() ?? 0) - test.clock.at.getTime()).toBe(seconds * 1000);
});

it.each<[string, SmsTrouble, number]>([
  ['an error of the provider', { status: 500, code: 20500 }, 0],
  ['"not now" that is not one', { status: 502, retryAfter: '5' }, 0],
  ['a line that broke before the message was taken', { line: 'reset_before' }, 0],
  ['a line that broke after the message was taken', { line: 'reset_after' }, 1],
])('%s: nobody can tell, so it is not sent again', async (_, trouble, taken) => {
  const { row, look, phone } = await into(trouble);
  expect(row).toMatchObject({ state: 'unknown', attempts: 1 });
  expect(row?.errorCode).toBeTruthy();
  test.sms.trouble = () => undefined;
  wait(hours(4));
  await test.dispatch();
  expect(await look()).toMatchObject({ state: 'unknown', attempts: 1 });
  expect(test.sms.to(phone)).toHaveLength(taken);
});

it('a provider that takes the message and does not answer: unknown', async () => {
  test.sms.trouble = () => ({ line: 'hang' });
  const { sms } = test.config;
  if (sms.channel !== 'twilio') throw new Error('the stand-in is not in use');
  const result = await twilioChannel(sms, test.config, { send: 200, ask: 200 }).send('id', newPhone(), 'Hello');
  expect(result).toEqual({ outcome: 'unknown', code: 'ECONNABORTED' });
});

it('nobody there at all: certainly not sent, so tried again', async () => {
  const { sms } = test.config;
  if (sms.channel !== 'twilio') throw new Error('the stand-in is not in use');
  const nowhere = { ...sms, apiBaseUrl: 'http://127.0.0.1:9' };
  const result = await twilioChannel(nowhere, test.config).send('id', newPhone(), 'Hello');
  expect(result).toMatchObject({ outcome: 'retry', code: 'ECONNREFUSED' });
});

it('tries again at growing distances, and gives up in the end', async () => {
  const { look } = await into({ status: 503 });
  const waits: number[] = [];
  for (let row = await look(); row?.state === 'queued'; row = await look()) {
    waits.push((row.dueAt.getTime() - test.clock.at.getTime()) / 1000);
    test.clock.at = row.dueAt;
    await test.dispatch();
  }
  expect(waits).toEqual([15, 30, 60, 120, 240, 480, 960, 1800, 1800, 1800, 1800]);
  expect(await look()).toMatchObject({ state: 'failed', errorCode: '503', attempts: MAX_ATTEMPTS });
  const { calls } = test.sms;
  wait(hours(24));
  await test.dispatch();
  expect(test.sms.calls).toBe(calls);
});

it('asks again at each try whether it is still true', async () => {
  const { token, phone } = await into({ status: 503 });
  test.sms.trouble = () => undefined;
  await test.app.inject({ method: 'POST', url: `/api/bookings/${token}/cancel`, payload: {} });
  wait(60_000);
  await test.dispatch();
  expect(test.sms.to(phone).map(({ body }) => body.slice(0, 25))).toEqual(['Your place is given back:']);
});

it('a number that wants no messages gets none any more', async () => {
  const { row, phone } = await into({ status: 400, code: 21610 });
  expect(row).toMatchObject({ state: 'failed', errorCode: '21610' });
  test.sms.trouble = () => undefined;
  const { calls } = test.sms;
  const { reference } = await booked(
    test,
    bookingBody(clinic.slots[1]?.id ?? '', { phone, email: 'still@example.org', emailConsent: true }),
  );
  await test.dispatch();
  const later = (await test.outbox(reference)).map(({ channel, state, errorCode }) => [channel, state, errorCode]);
  expect(later).toEqual([
    ['email', 'sent', null],
    ['sms', 'suppressed', 'opted_out'],
  ]);
  expect(test.sms.calls).toBe(calls);
});

it("one message's failure never stops the next", async () => {
  const phones = Array.from({ length: 6 }, newPhone);
  const troubles: (SmsTrouble | undefined)[] = [
    { status: 400, code: 21211 },
    { line: 'reset_before' },
    undefined,
    { status: 503 },
    { status: 500 },
    undefined,
  ];
  test.sms.trouble = (to) => troubles[phones.indexOf(to)];
  const bookings = [];
  for (const phone of phones) bookings.push(await book(phone));
  // One that cannot even be prepared: its name does not open.
  await test.database.query(`update bookings set name = 'k:broken' where reference = $1`, [bookings[2]?.reference]);
  await test.dispatch();
  const rows = await Promise.all(bookings.map(async ({ reference }) => (await test.outbox(reference))[0]));
  expect(rows.map((row) => row?.state)).toEqual(['failed', 'unknown', 'queued', 'queued', 'unknown', 'sent']);
  expect(rows[2]?.errorCode).toBe('not_prepared');
  expect(test.sms.to(phones[5] ?? '')).toHaveLength(1);
  for (const phone of phones) expect(test.logs.join('')).not.toContain(phone.slice(2));
});
