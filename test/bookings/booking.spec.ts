import { randomUUID } from 'node:crypto';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';
import { book, bookingBody, countsDiffer, makeClinic } from '../support/factories.js';

let test: TestApp;
const clock = new TestClock(new Date('2026-12-01T15:00:00Z'));

beforeAll(async () => {
  test = await startTestApp({ clock });
});
afterAll(() => test.close());
beforeEach(() => {
  clock.at = new Date('2026-12-01T15:00:00Z');
});
afterEach(async () => expect(await countsDiffer(test)).toEqual([]));

interface Booked {
  reference: string;
  status: string;
  revision: number;
  slot: { id: string; startsAt: string };
  clinic: { joiningLink?: string; title: string };
  attendees: { id: string; fullName: string; slotId: string; status: string }[];
  manageUrl: string;
  calendarUrl: string;
}

const tokenOf = (booking: Booked) => booking.manageUrl.split('/m/')[1] ?? '';
const post = (url: string, payload: object = {}) => test.app.inject({ method: 'POST', url, payload });
const code = (answer: { json: () => unknown }) => (answer.json() as { code?: string }).code;

async function booked(body: object, key?: string): Promise<Booked> {
  const answer = await book(test, body, key);
  expect(answer.statusCode).toBe(201);
  return answer.json<Booked>();
}

async function left(clinicId: string): Promise<number[]> {
  const answer = await test.app.inject({ url: `/api/clinics/${clinicId}/slots` });
  return answer.json<{ slots: { placesLeft: number }[] }>().slots.map((slot) => slot.placesLeft);
}

