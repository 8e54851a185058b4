import { Remind } from '../../src/bookings/reminders/remind.job.js';
import type { Booked } from '../support/bookings.js';
import { booked } from '../support/bookings.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { PUBLIC_URL, startMessagingApp } from '../support/messaging-app.js';
import { reminding } from '../support/reminders.js';

/** Clocks go forward on Sunday 12; the clinics are on the Saturday after. */
const DAY = '2028-03-18';

let test: MessagingApp;
let on: ReturnType<typeof reminding>;
let clinic: MadeClinic;
beforeAll(async () => {
  test = await startMessagingApp('2028-03-01T15:00:00Z');
  on = reminding(test);
  clinic = await makeClinic(test, { day: DAY, from: '10:00', to: '12:00', capacity: 100 });
});
afterAll(() => test.close());
beforeEach(() => void on.at('2028-03-01T10:00'));

const slot = (i = 0, of = clinic) => of.slots[i]?.id ?? '';
let people = 0;
const newPhone = () => `+1617555${String(1000 + people++)}`;
async function book(slotId = slot(), contact: object = {}): Promise<Booked & { phone: string }> {
  const phone = newPhone();
  const made = await booked(test, bookingBody(slotId, { phone, ...contact }));
  await test.dispatch();
  return { ...made, phone };
}

describe('without anything set', () => {
  it('seven, three and one days before, at ten on the wall, also over a clock change', async () => {
    const mine = await book();
    const written: [string, number][] = [];
    const minutes = [
      '11T09:59',
      '11T10:00',
      '11T10:01',
      '15T09:59',
      '15T10:00',
      '17T09:59',
      '17T10:00',
      '18T09:00',
      '18T13:00',
    ];
    for (const minute of minutes) written.push([minute, await on.runAt(`2028-03-${minute}`)]);
    expect(written.filter(([, n]) => n > 0)).toEqual([
      ['11T10:00', 1],
      ['15T10:00', 1],
      ['17T10:00', 1],
    ]);
    const sms = test.sms.to(mine.phone).slice(1);
    expect(sms.map(({ body }) => /^.*?10:00 am/.exec(body)?.[0])).toEqual([
      'Reminder: Test Library clinic, Saturday, March 18, 10:00 am',
      'Reminder: Test Library clinic, Saturday, March 18, 10:00 am',
      'Test Library clinic is tomorrow, 10:00 am',
    ]);
    expect(await on.of(mine)).toEqual(['d7 sms sent', 'd3 sms sent', 'd1 sms sent']);
  });

  it('two hours before a video appointment, with the link to join; by email to whom agreed to that alone', async () => {
    const video = await makeClinic(test, {
      mode: 'virtual',
      day: DAY,
      from: '14:00',
      to: '15:00',
      zone: 'America/Phoenix',
    });
    const mine = await book(slot(0, video));
    const email = 'reminded@example.org';
    const other = await book(slot(0, video), { phone: undefined, email, smsConsent: false, emailConsent: true });
    // Arizona has no summer time: noon there.
    expect(await on.runAt('2028-03-18T11:59', 'America/Phoenix')).toBe(6);
    expect(await on.runAt('2028-03-18T12:00', 'America/Phoenix')).toBe(2);
    expect(on.texts(mine.phone).at(-1)).toMatch(/is today, 2:00 pm, Mountain.*https:\/\/video\.example\.org\/room-1 /);
    expect((await on.of(other)).at(-1)).toBe('h2 email sent');
    expect(test.mail.to(email)).toHaveLength(3);
  });

  it('nobody is asked who cannot be written to, who came to the door, or when the clinic is closed', async () => {
    const silent = await book(slot(), { smsConsent: false });
    const walkIn = await book();
    await test.database.query(`update bookings set source = 'walk_in' where reference = $1`, [walkIn.reference]);
    const over = await makeClinic(test, { day: DAY });
    const done = await book(slot(0, over));
    await test.database.query(`update clinics set status = 'completed' where id = $1`, [over.id]);
    await on.runAt('2028-03-17T10:00');
    expect([await on.of(silent), await on.of(walkIn), await on.of(done)]).toEqual([[], [], []]);
  });
});

