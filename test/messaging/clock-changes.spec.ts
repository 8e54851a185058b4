import type { Booked } from '../support/bookings.js';
import { booked, tokenOf } from '../support/bookings.js';
import { readCalendar } from '../support/calendar.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { TakenMail } from '../support/mail-server.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';

let test: MessagingApp;
let people = 0;

beforeAll(async () => {
  test = await startMessagingApp('2026-10-20T15:00:00Z');
});
afterAll(() => test.close());

/** Books by phone and email, and sends. */
async function bookBoth(slotId: string) {
  people += 1;
  const contact = { phone: `+1617555${3000 + people}`, email: `clock${people}@example.org`, emailConsent: true };
  const booking = await booked(test, bookingBody(slotId, contact));
  await test.dispatch();
  return { booking, ...contact };
}

const eventIn = (mail?: TakenMail) =>
  readCalendar(mail?.attachments.find(({ filename }) => filename === 'clinic.ics')?.content.toString() ?? '');
const eventAt = async ({ calendarUrl }: Booked) =>
  readCalendar((await test.app.inject({ url: new URL(calendarUrl).pathname })).body);

describe.each([
  ['the day before clocks go forward', '2027-03-13', 'America/New_York', 'Boston time', '2027-03-13T14:30:00.000Z'],
  ['the day clocks go forward', '2027-03-14', 'America/New_York', 'Boston time', '2027-03-14T13:30:00.000Z'],
  ['the day clocks go back', '2026-11-01', 'America/New_York', 'Boston time', '2026-11-01T14:30:00.000Z'],
  ['that day a year later', '2027-11-07', 'America/New_York', 'Boston time', '2027-11-07T14:30:00.000Z'],
  ['forward, an hour further west', '2027-03-14', 'America/Chicago', 'Central Time', '2027-03-14T14:30:00.000Z'],
  [
    'back, where clocks never change',
    '2026-11-01',
    'America/Phoenix',
    'Mountain Standard Time',
    '2026-11-01T16:30:00.000Z',
  ],
  [
    'forward, where it is another day',
    '2027-03-28',
    'Europe/London',
    'United Kingdom Time',
    '2027-03-28T08:30:00.000Z',
  ],
])('%s (%s, %s)', (_, day, zone, zoneName, startsAt) => {
  it.each(['in_person', 'virtual'] as const)('a clinic %s is told at the time on its wall', async (mode) => {
    const clinic = await makeClinic(test, { day, zone, mode });
    const { booking, phone, email } = await bookBoth(clinic.slots[0]?.id ?? '');
    expect(new Date(booking.slot.startsAt).toISOString()).toBe(startsAt);

    const [sms] = test.sms.to(phone);
    expect(sms?.body).toContain(`, 9:30 am${mode === 'virtual' ? `, ${zoneName}` : ''}. Reference`);
    const [mail] = test.mail.to(email);
    for (const text of [mail?.text, mail?.html]) {
      expect(text).toContain('9:30 am');
      expect(text).toContain(zoneName);
    }
    const ends = new Date(new Date(startsAt).getTime() + 30 * 60_000);
    for (const event of [eventIn(mail), await eventAt(booking)]) {
      expect(event).toMatchObject({ wallStart: `${day}T09:30:00`, zone, start: new Date(startsAt), end: ends });
      expect(event.stamp).toBe('2026-10-20T15:00:00Z');
    }
  });
});

it.each(['US/Eastern', 'America/Indianapolis'])(
  'a zone that nobody describes by that name (%s): in UTC',
  async (zone) => {
    const clinic = await makeClinic(test, { day: '2027-03-14', zone });
    const { booking, phone } = await bookBoth(clinic.slots[0]?.id ?? '');
    expect(test.sms.to(phone)[0]?.body).toContain(', 9:30 am');
    const start = new Date('2027-03-14T13:30:00Z');
    expect(await eventAt(booking)).toMatchObject({ zone: 'UTC', start, wallStart: '2027-03-14T13:30:00Z' });
  },
);

it('booked before clocks change, moved to after, cancelled: one event all along', async () => {
  const before = await makeClinic(test, { day: '2027-03-13' });
  const after = await makeClinic(test, { day: '2027-03-14' });
  const { booking, email } = await bookBoth(before.slots[0]?.id ?? '');
  const path = `/api/bookings/${tokenOf(booking)}`;
  await test.app.inject({ method: 'POST', url: `${path}/move`, payload: { slotId: after.slots[1]?.id } });
  await test.dispatch();
  const moved = await eventAt(booking);
  await test.app.inject({ method: 'POST', url: `${path}/cancel`, payload: {} });
  await test.dispatch();
  const events = test.mail.to(email).map(eventIn);
  const expected = [
    { method: 'PUBLISH', sequence: 1, status: 'CONFIRMED', start: new Date('2027-03-13T14:30:00Z') },
    { method: 'PUBLISH', sequence: 2, status: 'CONFIRMED', start: new Date('2027-03-14T14:00:00Z') },
    { method: 'CANCEL', sequence: 3, status: 'CANCELLED', start: new Date('2027-03-14T14:00:00Z') },
  ];
  expect(events).toMatchObject(expected);
  expect([moved, await eventAt(booking)]).toMatchObject(expected.slice(1));
  expect(new Set([...events, moved].map(({ uid }) => uid)).size).toBe(1);
});
