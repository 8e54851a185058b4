import type { Booked } from '../support/bookings.js';
import { codeOf, placesLeft, tokenOf } from '../support/bookings.js';
import type { Card, Found } from '../support/caller-desk.js';
import { auditOf, bookFor, deskOf, freshPhone, idOf } from '../support/caller-desk.js';
import type { MadeClinic } from '../support/factories.js';
import { book, bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import { PlainBrowser } from '../support/plain-browser.js';

const OLD = '+16175550142';
const NEW = '+16175550199';
const NAME = 'Zyxandra Canary';

let test: MessagingApp;
let codman: MadeClinic;
let grove: MadeClinic;

beforeAll(async () => {
  test = await startMessagingApp('2026-11-30T15:00:00Z');
  codman = await makeClinic(test, { title: 'Codman Square', day: '2026-12-05', capacity: 9 });
  grove = await makeClinic(test, { title: 'Grove Hall', day: '2026-12-12', capacity: 9 });
});
afterAll(() => test.close());

const slot = (clinic: MadeClinic, n = 0) => clinic.slots[n]?.id ?? '';
const later = (minutes: number) => void (test.clock.at = new Date(test.clock.at.getTime() + minutes * 60_000));

it('moves across clinics and gives back, by the same rules, and says by whom', async () => {
  const made = await bookFor(
    test,
    slot(codman),
    { fullName: 'Ana Tavares' },
    {
      attendees: [{ fullName: 'Ana Tavares' }, { fullName: 'Rui Tavares' }],
    },
  );
  const { send, ask, id } = await deskOf(test);
  await ask(made);
  const before = await placesLeft(test, grove.id);
  const moved = await send('POST', `${made.id}/move`, { slotId: slot(grove), reason: 'Works on Saturdays' });
  expect(moved.json<Card>()).toMatchObject({ booking: { slot: { id: slot(grove) } } });
  expect((await placesLeft(test, grove.id))[0]).toBe((before[0] ?? 0) - 2);
  expect(await auditOf(test, made.id, 'booking_moved')).toEqual([
    { actor: `staff:${id}`, reason: 'Works on Saturdays' },
  ]);
  const one = made.attendees[1]?.id;
  const card = (await send('POST', `${made.id}/attendees/${one}/cancel`, {})).json<Card>();
  expect(card.booking.attendees.map(({ status }) => status)).toEqual(['expected', 'cancelled']);
  expect(card.history.map(({ kind, actor }) => [kind, actor])).toEqual([
    ['booked', undefined],
    ['moved', `staff:${id}`],
    ['attendee_cancelled', `staff:${id}`],
  ]);
  const page = await new PlainBrowser(test).open(`/m/${tokenOf(made)}`);
  expect(page.text).toContain('By our team, on the phone');
  expect(page.html).not.toContain(id);
  expect((await send('POST', `${made.id}/cancel`, {})).json<Card>().booking.status).toBe('cancelled');
  await test.dispatch();
  expect((await test.outbox(made.reference)).map(({ kind, state }) => [kind, state]).slice(-1)).toEqual([
    ['booking_cancelled', 'sent'],
  ]);
  expect(await countsDiffer(test)).toEqual([]);
});

it('moves nobody into a clinic that one may not know of', async () => {
  const made = await bookFor(test, slot(codman));
  const { send, ask } = await deskOf(test, 'coordinator', [codman.id]);
  await ask(made);
  expect((await send('POST', `${made.id}/move`, { slotId: slot(grove) })).statusCode).toBe(404);
  expect(await countsDiffer(test)).toEqual([]);
});

describe('another number', () => {
  let made: Booked & { id: string };
  let at: Awaited<ReturnType<typeof deskOf>>;

  beforeEach(async () => {
    made = await bookFor(test, slot(codman, 1), { fullName: NAME, phone: OLD });
    at = await deskOf(test);
    await at.ask(made);
  });
  afterEach(async () => {
    test.sms.trouble = () => undefined;
    await test.app.inject({ method: 'POST', url: `/api/bookings/${tokenOf(made)}/cancel` });
    await at.send('POST', `${made.id}/cancel`, {});
    await test.dispatch();
  });

  it('gets a confirmation; the old one gets nothing more, not even what was on its way, and its link is dead', async () => {
    // The provider is busy: the confirmation and the next message wait to be tried again at the old number.
    test.sms.trouble = () => ({ status: 503 });
    await test.dispatch();
    await test.app.inject({
      method: 'POST',
      url: `/api/lost-links`,
      payload: { reference: made.reference, phone: OLD },
    });
    await test.dispatch();
    test.sms.trouble = () => undefined;
    const before = test.sms.to(OLD).length;
    const news = test.sms.to(NEW).length;
    expect((await at.send('PATCH', made.id, { phone: '617-555-0199' })).json<Card>().compare.phone).toBe(NEW);
    later(29);
    await test.dispatch();
    await at.send('POST', `${made.id}/move`, { slotId: slot(codman, 0) });
    await test.dispatch();
    expect(test.sms.to(OLD)).toHaveLength(before);
    const [confirmed, moved] = test.sms.to(NEW).slice(news);
    expect([confirmed?.body, moved?.body]).toEqual([
      expect.stringMatching(/^You have a place/),
      expect.stringMatching(/^Your new time/),
    ]);
    expect((await test.outbox(made.reference)).map(({ kind, state }) => `${kind} ${state}`)).toEqual(
      expect.arrayContaining(['booking_confirmed suppressed', 'lost_link suppressed', 'booking_confirmed sent']),
    );
    expect((await test.app.inject({ url: `/m/${tokenOf(made)}` })).statusCode).toBe(404);
    const link = /\/m\/(\w+)/.exec(confirmed?.body ?? '')?.[1];
    expect((await new PlainBrowser(test).open(`/m/${link}`)).text).toContain('Phone or email changed. By our team');
    const found = async (find: string) => (await at.send('POST', 'search', { find })).json<Found>().people.length;
    expect([await found(OLD), await found(NEW)]).toEqual([0, 1]);
  });

  it('what is being prepared for the old number at that moment is not sent', async () => {
    const before = test.sms.to(OLD).length;
    // Whoever prepares a message has claimed it and read the old number; to send it, it must still be in the queue.
    const [row] = await test.outbox(made.reference);
    await test.database.query(
      `update messages set claimed_until = now() + interval '1 minute', attempts = 1 where id = $1`,
      [row?.id],
    );
    await at.send('PATCH', made.id, { phone: NEW });
    const [after] = await test.database.query<{ state: string; why: string }>(
      'select state, error_code as why from messages where id = $1',
      [row?.id],
    );
    expect(after).toEqual({ state: 'suppressed', why: 'address_changed' });
    await test.dispatch();
    expect(test.sms.to(OLD)).toHaveLength(before);
  });

  it('the submission that booked does not give the new link away', async () => {
    const body = bookingBody(slot(codman, 1), { fullName: 'Once Only', phone: freshPhone() });
    const first = await book(test, body, 'key-of-the-old-phone');
    const { reference } = first.json<Booked>();
    const id = await idOf(test, reference);
    await at.ask({ id: id });
    expect((await at.send('PATCH', id, { phone: freshPhone() })).statusCode).toBe(200);
    const again = await book(test, body, 'key-of-the-old-phone');
    expect([again.statusCode, codeOf(again)]).toEqual([409, 'idempotency_key_reused']);
  });

  it('is refused clearly where somebody of this name has a place under it; a consent can be said or not', async () => {
    const other = await bookFor(test, slot(codman, 0), { fullName: NAME });
    await at.ask(other);
    const refused = await at.send('PATCH', other.id, { phone: OLD });
    expect([refused.statusCode, codeOf(refused)]).toEqual([409, 'already_booked']);
    expect((await at.send('PATCH', other.id, { phone: '' })).statusCode).toBe(422);
    const silent = (await at.send('PATCH', other.id, { phone: freshPhone(), smsConsent: false })).json<Card>();
    expect(silent.consents).toEqual([]);
    const spoken = (await at.send('PATCH', other.id, { phone: freshPhone(), smsConsent: true })).json<Card>();
    expect(spoken.consents).toMatchObject([{ channel: 'sms', recordedBy: `staff:${at.id}` }]);
  });
});

it('corrects a name everywhere, stops and begins messages, sends again, points out duplicates and likely the same', async () => {
  const phone = freshPhone();
  const made = await bookFor(
    test,
    slot(codman),
    { fullName: 'Filomena Pirez', phone },
    {
      attendees: [{ fullName: 'Filomena Pirez' }, { fullName: 'Bia Pirez' }],
    },
  );
  const twice = await bookFor(test, slot(grove), { fullName: 'Filomena Pires', phone });
  const like = await bookFor(test, slot(grove, 1), { fullName: 'Bia Pires' });
  const { send, ask, id } = await deskOf(test);
  await ask(made);
  const bia = made.attendees[1]?.id;
  const attendees = [{ attendeeId: bia, fullName: 'Bia Pires' }];
  await test.dispatch();
  const card = (await send('PATCH', made.id, { name: 'Filomena Pires', language: 'es', attendees })).json<Card>();
  expect(card).toMatchObject({
    compare: { fullName: 'Filomena Pires' },
    booking: { attendees: [{ fullName: 'Filomena Pires' }, { fullName: 'Bia Pires' }] },
    twiceBooked: ['Filomena Pires'],
    likelySame: [{ bookingId: like.id }],
    otherBookings: [{ id: twice.id }],
  });
  await test.dispatch();
  expect(test.sms.to(phone).at(-1)?.body).toMatch(/^Usted tiene|^Tiene/);

  const count = () => test.sms.to(phone).length;
  const stopped = (
    await send('POST', `${made.id}/consents`, { channel: 'sms', wanted: false, reason: 'asked' })
  ).json<Card>();
  expect(stopped.optOuts).toMatchObject([{ channel: 'sms', reason: 'asked' }]);
  const silent = count();
  later(2);
  expect((await send('POST', `${made.id}/resend`, {})).statusCode).toBe(200);
  await test.dispatch();
  expect(count()).toBe(silent);
  const resumed = (await send('POST', `${made.id}/consents`, { channel: 'sms', wanted: true })).json<Card>();
  expect(resumed).toMatchObject({
    optOuts: [],
    consents: [{ channel: 'sms', recordedBy: `staff:${id}` }],
  });
  await test.dispatch();
  expect(count()).toBe(silent + 1);
  later(2);
  await send('POST', `${made.id}/resend`, {});
  await send('POST', `${made.id}/resend`, {});
  await test.dispatch();
  expect(count()).toBe(silent + 2);
  expect((await auditOf(test, made.id, 'messages_stopped'))[0]?.reason).toBe('asked');
});

it('stopping and beginning one channel loses nothing that waits to go out by the other, and says nothing twice', async () => {
  const { send, ask } = await deskOf(test);
  for (const [wishes, emails] of [
    [[false], 0],
    [[false, true], 1],
  ] as const) {
    const [phone, email] = [freshPhone(), `both${emails}@example.org`];
    const made = await bookFor(test, slot(codman), {
      fullName: `Both ${'AB'[emails]}`,
      phone,
      email,
      emailConsent: true,
    });
    await ask(made);
    for (const wanted of wishes) await send('POST', `${made.id}/consents`, { channel: 'email', wanted });
    await test.dispatch();
    expect([test.sms.to(phone).length, test.mail.to(email).length]).toEqual([1, emails]);
  }
});
