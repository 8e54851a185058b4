import type { Booked } from '../support/bookings.js';
import { booked, tokenOf } from '../support/bookings.js';
import type { ReadEvent } from '../support/calendar.js';
import { CalendarProgram, readCalendar } from '../support/calendar.js';
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

/** Every order in which these may arrive. */
function orders<T>(all: T[]): T[][] {
  if (all.length < 2) return [all];
  return all.flatMap((one, i) => orders(all.filter((_, j) => j !== i)).map((rest) => [one, ...rest]));
}

it('booked before clocks change, moved to after, and again, one given back, cancelled: one event, then none', async () => {
  const [before, after] = [
    await makeClinic(test, { day: '2027-03-13' }),
    await makeClinic(test, { day: '2027-03-14' }),
  ];
  const email = 'one.event@example.org';
  const body = bookingBody(before.slots[0]?.id ?? '', { email, emailConsent: true });
  const attendees = [{ fullName: 'Ana Reis' }, { fullName: 'Rui Reis' }];
  const booking = await booked(test, { ...body, attendees });
  const path = `/api/bookings/${tokenOf(booking)}`;
  const changes: [string, object][] = [
    ['move', { slotId: after.slots[0]?.id }],
    ['move', { slotId: after.slots[1]?.id }],
    [`attendees/${booking.attendees[1]?.id}/cancel`, {}],
    ['cancel', {}],
  ];
  const downloads: ReadEvent[] = [];
  for (const change of [undefined, ...changes]) {
    test.clock.at = new Date(test.clock.at.getTime() + 60_000);
    if (change) await test.app.inject({ method: 'POST', url: `${path}/${change[0]}`, payload: change[1] });
    await test.dispatch();
    downloads.push(await eventAt(booking));
  }
  const mails = test.mail.to(email);
  const emails = mails.map(eventIn);
  const times = ['2027-03-13T14:30Z', '2027-03-14T13:30Z', ...Array<string>(3).fill('2027-03-14T14:00Z')];
  const expected = times.map((time, i) => {
    const status = i === 4 ? 'CANCELLED' : 'CONFIRMED';
    return { sequence: i + 1, status, start: new Date(time), organizer: ['clinics@example.org'] };
  });
  expect(emails).toMatchObject(expected);
  expect(downloads).toMatchObject(expected);
  expect(downloads.map(({ method }) => method)).toEqual([...Array<string>(4).fill('PUBLISH'), 'CANCEL']);
  expect(emails.map(({ method }) => method)).toEqual([...Array<string>(4).fill('REQUEST'), 'CANCEL']);
  // The part that mail programs look at says the same of itself.
  const said = mails.map(({ raw }) => /^Content-Type: text\/calendar; charset=utf-8;\s+method=(\w+)/m.exec(raw)?.[1]);
  expect(said).toEqual(emails.map(({ method }) => method));
  const attendee = { address: email, status: 'ACCEPTED', rsvp: 'FALSE' };
  expect(emails.map((event) => event.attendees)).toEqual(Array(5).fill([attendee]));

  const mixed = emails.map((event, i) => (i % 2 === 0 ? event : downloads[i])) as ReadEvent[];
  const last = [{ sequence: 4, start: new Date('2027-03-14T14:00Z') }];
  for (const files of [emails, downloads, mixed]) {
    for (const way of orders(files.slice(0, 4))) expect(left(way)).toMatchObject(last);
    for (const way of orders(files)) expect(left(way)).toEqual([]);
  }
  const all = [...emails, ...downloads];
  for (const way of [all, [...all].reverse()]) {
    expect(left(way.filter(({ method }) => method !== 'CANCEL'))).toMatchObject(last);
    expect(left(way)).toEqual([]);
  }
});

/** What a calendar shows that has taken these, one after the other. */
function left(files: ReadEvent[]): ReadEvent[] {
  const program = new CalendarProgram();
  for (const file of files) program.take(file);
  return program.events;
}
