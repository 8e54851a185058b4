import { StopEmails } from '../../src/bookings/unsubscribe/stop-emails.js';
import { Sealer } from '../../src/platform/sealing.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import type { TakenSms } from '../support/sms-standin.js';

let test: MessagingApp;
let clinic: MadeClinic;
let people = 0;

beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z', { SMS_PER_NUMBER_PER_DAY: '3' });
  // Far away: days go by here.
  clinic = await makeClinic(test, { day: '2028-03-04', capacity: 100 });
});
afterAll(() => test.close());

const minutes = (n: number) => (test.clock.at = new Date(test.clock.at.getTime() + n * 60_000));

/** What stands in the outbox for a number's bookings, and who is to be called for them. */
async function of(reference: string) {
  const messages = await test.database.query<{ line: string }>(
    `select concat_ws(' ', m.channel, m.state, m.error_code) as line from messages m join bookings b on b.id = m.subject_id
     where b.reference = $1 order by m.created_at, m.due_at, m.channel desc`,
    [reference],
  );
  const tasks = await test.database.query(
    'select 1 from call_tasks k join bookings b on b.id = k.subject_id where b.reference = $1',
    [reference],
  );
  return [...messages.map(({ line }) => line), ...tasks.map(() => 'call')];
}

/** Somebody agrees to texts; with an email, it stands ready should a text not arrive. */
async function book({ email = false, phone = `+1617555${String(6000 + ++people)}`, fullName = 'Ana Lima' } = {}) {
  const contact = email ? { email: `p${phone.slice(1)}@example.org`, emailConsent: true } : {};
  const { reference } = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone, fullName, ...contact }));
  // As for a reminder, which goes by one way.
  await test.database.query(
    `delete from messages where channel = 'email' and subject_id = (select id from bookings where reference = $1)`,
    [reference],
  );
  await test.dispatch();
  return { reference, phone, sms: test.sms.to(phone).at(-1) as TakenSms };
}

const report = (sms: TakenSms, errorCode: string) => test.sms.report(test.url, sms, 'undelivered', { errorCode });

describe.each(['30003', '30008'])('%s: the phone is off', (code) => {
  it('the text goes once more, half an hour later; then the email', async () => {
    const { reference, phone, sms } = await book({ email: true });
    for (let i = 0; i < 3; i++) await report(sms, code);
    await test.dispatch();
    expect(test.sms.to(phone)).toHaveLength(1);
    minutes(30);
    await test.dispatch();
    expect(test.sms.to(phone)).toHaveLength(2);
    for (let i = 0; i < 3; i++) await report(test.sms.to(phone)[1] as TakenSms, code);
    await test.dispatch();
    expect(await of(reference)).toEqual([`sms undelivered ${code}`, `sms undelivered ${code}`, 'email sent']);
    expect(test.mail.to(`p${phone.slice(1)}@example.org`)).toHaveLength(1);
  });
});

it('the phone is off twice, and there is no email: somebody calls', async () => {
  const { reference, phone, sms } = await book();
  await report(sms, '30003');
  minutes(30);
  await test.dispatch();
  expect(await of(reference)).not.toContain('call');
  await report(test.sms.to(phone)[1] as TakenSms, '30003');
  expect(await of(reference)).toEqual(['sms undelivered 30003', 'sms undelivered 30003', 'call']);
});

it.each(['30005', '30006'])('%s, no mobile phone: kept, and the next text is not tried', async (code) => {
  const { reference, phone, sms } = await book({ email: true });
  await report(sms, code);
  await test.dispatch();
  expect(await of(reference)).toEqual([`sms undelivered ${code}`, 'email sent']);
  const next = await book({ phone, fullName: 'Rui Lima' });
  expect([await of(next.reference), test.sms.to(phone).length]).toEqual([['sms suppressed bad_address', 'call'], 1]);
  // For half a year.
  test.clock.at = new Date(test.clock.at.getTime() + 181 * 86_400_000);
  await test.database.query(`update slots set closes_at = $1`, [new Date(test.clock.at.getTime() + 1e9)]);
  await book({ phone, fullName: 'Eva Lima' });
  expect(test.sms.to(phone)).toHaveLength(2);
});

