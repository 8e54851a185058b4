import { SHELL } from '../../src/access/caller.js';
import { callOff } from '../../src/bookings/changes/decisions.js';
import { MakeDecision } from '../../src/bookings/changes/make-decision.js';
import { TellPeople } from '../../src/bookings/changes/tell-people.js';
import { EraseCalls } from '../../src/phone-desk/tasks/erase-calls.js';
import { booked, tokenOf } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { PUBLIC_URL } from '../support/messaging-app.js';
import { newNumber, PhoneLine } from '../support/phone-line.js';
import type { TakenSms } from '../support/sms-standin.js';

let line: PhoneLine;
let test: MessagingApp;

beforeAll(async () => {
  line = await PhoneLine.start();
  test = line.test;
});
beforeEach(() => line.reset());
afterAll(() => test.close());

describe('messages that do not arrive', () => {
  /** Somebody with a phone and an email whose confirmation is a text alone, or an email too. */
  async function confirmed({ email = true, lostEmail = false, at = '2026-12-12' } = {}) {
    const clinic = await makeClinic(test, { day: at, capacity: 10 });
    const phone = newNumber();
    const contact = email ? { email: `p${phone.slice(1)}@example.org`, emailConsent: true } : {};
    test.mail.trouble = () => (lostEmail ? { at: 'RCPT', code: 550 } : undefined);
    const booking = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone, ...contact }));
    const sms = async () => {
      await test.dispatch();
      return test.sms.to(phone).at(-1) as TakenSms;
    };
    const lost = async (taken: TakenSms) => test.sms.report(test.url, taken, 'undelivered', { errorCode: '30007' });
    const arrived = async (taken: TakenSms) => test.sms.report(test.url, taken, 'delivered');
    return { ...booking, clinic, phone, sms, lost, arrived };
  }

  it('nobody is called whom the other channel reached, in whatever order one learns of it', async () => {
    const one = await confirmed();
    expect(await one.lost(await one.sms())).toBe(204);
    const two = await confirmed({ lostEmail: true });
    await two.arrived(await two.sms());
    expect(await line.reasons()).toEqual([]);
  });

  it('whom neither reached is called once, whichever failed first, and however often it is reported', async () => {
    const one = await confirmed({ lostEmail: true });
    const sms = await one.sms();
    // The email has failed; the text may still arrive.
    expect(await line.reasons()).toEqual([]);
    await Promise.all(Array.from({ length: 8 }, () => one.lost(sms)));
    const two = await confirmed();
    // The text fails before the email is tried.
    test.sms.trouble = () => ({ status: 400, code: 21614 });
    test.mail.trouble = () => ({ at: 'RCPT', code: 550 });
    await test.dispatch();
    const right = [one, two].map(({ reference }) => ({ reason: 'undelivered', reference }));
    expect(await line.reasons()).toEqual(expect.arrayContaining(right));
    expect(await line.reasons()).toHaveLength(2);
    // Both have the same time: either may be first.
    const id = (await line.list()).find(({ reference }) => reference === one.reference)?.id;
    const { call } = await line.api('POST', `/${id}/take`);
    expect(call).toMatchObject({ phone: one.phone, message: { channel: 'sms', code: '30007' } });
  });

  it('the call is needed no more after a cancel, the end, an erasure, or a later message that arrived', async () => {
    const all = [
      await confirmed({ email: false }),
      await confirmed({ email: false }),
      await confirmed({ email: false, at: '2026-12-02' }),
      await confirmed({ email: false }),
    ];
    for (const one of all) await one.lost(await one.sms());
    expect(await line.reasons()).toHaveLength(4);
    const [moved, left, over] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0]];
    test.clock.at = new Date(test.clock.at.getTime() + 60_000);
    const post = (one: typeof moved, what: string, payload?: object) =>
      test.app.inject({ method: 'POST', url: `/api/bookings/${tokenOf(one)}/${what}`, payload });
    expect((await post(moved, 'move', { slotId: moved.clinic.slots[1]?.id })).statusCode).toBe(200);
    const again = await moved.sms();
    // A text that went counts as told, until somebody says that it did not arrive.
    expect(await line.reasons()).toHaveLength(3);
    await moved.lost(again);
    expect(await line.reasons()).toHaveLength(4);
    test.clock.at = new Date(test.clock.at.getTime() + 60_000);
    expect((await post(moved, 'move', { slotId: moved.clinic.slots[0]?.id })).statusCode).toBe(200);
    await moved.arrived(await moved.sms());
    await post(left, 'cancel');
    expect(await line.reasons()).toHaveLength(2);
    test.clock.at = new Date('2026-12-03T15:00:00Z');
    await line.comeIn();
    expect(await line.reasons()).toEqual([{ reason: 'undelivered', reference: all[3]?.reference }]);
    expect((await post(over, 'cancel')).statusCode).toBe(409);
    await test.app.inject({
      method: 'POST',
      url: `/m/${tokenOf(over)}/erase`,
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    const gone = await test.database.query(
      `select 1 from call_tasks k join bookings b on b.id = k.subject_id where b.reference = $1`,
      [over.reference],
    );
    expect(gone).toEqual([]);
  });

  it('the night closes no call while another message is on its way: that one may be lost too', async () => {
    const one = await confirmed();
    test.mail.trouble = () => ({ at: 'RCPT', code: 451 });
    await one.lost(await one.sms());
    expect(await line.reasons()).toEqual([]);
    await test.app.get(EraseCalls).run();
    await test.database.query(`update messages set state = 'unknown' where state = 'queued' and channel = 'email'`);
    expect(await line.reasons()).toEqual([{ reason: 'undelivered', reference: one.reference }]);
  });

  it('whoever is to be called because their clinic is off is called once, and spoken with, not again', async () => {
    const one = await confirmed({ email: false, at: '2027-01-09' });
    await one.lost(await one.sms());
    await test.app.get(MakeDecision).run(one.clinic.id, callOff(), SHELL, { decide: undefined });
    await test.app.get(TellPeople).run(one.clinic.id);
    await one.lost(await one.sms());
    expect(await line.reasons()).toEqual([{ reason: 'change', reference: one.reference }]);
    // Nobody called for weeks: they still do not know.
    test.clock.at = new Date('2027-01-05T15:00:00Z');
    await line.comeIn();
    expect(await line.reasons()).toEqual([{ reason: 'change', reference: one.reference }]);
    const { call } = await line.api('POST', '/next');
    expect(call).toMatchObject({ reason: 'change', phone: one.phone, since: '2026-12-01T15:00:00.000Z' });
    await line.api('POST', `/${call.id}`, { end: 'reached', seen: call.revision });
    expect(await line.reasons()).toEqual([]);
  });
});