describe('POST /api/bookings', () => {
  it('books one place and answers as the contract says', async () => {
    const clinic = await makeClinic(test);
    const booking = await booked(bookingBody(clinic.slots[0]?.id ?? '', { fullName: 'Lourdes Tavares' }));
    expect(booking).toMatchObject({ status: 'booked', revision: 1, slot: { id: clinic.slots[0]?.id } });
    expect(booking.reference).toMatch(/^[CDFGHJKMNPQRTVWXY2-9]{6}$/);
    expect(booking.slot.startsAt).toBe('2026-12-11T09:30:00-05:00');
    expect(booking.attendees).toMatchObject([{ fullName: 'Lourdes Tavares', status: 'expected' }]);
    expect(booking.manageUrl).toMatch(/^http:\/\/localhost:3000\/m\/\w{22}$/);
    expect(booking.clinic).not.toHaveProperty('joiningLink');
    expect(await left(clinic.id)).toEqual([1, 2]);
  });

  it('keeps names and addresses sealed, with one consent and one message for each channel agreed to', async () => {
    const clinic = await makeClinic(test);
    const contact = { fullName: 'Canary Sealed', phone: '617-555-0199', email: 'canary@example.org' };
    await booked(bookingBody(clinic.slots[0]?.id ?? '', { ...contact, emailConsent: true }));
    const [row] = await test.database.query<Record<string, unknown>>(
      `select b.*, array(select channel from consents where booking_id = b.id order by 1) as channels,
         array(select channel from messages where subject_id = b.id order by 1) as queued
       from bookings b where clinic_id = $1`,
      [clinic.id],
    );
    expect(row).toMatchObject({ channels: ['email', 'sms'], queued: ['email', 'sms'] });
    expect(JSON.stringify(row)).not.toMatch(/canary|6175550199|617-555/i);
  });

  it('gives the joining link of a virtual clinic only to who has booked', async () => {
    const clinic = await makeClinic(test, { mode: 'virtual' });
    const seen = await test.app.inject({ url: '/api/clinics?mode=virtual' });
    expect(seen.body).not.toContain('video.example.org');
    const booking = await booked(bookingBody(clinic.slots[0]?.id ?? ''));
    expect(booking.clinic.joiningLink).toBe('https://video.example.org/room-1');
  });

  it('books a family in one slot and in two slots, all or none', async () => {
    const clinic = await makeClinic(test, { capacity: 3 });
    const [first, second] = clinic.slots.map((slot) => slot.id);
    const family = ['Ana Family', 'Rui Family'].map((fullName) => ({ fullName }));
    await booked({ ...bookingBody(first ?? ''), attendees: family });
    expect(await left(clinic.id)).toEqual([1, 3]);
    const apart = [{ fullName: 'Eva Apart' }, { fullName: 'Ivo Apart', slotId: second }];
    const booking = await booked({ ...bookingBody(first ?? ''), attendees: apart });
    expect(booking.attendees.map((attendee) => attendee.slotId)).toEqual([first, second]);
    expect(await left(clinic.id)).toEqual([0, 2]);
    const late = [{ fullName: 'Lia Late', slotId: second }, { fullName: 'Leo Late' }];
    expect(code(await book(test, { ...bookingBody(first ?? ''), attendees: late }))).toBe('slot_full');
    expect(await left(clinic.id)).toEqual([0, 2]);
  });

  it('refuses attendees in two clinics, and two of one name', async () => {
    const [one, other] = [await makeClinic(test), await makeClinic(test)];
    const body = bookingBody(one.slots[0]?.id ?? '');
    const apart = await book(test, {
      ...body,
      attendees: [{ fullName: 'Ana One' }, { fullName: 'Ana Two', slotId: other.slots[0]?.id }],
    });
    expect(apart.statusCode).toBe(422);
    expect(apart.json()).toMatchObject({ code: 'invalid', errors: [{ code: 'one_clinic' }] });
    const twins = await book(test, { ...body, attendees: [{ fullName: 'Ana Um' }, { fullName: 'ana  úm' }] });
    expect(twins.json()).toMatchObject({ errors: [{ field: 'attendees.1.fullName', code: 'twice_same_name' }] });
    expect(await left(one.id)).toEqual([2, 2]);
  });

  it('does not book one person twice in a clinic, however the name and number are written', async () => {
    const clinic = await makeClinic(test, { capacity: 5 });
    const slotId = clinic.slots[0]?.id ?? '';
    await booked(bookingBody(slotId, { fullName: 'José Twice', phone: '617-555-0101', email: 'j@example.org' }));
    const again = bookingBody(slotId, { fullName: 'JOSE  TWICE', phone: '+1 (617) 555 0101' });
    expect(code(await book(test, again))).toBe('already_booked');
    const byEmail = bookingBody(slotId, { fullName: 'Jose Twice', phone: undefined, email: 'J@Example.org' });
    expect(code(await book(test, byEmail))).toBe('already_booked');
    await booked(bookingBody(slotId, { fullName: 'Husband Twice', phone: '617-555-0101' }));
    expect(await left(clinic.id)).toEqual([3, 5]);
  });

  it('says why there is no place: full, closed, not yet open, unknown, draft', async () => {
    const clinic = await makeClinic(test, { capacity: 1 });
    const [first, second] = clinic.slots.map((slot) => slot.id);
    await booked(bookingBody(first ?? ''));
    expect(code(await book(test, bookingBody(first ?? '')))).toBe('slot_full');
    await test.database.query(`update slots set opens_at = $1 where id = $2`, [new Date('2026-12-02'), second]);
    expect(code(await book(test, bookingBody(second ?? '')))).toBe('booking_closed');
    const draft = await makeClinic(test, { draft: true });
    for (const unknown of [randomUUID(), draft.slots[0]?.id ?? '']) {
      const answer = await book(test, bookingBody(unknown));
      expect(answer.statusCode).toBe(422);
      expect(answer.json()).toMatchObject({ errors: [{ field: 'slotId', code: 'slot_unknown' }] });
    }
    clock.at = new Date('2026-12-11T14:30:00Z');
    expect(code(await book(test, bookingBody(first ?? '')))).toBe('booking_closed');
  });
});

describe('Idempotency-Key', () => {
  it('is required', async () => {
    const clinic = await makeClinic(test);
    const payload = bookingBody(clinic.slots[0]?.id ?? '');
    const answer = await post('/api/bookings', payload);
    expect([answer.statusCode, code(answer)]).toEqual([400, 'idempotency_key_required']);
  });

  it('twenty times at once: one booking, one and the same answer, even for the last place', async () => {
    const clinic = await makeClinic(test, { capacity: 1 });
    const body = bookingBody(clinic.slots[0]?.id ?? '');
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => book(test, body, key)));
    expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => JSON.stringify(sorted(answer.json())))).size).toBe(1);
    const [count] = await test.database.query<{ n: number }>(
      'select count(*)::integer as n from bookings where clinic_id = $1',
      [clinic.id],
    );
    expect(count?.n).toBe(1);
  });

  it('with another body is an error, and a refusal is not kept', async () => {
    const clinic = await makeClinic(test, { capacity: 1 });
    const slotId = clinic.slots[0]?.id ?? '';
    const key = randomUUID();
    const body = bookingBody(slotId);
    expect((await book(test, { ...body, slotId: randomUUID() }, key)).statusCode).toBe(422);
    await booked(body, key);
    const other = await book(test, bookingBody(slotId), key);
    expect([other.statusCode, code(other)]).toEqual([409, 'idempotency_key_reused']);
  });
});

