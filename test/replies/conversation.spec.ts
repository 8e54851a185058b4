import { booked, tokenOf } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { PUBLIC_URL, startMessagingApp } from '../support/messaging-app.js';
import * as talks from '../support/talks.js';

let test: MessagingApp;
let clinic: MadeClinic;

beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z');
  clinic = await makeClinic(test, { day: '2026-12-12', capacity: 500 });
});
afterAll(() => test.close());

const slot = (i = 0) => clinic.slots[i]?.id ?? '';
const later = (seconds: number) => talks.later(test, seconds);
const talker = (phone: string) => talks.talker(test, phone);
const stateOf = (reference: string) => talks.stateOf(test, reference);
const somebody = ({ at = 0, ...who }: { language?: string; names?: string[]; at?: number } = {}) =>
  talks.somebody(test, { slotId: slot(at), ...who });

type Somebody = Awaited<ReturnType<typeof somebody>>;

const remind = (reference: string, { state, sent, claimed }: { state: string; sent?: Date; claimed?: Date }) =>
  test.database.query(
    `insert into messages (id, subject_type, subject_id, kind, channel, dedupe_key, due_at, created_at, address_ix,
       state, sent_at, claimed_until)
     select gen_random_uuid(), 'booking', b.id, 'reminder_days', 'sms', 'reminder_days:' || b.id, now(), now(), phone_ix,
       $2, $3, $4
     from bookings b where reference = $1`,
    [reference, state, sent, claimed],
  );

it('1 says that they come; once more it changes nothing', async () => {
  const ana = await somebody();
  expect(await ana.say('1')).toEqual([expect.stringMatching(/^Thank you! We expect you: Saturday, December 12, 9:30/)]);
  await ana.say('Yes');
  expect(await stateOf(ana.booking.reference)).toEqual({ status: 'booked', coming: true, active: 1, tasks: 0 });
  const events = await test.database.query(
    `select 1 from booking_events e join bookings b on b.id = e.booking_id where b.reference = $1 and e.kind = 'said_coming'`,
    [ana.booking.reference],
  );
  expect(events).toHaveLength(1);
});

it('2 asks once, and 2 again gives the place back: the confirmation comes once', async () => {
  const ana = await somebody({ language: 'es' });
  expect(await ana.say('2')).toEqual([
    expect.stringMatching(/¿Liberar su lugar: .*12 de diciembre.* Responda 2 otra vez/),
  ]);
  expect(await stateOf(ana.booking.reference)).toMatchObject({ status: 'booked' });
  expect(await ana.say('2')).toEqual([expect.stringMatching(/^Su lugar/)]);
  expect(await stateOf(ana.booking.reference)).toEqual({ status: 'cancelled', coming: false, active: 0, tasks: 0 });
  // Once more, by mistake: there is nothing to give back.
  expect(await ana.say('2')).toEqual([expect.stringContaining('no tiene cita')]);
  expect(await ana.say('2')).toEqual([]);
});

it('2 and then 1 keeps the place; and whatever is not the digit never gives it back', async () => {
  const ana = await somebody();
  await ana.say('2');
  expect(await ana.say('1')).toEqual([expect.stringContaining('We expect you')]);
  for (const word of ['no', 'yes', 'ok', 'I cannot come', '22', 'two people', 'cancel it please']) {
    await ana.say('2');
    await ana.say(word);
    expect([word, await stateOf(ana.booking.reference)]).toMatchObject([word, { status: 'booked' }]);
  }
});

it('pressed twice at once, or before the question can have been read, it is asked once and nothing is given back', async () => {
  const ana = await somebody();
  await ana.write('2');
  await ana.write('2');
  await test.dispatch();
  expect(test.sms.to(ana.phone)).toHaveLength(1);
  later(1);
  expect(await ana.say('2')).toEqual([]);
  expect(await stateOf(ana.booking.reference)).toMatchObject({ status: 'booked' });
});

it('a question does not hold after a day, after a reminder, or once the booking has changed', async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => somebody()));
  const [old, reminded, perhaps, moved] = people as [Somebody, Somebody, Somebody, Somebody];
  for (const one of people) await one.say('2');
  await test.app.inject({
    method: 'POST',
    url: `/api/bookings/${tokenOf(moved.booking)}/move`,
    payload: { slotId: slot(1) },
  });
  await remind(reminded.booking.reference, { state: 'sent', sent: test.clock.at });
  // Of this one nobody knows whether it went.
  await remind(perhaps.booking.reference, { state: 'unknown', claimed: test.clock.at });
  later(1);
  await test.dispatch();
  for (const one of [moved, reminded, perhaps]) {
    expect((await one.say('2')).at(-1)).toMatch(/^Free your place/);
    expect(await stateOf(one.booking.reference)).toMatchObject({ status: 'booked' });
  }
  later(24 * 3600);
  expect(await old.say('2')).toEqual([expect.stringMatching(/^Free your place/)]);
  test.clock.at = new Date('2026-12-01T15:00:00Z');
});