describe('a late booking', () => {
  it.each([
    ['two days before', '16T12:00', ['d1 sms sent']],
    ['more than an hour before the reminder', '17T08:59', ['d1 sms sent']],
    ['within the hour before it: it was told just now', '17T09:01', []],
    ['after the last one', '17T12:00', []],
  ])('%s has those that are not past', async (_, when, expected) => {
    on.at(`2028-03-${when}`);
    const mine = await book();
    await on.runAt('2028-03-17T13:00');
    expect(await on.of(mine)).toEqual(expected);
  });
});

describe('after an outage', () => {
  it('of an hour, what still helps goes late', async () => {
    const mine = await book();
    await on.runAt('2028-03-11T11:00');
    expect(await on.of(mine)).toEqual(['d7 sms sent']);
  });

  it('of some days, the last one goes and those before it are missed, for everybody to see', async () => {
    const mine = await book();
    await on.runAt('2028-03-17T15:00');
    expect(await on.of(mine)).toEqual(['d7 sms missed late', 'd3 sms missed late', 'd1 sms sent']);
    expect(on.texts(mine.phone)).toHaveLength(1);
  });

  it('until after the clinic, nothing goes and all are missed', async () => {
    const mine = await book();
    await on.runAt('2028-03-21T15:00');
    expect(await on.of(mine)).toEqual(['d7 sms missed late', 'd3 sms missed late', 'd1 sms missed late']);
    expect(on.texts(mine.phone)).toEqual([]);
  });

  it('what comes at night waits until eight in the morning, and then says "today"', async () => {
    const mine = await book(slot(1));
    await on.runAt('2028-03-17T22:30');
    expect(await on.of(mine)).toContain('d1 sms queued');
    await on.runAt('2028-03-18T07:59');
    expect(on.texts(mine.phone)).toEqual([]);
    await on.runAt('2028-03-18T08:00');
    expect(on.texts(mine.phone)).toEqual([expect.stringMatching(/is today, 10:30 am/)]);
    expect(await on.of(mine)).toContain('d1 sms sent');
  });

  it('what would be too late at eight is missed at night already', async () => {
    const early = await makeClinic(test, { day: DAY, from: '08:30', to: '09:30' });
    const mine = await book(slot(0, early));
    await on.runAt('2028-03-17T22:30');
    expect(await on.of(mine)).toContain('d1 sms missed late');
  });
});

it('two jobs at once write each reminder once', async () => {
  const mine = await Promise.all(Array.from({ length: 20 }, () => book()));
  on.at('2028-03-17T10:00');
  const jobs = await Promise.all(Array.from({ length: 4 }, () => test.app.get(Remind).run()));
  await test.dispatch();
  expect(jobs.filter((n) => n > 0)).toHaveLength(1);
  expect(mine.map(({ phone }) => on.texts(phone).length)).toEqual(Array(20).fill(1));
});

it('of a family with two times, the first one is what they are reminded of', async () => {
  const phone = newPhone();
  const attendees = [
    { fullName: 'Ana Tavares', slotId: slot(1) },
    { fullName: 'Rui Tavares', slotId: slot(2) },
    { fullName: 'Eva Tavares', slotId: slot(1) },
  ];
  const family = await booked(test, { ...bookingBody(slot(1), { phone }), attendees });
  await on.runAt('2028-03-11T10:00');
  const [ana, , eva] = family.attendees;
  await on.change(family, `attendees/${ana?.id}/cancel`);
  await on.runAt('2028-03-15T10:00');
  // Now the first one is another: told with the cancellation, and reminded of from then on.
  on.at('2028-03-16T12:00');
  await on.change(family, `attendees/${eva?.id}/cancel`);
  await on.runAt('2028-03-17T10:00');
  expect(on.texts(phone).map((body) => /1[01]:\d\d/.exec(body)?.[0])).toEqual(['10:30', '10:30', '11:00']);
  expect(await on.of(family)).toEqual(['d7 sms sent', 'd3 sms sent', 'd1 sms sent']);
});

it('what to bring is behind the link of the booking', async () => {
  const mine = await book();
  await on.runAt('2028-03-11T10:00');
  const link = mine.manageUrl.replace(/^.*\/m\//, `${PUBLIC_URL}/m/`);
  expect(on.texts(mine.phone)[0]).toContain(`What to bring: ${link} Reply`);
});