describe('the holder of the link', () => {
  it('sees, cancels once, and gives the place to the next', async () => {
    const clinic = await makeClinic(test, { capacity: 1 });
    const slotId = clinic.slots[0]?.id ?? '';
    const token = tokenOf(await booked(bookingBody(slotId)));
    expect((await test.app.inject({ url: `/api/bookings/${token}` })).json()).toMatchObject({ status: 'booked' });
    for (const _ of [1, 2]) {
      const answer = await post(`/api/bookings/${token}/cancel`);
      expect(answer.json()).toMatchObject({ status: 'cancelled', revision: 2 });
    }
    await booked(bookingBody(slotId));
    expect(await left(clinic.id)).toEqual([0, 1]);
  });

  it('moves: both counts change together, a full slot changes nothing, a second click neither', async () => {
    const clinic = await makeClinic(test, { capacity: 1, to: '11:00' });
    const [first, second, third] = clinic.slots.map((slot) => slot.id);
    const token = tokenOf(await booked(bookingBody(first ?? '')));
    await booked(bookingBody(second ?? ''));
    expect(code(await post(`/api/bookings/${token}/move`, { slotId: second }))).toBe('slot_full');
    expect(await left(clinic.id)).toEqual([0, 0, 1]);
    for (const _ of [1, 2]) {
      const moved = await post(`/api/bookings/${token}/move`, { slotId: third });
      expect(moved.json()).toMatchObject({ revision: 2, slot: { id: third } });
    }
    expect(await left(clinic.id)).toEqual([1, 0, 0]);
  });

  it('moves one of a family within the clinic, and everybody to another clinic', async () => {
    const [clinic, other] = [await makeClinic(test), await makeClinic(test, { mode: 'virtual', capacity: 3 })];
    const body = {
      ...bookingBody(clinic.slots[0]?.id ?? ''),
      attendees: [{ fullName: 'Bia Move' }, { fullName: 'Gil Move' }],
    };
    const booking = await booked(body);
    const token = tokenOf(booking);
    const attendeeId = booking.attendees[1]?.id;
    const apart = await post(`/api/bookings/${token}/move`, { slots: [{ attendeeId, slotId: clinic.slots[1]?.id }] });
    expect(apart.statusCode).toBe(200);
    expect(await left(clinic.id)).toEqual([1, 1]);
    const alone = await post(`/api/bookings/${token}/move`, { slots: [{ attendeeId, slotId: other.slots[0]?.id }] });
    expect(alone.json()).toMatchObject({ code: 'invalid', errors: [{ code: 'one_clinic' }] });
    const together = await post(`/api/bookings/${token}/move`, { slotId: other.slots[0]?.id });
    expect(together.json()).toMatchObject({ revision: 3, clinic: { mode: 'virtual' } });
    expect([await left(clinic.id), await left(other.id)]).toEqual([
      [2, 2],
      [1, 3],
    ]);
  });

  it('takes one of a family out; the last one out cancels the booking', async () => {
    const clinic = await makeClinic(test);
    const body = {
      ...bookingBody(clinic.slots[0]?.id ?? ''),
      attendees: [{ fullName: 'Bia Out' }, { fullName: 'Gil Out' }],
    };
    const booking = await booked(body);
    const path = `/api/bookings/${tokenOf(booking)}/attendees`;
    const [bia, gil] = booking.attendees.map((attendee) => attendee.id);
    expect((await post(`${path}/${bia}/cancel`)).json()).toMatchObject({ status: 'booked', revision: 2 });
    expect(await left(clinic.id)).toEqual([1, 2]);
    expect((await post(`${path}/${gil}/cancel`)).json()).toMatchObject({ status: 'cancelled', revision: 3 });
    expect((await post(`${path}/${randomUUID()}/cancel`)).statusCode).toBe(404);
  });

  it('cannot change what has begun', async () => {
    const clinic = await makeClinic(test);
    const token = tokenOf(await booked(bookingBody(clinic.slots[0]?.id ?? '')));
    clock.at = new Date('2026-12-11T14:31:00Z');
    expect(code(await post(`/api/bookings/${token}/cancel`))).toBe('booking_over');
    expect(code(await post(`/api/bookings/${token}/move`, { slotId: clinic.slots[1]?.id }))).toBe('booking_over');
  });

  it('gets one and the same 404 for every link that is not one', async () => {
    const wrong = ['x', 'A'.repeat(22), `${'A'.repeat(21)}!`, randomUUID(), '%00', "'--"];
    for (const token of wrong) {
      for (const url of [`/api/bookings/${token}`, `/bookings/${token}/calendar.ics`, `/m/${token}`]) {
        expect((await test.app.inject({ url })).statusCode).toBe(404);
      }
    }
  });

  it('moves there and back without ever losing or doubling a place, in a crowd', async () => {
    const clinic = await makeClinic(test, { capacity: 3, to: '11:00' });
    const ids = clinic.slots.map((slot) => slot.id);
    const tokens: string[] = [];
    for (let i = 0; i < 6; i++) tokens.push(tokenOf(await booked(bookingBody(ids[i % 2] ?? ''))));
    const moves = tokens.flatMap((token, i) =>
      [1, 2, 3, 4].map((n) => post(`/api/bookings/${token}/move`, { slotId: ids[(i + n) % 3] })),
    );
    const cancels = tokens.slice(0, 2).map((token) => post(`/api/bookings/${token}/cancel`));
    const statuses = (await Promise.all([...moves, ...cancels])).map((answer) => answer.statusCode);
    expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    expect((await left(clinic.id)).reduce((a, b) => a + b)).toBe(9 - 4);
  });
});