it.each(['30004', '30007', '30034'])('%s, blocked or filtered: the email goes, the number stays good', async (code) => {
  const { reference, phone, sms } = await book({ email: true });
  await report(sms, code);
  await test.dispatch();
  expect(await of(reference)).toEqual([`sms undelivered ${code}`, 'email sent']);
  await book({ phone, fullName: 'Rui Lima' });
  expect(test.sms.to(phone)).toHaveLength(2);
});

it('an email that fails too: somebody calls', async () => {
  const { reference, sms } = await book({ email: true });
  await report(sms, '30007');
  test.mail.trouble = () => ({ at: 'RCPT', code: 550 });
  await test.dispatch();
  test.mail.trouble = () => undefined;
  expect(await of(reference)).toEqual(['sms undelivered 30007', 'email failed 550', 'call']);
});

it('whoever does not want texts gets the email, and is not called instead', async () => {
  const { reference, sms } = await book();
  await report(sms, '21610');
  expect(await of(reference)).toEqual(['sms undelivered 21610']);
  const other = await book({ email: true, phone: sms.to, fullName: 'Rui Lima' });
  await test.dispatch();
  expect(await of(other.reference)).toEqual(['sms suppressed opted_out', 'email sent']);
});

it('no text goes to another country of the same numbering plan, whoever wrote the number there', async () => {
  test.sms.trouble = () => ({ status: 503 });
  const { reference } = await book();
  await test.database.query(`update bookings set phone = $2 where reference = $1`, [
    reference,
    test.app.get(Sealer).seal('+18765550123', 'bookings.phone'),
  ]);
  test.sms.trouble = () => undefined;
  minutes(1);
  await test.dispatch();
  expect(await of(reference)).toEqual(['sms suppressed abroad', 'call']);
  expect(test.sms.to('+18765550123')).toEqual([]);
});

it('one number gets so many texts a day and no more', async () => {
  const { phone } = await book();
  for (const fullName of ['Rui Lima', 'Eva Lima']) await book({ phone, fullName });
  const fourth = await book({ phone, fullName: 'Ivo Lima' });
  expect([await of(fourth.reference), test.sms.to(phone).length]).toEqual([['sms suppressed number_cap', 'call'], 3]);
  minutes(24 * 60 + 1);
  await book({ phone, fullName: 'Lia Lima' });
  expect(test.sms.to(phone)).toHaveLength(4);
});

/** What waits in the outbox helps for so many minutes more. */
const helpsFor = (n: number) =>
  test.database.query(`update messages set helps_until = $1 where state = 'queued'`, [
    new Date(test.clock.at.getTime() + n * 60_000),
  ]);

it('a provider that is down for as long as a text helps: the email goes while it still does', async () => {
  test.sms.trouble = () => ({ status: 503 });
  const { reference } = await book({ email: true });
  await helpsFor(90);
  for (let i = 0; i < 17; i++) {
    minutes(5);
    await test.dispatch();
  }
  test.sms.trouble = () => undefined;
  expect(await of(reference)).toEqual(['sms failed 503', 'email sent']);
});

it('whoever stops emails while the one waits that goes for a text: somebody calls', async () => {
  const { reference, sms } = await book({ email: true });
  await report(sms, '30007');
  test.mail.trouble = () => ({ at: 'RCPT', code: 451 });
  await test.dispatch();
  test.mail.trouble = () => undefined;
  const [booking] = await test.database.query<{ id: string }>('select id from bookings where reference = $1', [
    reference,
  ]);
  await test.app.get(StopEmails).run({ id: booking?.id ?? '', email: `p${sms.to.slice(1)}@example.org` });
  minutes(1);
  await test.dispatch();
  expect(await of(reference)).toEqual(['sms undelivered 30007', 'email suppressed opted_out', 'call']);
});
