import { Gate } from '../../src/messaging/admission.js';
import { AskProvider } from '../../src/messaging/ask-provider.js';
import { Dispatch } from '../../src/messaging/dispatch.js';
import { booked, tokenOf } from '../support/bookings.js';
import type { Booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';

let test: MessagingApp;
let clinic: MadeClinic;

beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z');
  clinic = await makeClinic(test, { capacity: 100 });
});
afterAll(() => test.close());

const book = (phone: string, contact: object = {}): Promise<Booked> =>
  booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone, ...contact }));
const change = async (booking: Booked, what: string, payload: object = {}) =>
  test.app.inject({ method: 'POST', url: `/api/bookings/${tokenOf(booking)}/${what}`, payload });
const move = (booking: Booked, slot: number) => change(booking, 'move', { slotId: clinic.slots[slot]?.id });
const states = async ({ reference }: Booked) =>
  (await test.outbox(reference)).map(({ kind, state, errorCode }) => [kind, state, errorCode]);

describe('nothing is sent for what is no longer true', () => {
  it('booked, then moved before anything went: only the new time is told', async () => {
    const booking = await book('+16175550111');
    await move(booking, 1);
    await test.dispatch();
    expect(await states(booking)).toEqual([
      ['booking_confirmed', 'suppressed', 'superseded'],
      ['booking_moved', 'sent', null],
    ]);
    expect(test.sms.to('+16175550111')).toHaveLength(1);
  });

  it('moved there and back: only the last move is told', async () => {
    const booking = await book('+16175550112');
    await test.dispatch();
    await move(booking, 1);
    await move(booking, 0);
    await test.dispatch();
    const told = (await states(booking)).map(([, state]) => state);
    expect(told).toEqual(['sent', 'suppressed', 'sent']);
    expect(test.sms.to('+16175550112').map(({ body }) => /9:30|10:00/.exec(body)?.[0])).toEqual(['9:30', '9:30']);
  });

  it('booked, then cancelled: only the cancellation is told', async () => {
    const booking = await book('+16175550113');
    await change(booking, 'cancel');
    await test.dispatch();
    expect(await states(booking)).toEqual([
      ['booking_confirmed', 'suppressed', 'superseded'],
      ['booking_cancelled', 'sent', null],
    ]);
  });

  it('a clinic cancelled before the confirmation went: no confirmation', async () => {
    const other = await makeClinic(test);
    const booking = await booked(test, bookingBody(other.slots[0]?.id ?? ''));
    await test.database.query(`update clinics set status = 'cancelled' where id = $1`, [other.id]);
    await test.dispatch();
    expect(await states(booking)).toEqual([['booking_confirmed', 'suppressed', 'clinic_cancelled']]);
  });

  it('a link asked for again after the place is given back, or the clinic called off, does not say that there is one', async () => {
    const email = 'again@example.org';
    const lost = (reference: string) =>
      test.app.inject({ method: 'POST', url: '/api/lost-links', payload: { reference, email } });
    const booking = await book('+16175550118', { email, emailConsent: true });
    await change(booking, 'cancel');
    await test.dispatch();
    await lost(booking.reference);
    const other = await makeClinic(test);
    const off = await booked(test, bookingBody(other.slots[0]?.id ?? '', { phone: '+16175550119', email }));
    await test.database.query(`update clinics set status = 'cancelled' where id = $1`, [other.id]);
    await lost(off.reference);
    await test.dispatch();
    const told = (phone: string) => test.sms.to(phone).map(({ body }) => body.split('\n')[0]);
    const [cancelled, again] = told('+16175550118');
    expect(cancelled).toMatch(/^Your place is given back: /);
    expect(again).toBe(cancelled);
    expect(told('+16175550119')).toEqual([expect.stringContaining('will NOT take place')]);
  });

  it('who agreed to one channel only is written to by that one', async () => {
    const contact = { email: 'only@example.org', emailConsent: true, smsConsent: false };
    const booking = await book('+16175550114', contact);
    await test.dispatch();
    expect((await test.outbox(booking.reference)).map(({ channel }) => channel)).toEqual(['email']);
    expect([test.sms.to('+16175550114').length, test.mail.to('only@example.org').length]).toEqual([0, 1]);
  });
});

