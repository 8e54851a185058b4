import { isBadAddress } from '../../src/messaging/code-rules.js';
import { smtpChannel } from '../../src/messaging/smtp.channel.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { MailTrouble } from '../support/mail-server.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp, until } from '../support/messaging-app.js';

let test: MessagingApp;
let clinic: MadeClinic;
let people = 0;

beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z', { RUN_WORKER: 'true' });
  clinic = await makeClinic(test, { capacity: 100 });
});
afterAll(() => test.close());
afterEach(() => {
  test.mail.trouble = () => undefined;
});

const wait = (ms: number) => (test.clock.at = new Date(test.clock.at.getTime() + ms));

/** One email into trouble; the worker runs by itself. */
async function into(trouble: MailTrouble) {
  const email = `trouble${++people}@example.org`;
  test.mail.trouble = (to) => (to === email ? trouble : undefined);
  const contact = { phone: undefined, smsConsent: false, email, emailConsent: true };
  const { reference } = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', contact));
  const look = async () => (await test.outbox(reference))[0];
  return { email, look, handled: () => until(look, (row) => row?.errorCode !== null || row.state === 'sent') };
}

it.each<[string, MailTrouble, string, boolean]>([
  ['a recipient that does not exist', { at: 'RCPT', code: 550 }, '550', true],
  ['the same, said exactly', { at: 'RCPT', code: 550, says: '5.1.1 <x@example.org>: User unknown' }, '5.1.1', true],
  ['the same, said once the text was there', { at: 'DATA', code: 550, says: '5.1.10 Not found' }, '5.1.10', true],
  ['a sender that is blocked', { at: 'RCPT', code: 550, says: '5.7.1 Blocked by policy' }, '5.7.1', false],
  ['a full mailbox, for good', { at: 'RCPT', code: 552, says: '5.2.2 Over quota' }, '5.2.2', false],
  ['a text that is refused', { at: 'DATA', code: 554 }, 'data_554', false],
  ['a text that is refused like an address', { at: 'DATA', code: 550 }, 'data_550', false],
])('%s is final', async (_, trouble, errorCode, badAddress) => {
  const { handled, email } = await into(trouble);
  expect(await handled()).toMatchObject({ state: 'failed', errorCode, attempts: 1 });
  expect(isBadAddress('email', errorCode)).toBe(badAddress);
  expect(test.mail.to(email)).toEqual([]);
  // The words of the answer hold the address.
  expect(test.logs.join('')).not.toMatch(/User unknown|@example\.org/);
});

it.each<[string, MailTrouble, string | RegExp]>([
  ['a full mailbox', { at: 'RCPT', code: 452 }, '452'],
  ['a server that is busy', { at: 'DATA', code: 451 }, '451'],
  ['greylisting', { at: 'RCPT', code: 450, says: '4.7.1 Greylisted, try again' }, '450'],
  ['a server that says it closes', { at: 'RCPT', code: 421 }, /^(?:421|ECONNECTION)$/],
  ['a line that broke before the text', { at: 'RCPT', line: 'drop' }, 'ECONNECTION'],
])('%s: it goes, once, when that is over', async (_, trouble, errorCode) => {
  const { handled, look, email } = await into(trouble);
  expect(await handled()).toMatchObject({ state: 'queued', attempts: 1, errorCode: expect.stringMatching(errorCode) });
  test.mail.trouble = () => undefined;
  wait(15_000);
  expect(await until(look, (row) => row?.state === 'sent')).toMatchObject({ attempts: 2, errorCode: null });
  expect(test.mail.to(email)).toHaveLength(1);
});

it('a line that broke after the text was taken: not sent again', async () => {
  const { handled, look, email } = await into({ at: 'DATA', line: 'drop' });
  expect(await handled()).toMatchObject({ state: 'unknown', attempts: 1 });
  test.mail.trouble = () => undefined;
  wait(3_600_000);
  // A later one goes, by which time this one would have gone too.
  const next = await into({ at: 'DATA', until: Promise.resolve() });
  await next.handled();
  expect(await look()).toMatchObject({ state: 'unknown', attempts: 1 });
  expect(test.mail.to(email)).toHaveLength(1);
});

