import type { Booked } from '../support/bookings.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import { reminding } from '../support/reminders.js';
import type { TakenSms } from '../support/sms-standin.js';

/** A video clinic, and one that reminds of the next day in the evening. */
const DAY = '2028-11-11';

let test: MessagingApp;
let on: ReturnType<typeof reminding>;
let people = 0;
beforeAll(async () => {
  test = await startMessagingApp('2028-11-01T14:00:00Z');
  on = reminding(test);
});
afterAll(() => test.close());
beforeEach(() => void on.at('2028-11-01T10:00'));

async function clinicOf(what: object, settings = `reminder_days = '{}'`): Promise<string> {
  const clinic = await makeClinic(test, { day: DAY, capacity: 100, ...what });
  await test.database.query(`update clinics set ${settings} where id = $1`, [clinic.id]);
  return clinic.slots[0]?.id ?? '';
}
const inTheEvening = () => clinicOf({ from: '08:30', to: '09:30' }, `reminder_days = '{1}', reminder_time = '20:00'`);

async function book(slotId: string, withEmail: boolean) {
  const phone = `+1617555${String(3000 + people++)}`;
  const email = `late${phone.slice(-4)}@example.org`;
  const contact = withEmail ? { phone, email, emailConsent: true } : { phone };
  const made = await booked(test, bookingBody(slotId, contact));
  await test.dispatch();
  return { ...made, phone, email };
}

/** The last text did not arrive: the phone is off. */
async function isOff(phone: string): Promise<void> {
  await test.sms.report(test.url, test.sms.to(phone).at(-1) as TakenSms, 'undelivered', { errorCode: '30003' });
  await test.dispatch();
}

/** Its reminders, and whether somebody is to call. */
async function of(made: Booked): Promise<string[]> {
  const calls = await test.database.query(
    'select 1 from call_tasks k join bookings b on b.id = k.subject_id where b.reference = $1',
    [made.reference],
  );
  return [...(await on.of(made)).sort(), ...calls.map(() => 'call')];
}

it('the phone is off, and in half an hour the appointment begins: the email goes at once', async () => {
  const mine = await book(await clinicOf({ mode: 'virtual', from: '08:30', to: '09:30' }), true);
  await on.runAt(`${DAY}T08:00`);
  on.at(`${DAY}T08:00:20`);
  const before = test.mail.to(mine.email).length;
  await isOff(mine.phone);
  expect(await of(mine)).toEqual(['h2 email sent', 'h2 sms undelivered 30003']);
  expect(test.mail.to(mine.email)).toHaveLength(before + 1);
});

it('the same with no email: somebody calls while there is time', async () => {
  const mine = await book(await clinicOf({ mode: 'virtual', from: '08:30', to: '09:30' }), false);
  await on.runAt(`${DAY}T08:00`);
  on.at(`${DAY}T08:00:20`);
  await isOff(mine.phone);
  expect(await of(mine)).toEqual(['h2 sms undelivered 30003', 'call']);
});

it.each([
  [false, ['d1 sms missed late', 'd1 sms undelivered 30003', 'call']],
  [true, ['d1 email missed late', 'd1 sms missed late', 'd1 sms undelivered 30003', 'call']],
])(
  'once more would be at night, and the morning is too late (an email stands ready: %s): somebody calls',
  async (email, told) => {
    const mine = await book(await inTheEvening(), email);
    await on.runAt('2028-11-10T20:00');
    on.at('2028-11-10T20:40');
    await isOff(mine.phone);
    await on.runAt('2028-11-10T21:10');
    expect(await of(mine)).toEqual(told);
  },
);

it('nobody is called about a fallback that would have helped until now', async () => {
  const mine = await book(await clinicOf({ mode: 'virtual', from: '14:00', to: '15:00' }), true);
  await on.runAt(`${DAY}T12:00`);
  on.at(`${DAY}T13:20`);
  await isOff(mine.phone);
  // No worker ran at ten to two.
  await on.runAt(`${DAY}T14:05`);
  expect(await of(mine)).toEqual(['h2 sms missed late', 'h2 sms undelivered 30003']);
});