describe('two workers at once', () => {
  const bookMany = async (prefix: string, n: number) => {
    const phones = Array.from({ length: n }, (_, i) => `+1617555${prefix}${String(i).padStart(2, '0')}`);
    for (const phone of phones) await book(phone);
    return phones;
  };

  it('would send twice if they only looked for what is due', async () => {
    await bookMany('03', 3);
    const naive = () => test.database.query<{ id: string }>(`select id from messages where state = 'queued'`);
    const [one, other] = await Promise.all([naive(), naive()]);
    expect(one.filter(({ id }) => other.some((row) => row.id === id))).toHaveLength(3);
    await test.dispatch();
  });

  it('send everything, and nothing twice', async () => {
    const phones = await bookMany('04', 50);
    const dispatch = test.app.get(Dispatch);
    const workers = Array.from({ length: 4 }, async () => {
      while ((await dispatch.round()) > 0);
    });
    await Promise.all(workers);
    expect(phones.map((phone) => test.sms.to(phone).length)).toEqual(Array(50).fill(1));
  });

  it('a worker that was too slow with what it had claimed no longer sends it', async () => {
    const { reference } = await book('+16175550115');
    // The other worker claims it after this one's lease, while this one still reads the booking.
    const slow = test.app.get(Dispatch)['messages'];
    const [claimed] = await slow.claim(test.clock.now(), 1);
    test.clock.at = new Date(test.clock.at.getTime() + 61_000);
    await test.dispatch();
    const ready = { to: '+16175550115', sms: { text: 'Hello', firstLine: '' } };
    if (!claimed) throw new Error('nothing to send');
    const late = await test.app.get(Gate).admit([{ message: claimed, ready, provider: 'twilio' }], test.clock.now());
    expect(late).toEqual(['taken_over']);
    expect(await test.outbox(reference)).toMatchObject([{ state: 'sent', attempts: 2 }]);
    expect(test.sms.to('+16175550115')).toHaveLength(1);
  });

  it('a worker that learns very late that it sent nothing does not bring back what another one sends', async () => {
    const phone = '+16175550117';
    const { reference } = await book(phone);
    const slow = test.app.get(Dispatch)['messages'];
    const [claimed] = await slow.claim(test.clock.now(), 1);
    if (!claimed) throw new Error('nothing to send');
    const ready = { to: phone, sms: { text: 'Hello', firstLine: '' } };
    const passedAt = test.clock.now();
    await test.app.get(Gate).admit([{ message: claimed, ready, provider: 'twilio' }], passedAt);
    test.clock.at = new Date(test.clock.at.getTime() + 5 * 60_000);
    await slow.markLost(test.clock.now());
    await test.app.get(AskProvider).run();
    test.sms.beforeAnswer = () => {
      test.sms.beforeAnswer = () => Promise.resolve();
      return slow.notTaken(claimed, { code: '429', passedAt, now: test.clock.now(), again: test.clock.now() });
    };
    await test.dispatch();
    expect(await test.outbox(reference)).toMatchObject([{ state: 'sent', attempts: 2 }]);
    expect(test.sms.to(phone)).toHaveLength(1);
  });
});

it('of several messages to a new number at once, exactly one says how to stop them', async () => {
  const phone = '+16175550116';
  for (let i = 0; i < 8; i++) await book(phone, { fullName: `Family Member ${'abcdefgh'[i]}` });
  await test.dispatch();
  const bodies = test.sms.to(phone).map(({ body }) => body);
  expect(bodies).toHaveLength(8);
  expect(bodies.filter((body) => body.includes('STOP to end'))).toHaveLength(1);
});