describe('what people write back', () => {
  const write = (from: string, body: string, options = {}) =>
    test.sms.write(test.url, from, body, { publicUrl: PUBLIC_URL, ...options });
  const stored = () =>
    test.database.query<{ sender: string; body: string }>('select * from replies order by received_at');

  it('is for a person: stored once and sealed, answered with nothing at once, all of one number in one call', async () => {
    const phone = newNumber();
    const first = await write(phone, 'Can my son come with me?', { sid: 'SM1' });
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(await first.text()).toMatch(/<Response\/>$/);
    await Promise.all(Array.from({ length: 5 }, () => write(phone, 'Can my son come with me?', { sid: 'SM1' })));
    await write(phone, '', { more: { NumMedia: '1' } });
    expect(JSON.stringify(await stored())).not.toMatch(/my son|617555/);
    expect(await stored()).toHaveLength(2);
    expect(await line.reasons()).toEqual([{ reason: 'reply', reference: null }]);
    const { call } = await line.api('POST', '/next');
    expect(call).toMatchObject({ phone, replies: [{ body: 'Can my son come with me?' }, { body: '', pictures: 1 }] });
    // What comes in while one speaks with them is not closed unseen.
    await write(phone, 'And my mother?');
    expect(await line.api('POST', `/${call.id}`, { end: 'reached', seen: call.revision })).toMatchObject({
      closed: false,
    });
    const { call: again } = await line.api('POST', '/next');
    expect([again.id, again.replies.length]).toEqual([call.id, 3]);
    expect(await line.api('POST', `/${call.id}`, { end: 'reached', seen: again.revision })).toMatchObject({
      closed: true,
    });
  });

  it('is about the booking of that number, and goes with it', async () => {
    const { slots } = await makeClinic(test, { day: '2026-12-12' });
    const phone = newNumber();
    const { reference } = await booked(test, bookingBody(slots[0]?.id ?? '', { phone }));
    await write(phone, 'I will be late');
    expect(await line.reasons()).toEqual([{ reason: 'reply', reference }]);
    // Also when the clinic is over before anybody has called.
    await test.database.query(`update clinics set status = 'completed' where day = '2026-12-12'`);
    expect(await line.reasons()).toEqual([{ reason: 'reply', reference }]);
  });

  it('the carrier’s own words end and begin messages, and call nobody; a question is for a person', async () => {
    const phone = newNumber();
    const optedOut = async () =>
      (await test.database.query<{ reason: string }>(`select reason from opt_outs where channel = 'sms'`)).length;
    const before = await optedOut();
    await write(phone, ' Stop ');
    await write(phone, 'parar', { more: { OptOutType: 'STOP' } });
    expect([await optedOut(), await line.reasons()]).toEqual([before + 1, []]);
    await write(phone, 'START');
    expect([await optedOut(), await line.reasons()]).toEqual([before, []]);
    await write(phone, 'Is it tomorrow?');
    await write('262966', 'Your code is 1234');
    expect(await line.reasons()).toEqual([{ reason: 'reply', reference: null }]);
  });

  it('is refused from anybody but the provider, and not stored', async () => {
    const before = (await stored()).length;
    expect((await write(newNumber(), 'Hello', { token: 'another' })).status).toBe(403);
    expect((await write(newNumber(), 'Hello', { publicUrl: test.url })).status).toBe(403);
    const unsigned = { method: 'POST', body: new URLSearchParams({ From: newNumber(), MessageSid: 'SM9' }) };
    expect((await fetch(`${test.url}/webhooks/twilio/inbound`, unsigned)).status).toBe(403);
    expect((await stored()).length).toBe(before);
  });
});