describe('a lost link', () => {
  it('is written once an hour to the contact on file, and tells nothing to others', async () => {
    const clinic = await makeClinic(test);
    const { reference } = await booked(bookingBody(clinic.slots[0]?.id ?? '', { phone: '617-555-0177' }));
    const queued = async () =>
      (
        await test.database.query<{ n: number }>(
          `select count(*)::integer as n from messages m join bookings b on b.id = m.subject_id
         where b.reference = $1 and m.kind = 'lost_link'`,
          [reference],
        )
      )[0]?.n;
    for (const wrong of [
      { reference, phone: '617-555-0178' },
      { reference: 'CCCCCC', phone: '617-555-0177' },
    ]) {
      const answer = await post('/api/lost-links', wrong);
      expect([answer.statusCode, answer.json()]).toEqual([202, { status: 'accepted' }]);
    }
    expect(await queued()).toBe(0);
    for (const _ of [1, 2]) {
      const answer = await post('/api/lost-links', { reference: reference.toLowerCase(), phone: '(617) 555-0177' });
      expect([answer.statusCode, answer.json()]).toEqual([202, { status: 'accepted' }]);
    }
    expect(await queued()).toBe(1);
    clock.at = new Date('2026-12-01T16:00:00Z');
    await post('/api/lost-links', { reference, phone: '617-555-0177' });
    expect(await queued()).toBe(2);
  });
});

it("keeps each booking's history, which names nobody", async () => {
  const clinic = await makeClinic(test, { title: 'History Library' });
  const booking = await booked(bookingBody(clinic.slots[0]?.id ?? '', { fullName: 'Canary History' }));
  await post(`/api/bookings/${tokenOf(booking)}/move`, { slotId: clinic.slots[1]?.id });
  await post(`/api/bookings/${tokenOf(booking)}/cancel`);
  const answer = await test.app.inject({
    url: `/api/admin/clinics/${clinic.id}/bookings/${booking.reference}/history`,
    headers: { authorization: `Bearer ${await test.token('phone_desk')}` },
  });
  expect(answer.json()).toMatchObject({
    events: [
      { kind: 'booked', actor: 'online', revision: 1 },
      { kind: 'moved', actor: 'applicant', fromSlotId: clinic.slots[0]?.id, toSlotId: clinic.slots[1]?.id },
      { kind: 'cancelled', revision: 3 },
    ],
  });
  expect(answer.body).not.toMatch(/canary/i);
});

/** JSON with its keys in order, so that equal answers are equal texts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort()
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