it('a family is asked whose place it is; all of them is one answer', async () => {
  const family = await somebody({ names: ['Ana Silva', 'Luis Silva'] });
  const [asked] = await family.say('2');
  expect(asked).toMatch(/3 = Ana, Saturday, December 12, 9:30 am; 4 = Luis, .*; 5 = all of these\.$/);
  expect(await family.say('4')).toEqual([expect.stringMatching(/^Free your place: Luis, /)]);
  expect(await family.say('2')).toEqual([expect.stringMatching(/^One place is given back/)]);
  expect(await stateOf(family.booking.reference)).toMatchObject({ status: 'booked', active: 1 });
  const other = await somebody({ names: ['Ana Silva', 'Luis Silva'] });
  await other.say('2');
  expect(await other.say('5')).toEqual([expect.stringMatching(/^Free your places: Ana, .*Luis/)]);
  expect(await other.say('2')).toEqual([expect.stringMatching(/^Your place is given back/)]);
  expect(await stateOf(other.booking.reference)).toMatchObject({ status: 'cancelled', active: 0 });
});

it('a person with several bookings is asked which', async () => {
  const other = await makeClinic(test, { day: '2026-12-19', capacity: 5 });
  const ana = await somebody();
  const second = await booked(test, bookingBody(other.slots[0]?.id ?? '', { phone: ana.phone }));
  await test.dispatch();
  const [asked] = await ana.say('1');
  expect(asked).toMatch(/3 = Saturday, December 12, .*; 4 = Saturday, December 19, .*; 5 = all of these\.$/);
  expect(await ana.say('4')).toEqual([expect.stringContaining('December 19')]);
  expect(await stateOf(second.reference)).toMatchObject({ coming: true });
  expect(await stateOf(ana.booking.reference)).toMatchObject({ coming: false });
  await ana.say('2');
  await ana.say('3');
  expect(await ana.say('2')).toEqual([expect.stringMatching(/^Your place is given back: .*December 12/)]);
  expect(await stateOf(second.reference)).toMatchObject({ status: 'booked' });
});

it('a question or a picture goes to a person, who is told of once a day', async () => {
  const ana = await somebody();
  expect(await ana.say('Can I bring my daughter?')).toEqual([expect.stringMatching(/^Thank you. A person/)]);
  expect(await ana.say('', { more: { NumMedia: '1' } })).toEqual([]);
  expect(await stateOf(ana.booking.reference)).toMatchObject({ status: 'booked', tasks: 1 });
});

it('a plea to stop is honoured before anything else goes, and confirmed once; START returns', async () => {
  const ana = await somebody();
  await ana.write('please stop texting me');
  await test.app.inject({ method: 'POST', url: `/api/bookings/${tokenOf(ana.booking)}/cancel` });
  await test.dispatch();
  expect(test.sms.to(ana.phone).map(({ body }) => body)).toEqual([
    expect.stringMatching(/^We will not text you any more/),
  ]);
  expect(await ana.say('stop sending me messages')).toEqual([]);
  // The carrier has not stopped them: to us that is no more than an answer.
  expect(await ana.say('Yes')).toEqual([]);
  expect(await ana.say('START')).toEqual([expect.stringMatching(/^We will text you again/)]);
  expect(await ana.say('START')).toEqual([]);
});

it('whom the carrier has stopped too, after a plea to us, only its own word brings back: a person tells them', async () => {
  const ana = await somebody();
  await ana.say('please stop texting me');
  expect(await ana.say('STOP')).toEqual([]);
  await ana.say('start texting me again');
  const stopped = await test.database.query(
    `select 1 from opt_outs o join bookings b on b.phone_ix = o.address_ix where b.reference = $1`,
    [ana.booking.reference],
  );
  expect([stopped.length, await stateOf(ana.booking.reference)]).toMatchObject([1, { tasks: 1 }]);
  expect(await ana.say('START')).toEqual([expect.stringMatching(/^We will text you again/)]);
});

it('HELP says where to call; with nothing booked one is told where to look, once a day', async () => {
  const nobody = talker(talks.newNumber());
  expect(await nobody.say('HELP')).toEqual([expect.stringContaining('617-350-5480')]);
  expect(await nobody.say('1')).toEqual([
    expect.stringContaining(`no appointment with us at the moment. See free times: ${PUBLIC_URL}`),
  ]);
  expect(await nobody.say('2')).toEqual([]);
  later(25 * 3600);
  expect(await nobody.say('2')).toHaveLength(1);
});

it('a machine at the other end is not answered for ever: what is left of the day is for reminders, and a person looks', async () => {
  const ana = await somebody();
  for (let i = 0; i < 12; i++) expect(await ana.say(i % 2 ? 'Yes' : 'HELP')).toHaveLength(1);
  expect(await ana.say('HELP')).toEqual([expect.stringMatching(/^Thank you. A person/)]);
  for (let i = 0; i < 5; i++) expect(await ana.say('2')).toEqual([]);
  expect(await stateOf(ana.booking.reference)).toMatchObject({ status: 'booked', tasks: 1 });
  // A plea to stop is confirmed however often they wrote.
  expect(await ana.say('please stop texting me')).toHaveLength(1);
});