it('a slow mail server does not look like a dead process, however long it takes', async () => {
  let answer = () => {};
  const { look, email } = await into({ at: 'DATA', until: new Promise<void>((resolve) => (answer = resolve)) });
  await until(
    () => test.mail.to(email),
    (mails) => mails.length === 1,
  );
  const lease = async () => (await look())?.claimedUntil ?? new Date(0);
  for (let i = 0; i < 4; i++) {
    const before = await lease();
    wait(45_000);
    await until(lease, (now) => now > before);
    // Another process, which knows nothing of this one's sending.
    await test.dispatch();
    expect(await look()).toMatchObject({ state: 'sending' });
  }
  answer();
  expect(await until(look, (row) => row?.state !== 'sending')).toMatchObject({ state: 'sent', attempts: 1 });
  expect(test.mail.to(email)).toHaveLength(1);
});

it('taken for lost while it was being sent, and not sent after all: it is tried again', async () => {
  let answer = () => {};
  const email = 'late@example.org';
  const slow = { at: 'RCPT', until: new Promise<void>((resolve) => (answer = resolve)), code: 451 } as const;
  test.mail.trouble = (to) => (to === email ? slow : undefined);
  const contact = { phone: undefined, smsConsent: false, email, emailConsent: true };
  const { reference } = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', contact));
  const look = async () => (await test.outbox(reference))[0];
  await until(look, (row) => row?.state === 'sending');
  await test.database.query(
    `update messages set state = 'unknown', error_code = 'process_lost' where state = 'sending'`,
  );
  answer();
  expect(await until(look, (row) => row?.state !== 'unknown')).toMatchObject({ state: 'queued', errorCode: '451' });
  test.mail.trouble = () => undefined;
  wait(15_000);
  await until(look, (row) => row?.state === 'sent');
  expect(test.mail.to(email)).toHaveLength(1);
});

describe('by itself, the channel', () => {
  const content = { subject: 'x', text: 'x', html: '<p>x</p>' };
  const from = 'Clinics <clinics@example.org>';

  it.each([
    ['refused credentials', () => test.mail.url.replace('//', '//user:wrong@'), '535'],
    ['nobody there', () => 'smtp://127.0.0.1:9', 'ESOCKET'],
  ])('tries again after %s: nothing was handed over', async (_, url, code) => {
    const channel = smtpChannel({ channel: 'smtp', url: url(), from });
    expect(await channel.send('id', 'x@example.org', content)).toEqual({ outcome: 'retry', code });
    channel.close?.();
  });

  it('never makes two recipients, nor two headers, of one text', async () => {
    const channel = smtpChannel({ channel: 'smtp', url: test.mail.url, from });
    const subject = 'one\r\nBcc: two@example.org\nX-Three: 3';
    await channel.send('list', 'one@example.org, two@example.org', { ...content, subject });
    expect(test.mail.to('two@example.org')).toEqual([]);
    await channel.send('header', 'three@example.org', { ...content, subject });
    const [mail] = test.mail.to('three@example.org');
    expect(mail?.subject).toBe('one Bcc: two@example.org X-Three: 3');
    expect([mail?.headers.has('bcc'), mail?.headers.has('x-three')]).toEqual([false, false]);
    channel.close?.();
  });
});

it('a mail server that does not answer keeps no text message waiting', async () => {
  let answer = (): void => undefined;
  const { look } = await into({ at: 'DATA', until: new Promise<void>((resolve) => (answer = resolve)) });
  await until(look, (row) => row?.state === 'sending');
  const texted = await booked(test, bookingBody(clinic.slots[0]?.id ?? ''));
  await until(
    async () => (await test.outbox(texted.reference))[0],
    (row) => row?.state === 'sent',
  );
  expect(await look()).toMatchObject({ state: 'sending' });
  answer();
  await until(look, (row) => row?.state === 'sent');
});
