import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import { later, somebody, stateOf, talker } from '../support/talks.js';

/** What we text back: of whom, of what time, and whether it is still so. */

const CALLED_OFF = `update clinics set status = 'cancelled' where id = $1`;

let test: MessagingApp;
let clinic: MadeClinic;

beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z');
  clinic = await makeClinic(test, { day: '2026-12-12', capacity: 500 });
});
afterAll(() => test.close());

const slot = (i = 0) => clinic.slots[i]?.id ?? '';

it('people of one first name, as families that write theirs first have it, are told apart', async () => {
  const family = await somebody(test, { slotId: slot(), names: ['Nguyen Van An', 'Nguyen Thi Hoa', 'Ana Silva'] });
  expect(await family.say('2')).toEqual([
    expect.stringMatching(/3 = Nguyen Van An, Saturday.*; 4 = Nguyen Thi Hoa, .*; 5 = Ana, .*; 6 = all of these\.$/),
  ]);
});

it('two bookings of one phone at one time are told apart by who comes', async () => {
  const ana = await somebody(test, { slotId: slot() });
  const other = { phone: ana.phone, fullName: 'Luis Silva' };
  later(test, 1);
  await booked(test, bookingBody(slot(), other));
  await booked(test, bookingBody(slot(1), { ...other, fullName: 'Rui Silva' }));
  await test.dispatch();
  const which = /3 = Ana, Saturday, December 12, 9:30 am; 4 = Luis, Saturday.*9:30 am; 5 = Saturday.*10:00 am; 6 = all/;
  expect((await ana.say('2')).at(-1)).toMatch(which);
  expect((await ana.say('1')).at(-1)).toMatch(which);
});

it('the time of a video call is told with its zone', async () => {
  const calls = await makeClinic(test, { day: '2026-12-13', mode: 'virtual' });
  const ana = await somebody(test, { slotId: calls.slots[0]?.id ?? '' });
  expect(await ana.say('2')).toEqual([expect.stringContaining('December 13, 9:30 am, Boston time?')]);
});

it('whoever gives a place back by text hears so, also where they did not ask for texts', async () => {
  const mailed = { smsConsent: false, email: 'ana@example.org', emailConsent: true };
  const ana = await somebody(test, { slotId: slot(), language: 'es', contact: mailed });
  await ana.say('2');
  expect(await ana.say('2')).toEqual([expect.stringMatching(/^Gracias por avisar/)]);
  expect(await stateOf(test, ana.booking.reference)).toMatchObject({ status: 'cancelled' });
  expect(await ana.say('1')).toEqual([expect.stringContaining('no tiene cita')]);
});

it('who of a family has been seen, or whose time has begun, keeps theirs: the other is asked for by name', async () => {
  const early = await makeClinic(test, { day: '2026-12-01', from: '10:30', to: '11:30' });
  const [first = '', second = ''] = early.slots.map(({ id }) => id);
  const attendees = [{ fullName: 'Ana Silva' }, { fullName: 'Luis Silva', slotId: second }];
  const ana = talker(test, '+16175553999');
  await booked(test, { ...bookingBody(first, { phone: ana.phone }), attendees });
  await test.dispatch();
  const was = test.clock.at;
  test.clock.at = new Date('2026-12-01T15:40:00Z');
  expect(await ana.say('2')).toEqual([expect.stringMatching(/^Free your place: Luis, .* 11:00 am\?/)]);
  expect(await ana.say('2')).toEqual([expect.stringMatching(/^One place is given back/)]);
  test.clock.at = was;
});

it('nobody is expected at a clinic that is called off, though not everybody is told of that yet; nor at one that is over', async () => {
  const off = await makeClinic(test, { day: '2026-12-14' });
  const [ana, rui] = [
    await somebody(test, { slotId: off.slots[0]?.id ?? '' }),
    await somebody(test, { slotId: slot() }),
  ];
  for (const one of [ana, rui]) await one.write('1');
  await test.answer();
  await test.database.query(CALLED_OFF, [off.id]);
  const was = test.clock.at;
  test.clock.at = new Date('2026-12-13T15:00:00Z');
  await test.dispatch();
  expect(test.sms.sent).toEqual([]);
  test.clock.at = was;
});
