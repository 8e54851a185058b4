import { moveSlot } from '../../src/bookings/changes/decisions.js';
import { BookingReader } from '../../src/bookings/booking-reader.js';
import { stillSo } from '../../src/bookings/messages/still-so.js';
import type { Booked } from '../support/bookings.js';
import { booked } from '../support/bookings.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import { reminding } from '../support/reminders.js';

/** What a family is told whose people have different times. */
let test: MessagingApp;
let clinic: MadeClinic;
let on: ReturnType<typeof reminding>;
let families = 0;

beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z');
  on = reminding(test);
  clinic = await makeClinic(test, { day: '2026-12-12', from: '09:30', to: '14:30', capacity: 40 });
});
afterAll(() => test.close());

const slot = (time: string) => {
  const found = clinic.slots.find(({ startsAt }) => startsAt.toISOString().includes(`T${time}`));
  if (!found) throw new Error(`no slot at ${time} in UTC`);
  return found;
};
const HALF_PAST_NINE = '14:30';
const TWO = '19:00';

/** Ana and Rui, at half past nine. */
async function family(language = 'en') {
  const phone = `+1617555${String(7400 + families++)}`;
  const email = `family${families}@example.org`;
  const attendees = [{ fullName: 'Ana Tavares' }, { fullName: 'Rui Tavares' }];
  const contact = { phone, email, emailConsent: true, language };
  const made = await booked(test, { ...bookingBody(slot(HALF_PAST_NINE).id, contact), attendees });
  await test.dispatch();
  const last = () => {
    const [sms, mail] = [test.sms.to(phone).at(-1), test.mail.to(email).at(-1)];
    return { sms: sms?.body ?? '', subject: mail?.subject, text: mail?.text ?? '' };
  };
  return { made, last };
}

async function moveRui({ made }: { made: Booked }) {
  await on.change(made, 'move', { slots: [{ attendeeId: made.attendees[1]?.id, slotId: slot(TWO).id }] });
  await test.dispatch();
}

it('one of two is moved: both times are told, and no time is said to be gone that is not', async () => {
  const two = await family();
  await moveRui(two);
  const { sms, subject, text } = two.last();
  expect(sms).toMatch(/^Your times now: Test Library clinic, Saturday, December 12, 9:30 am and 2:00 pm\. Reference /);
  expect(subject).toBe('Your place is moved: Saturday, December 12, 9:30 am and 2:00 pm');
  expect(text).toContain('Saturday, December 12, 9:30 am and 2:00 pm (Boston time)');
});

it('the same in Spanish', async () => {
  const two = await family('es');
  await moveRui(two);
  const { sms, subject } = two.last();
  expect(sms).toMatch(
    /^Sus horas ahora: Test Library clinic, sábado, 12 de diciembre, 9:30 am y 2:00 pm\. Referencia /,
  );
  expect(subject).toMatch(/9:30 am y 2:00 pm$/);
});

it('all are moved to one time: the old one is gone', async () => {
  const two = await family();
  await moveRui(two);
  await on.change(two.made, 'move', { slotId: slot(TWO).id });
  await test.dispatch();
  const { sms, subject } = two.last();
  expect(sms).toMatch(/^Your new time: .*, 2:00 pm\. The old time is gone\. Reference /);
  expect(subject).toBe('Your place is moved: Saturday, December 12, 2:00 pm');
});

it('the team gives the second of two times another hour: it is told, and what was made before it is made anew', async () => {
  const two = await family();
  await moveRui(two);
  const [row] = await test.outbox(two.made.reference);
  const [{ id = '' } = {}] = await test.database.query<{ id: string }>(
    'select subject_id as id from messages where id = $1',
    [row?.id],
  );
  const before = await test.app.get(BookingReader).byId(id);
  if (!before) throw new Error('no booking');
  const { id: slotId, startsAt, endsAt } = slot(TWO);
  const later = (at: Date) => new Date(at.getTime() + 15 * 60_000);
  // The hour alone, as it stands before anybody is told of it.
  await test.database.query('update slots set starts_at = $2 where id = $1', [slotId, later(startsAt)]);
  const still = (booking = before) => test.database.transaction((tx) => stillSo().all(tx, [[booking]]));
  expect(await still()).toEqual([false]);
  expect(await still(await test.app.get(BookingReader).byId(id))).toEqual([true]);
  await test.database.query('update slots set starts_at = $2 where id = $1', [slotId, startsAt]);
  await on.decide(clinic.id, moveSlot(slotId, { startsAt: later(startsAt), endsAt: later(endsAt) }));
  await on.tell(clinic.id);
  const { sms, subject } = two.last();
  expect(sms).toMatch(/^Something changed: .*, 9:30 am and 2:15 pm, 1 Test Street/);
  expect(subject).toBe('Your appointment has changed: Saturday, December 12, 9:30 am and 2:15 pm');
});
