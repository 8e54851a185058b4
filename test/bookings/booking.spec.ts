import { randomUUID } from 'node:crypto';
import { booked, codeOf, placesLeft } from '../support/bookings.js';
import { book, bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

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

const post = (url: string, payload: object = {}) => test.app.inject({ method: 'POST', url, payload });

describe('POST /api/bookings', () => {
  it('books one place and answers as the contract says', async () => {
    const clinic = await makeClinic(test);
    const booking = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { fullName: 'Lourdes Tavares' }));
    expect(booking).toMatchObject({ status: 'booked', revision: 1, slot: { id: clinic.slots[0]?.id } });
    expect(booking.reference).toMatch(/^[CDFGHJKMNPQRTVWXY2-9]{6}$/);
    expect(booking.slot.startsAt).toBe('2026-12-11T09:30:00-05:00');
    expect(booking.attendees).toMatchObject([{ fullName: 'Lourdes Tavares', status: 'expected' }]);
    expect(booking.manageUrl).toMatch(/^http:\/\/localhost:3000\/m\/\w{22}$/);
    expect(booking.clinic).not.toHaveProperty('joiningLink');
    expect(await placesLeft(test, clinic.id)).toEqual([1, 2]);
  });

  it('keeps names and addresses sealed, with one consent and one message for each channel agreed to', async () => {
    const clinic = await makeClinic(test);
    const contact = { fullName: 'Canary Sealed', phone: '617-555-0199', email: 'canary@example.org' };
    await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { ...contact, emailConsent: true }));
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
    const booking = await booked(test, bookingBody(clinic.slots[0]?.id ?? ''));
    expect(booking.clinic.joiningLink).toBe('https://video.example.org/room-1');
  });

  it('books a family in one slot and in two slots, all or none', async () => {
    const clinic = await makeClinic(test, { capacity: 3 });
    const [first, second] = clinic.slots.map((slot) => slot.id);
    const family = ['Ana Family', 'Rui Family'].map((fullName) => ({ fullName }));
    await booked(test, { ...bookingBody(first ?? ''), attendees: family });
    expect(await placesLeft(test, clinic.id)).toEqual([1, 3]);
    const apart = [{ fullName: 'Eva Apart' }, { fullName: 'Ivo Apart', slotId: second }];
    const booking = await booked(test, { ...bookingBody(first ?? ''), attendees: apart });
    expect(booking.attendees.map((attendee) => attendee.slotId)).toEqual([first, second]);
    expect(await placesLeft(test, clinic.id)).toEqual([0, 2]);
    const late = [{ fullName: 'Lia Late', slotId: second }, { fullName: 'Leo Late' }];
    expect(codeOf(await book(test, { ...bookingBody(first ?? ''), attendees: late }))).toBe('slot_full');
    expect(await placesLeft(test, clinic.id)).toEqual([0, 2]);
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
    expect(await placesLeft(test, one.id)).toEqual([2, 2]);
  });

  it('does not book one person twice in a clinic, however the name and number are written', async () => {
    const clinic = await makeClinic(test, { capacity: 5 });
    const slotId = clinic.slots[0]?.id ?? '';
    await booked(test, bookingBody(slotId, { fullName: 'José Twice', phone: '617-555-0101', email: 'j@example.org' }));
    const again = bookingBody(slotId, { fullName: 'JOSE  TWICE', phone: '+1 (617) 555 0101' });
    expect(codeOf(await book(test, again))).toBe('already_booked');
    const byEmail = bookingBody(slotId, { fullName: 'Jose Twice', phone: undefined, email: 'J@Example.org' });
    expect(codeOf(await book(test, byEmail))).toBe('already_booked');
    await booked(test, bookingBody(slotId, { fullName: 'Husband Twice', phone: '617-555-0101' }));
    expect(await placesLeft(test, clinic.id)).toEqual([3, 5]);
  });

  it('says why there is no place: full, closed, not yet open, unknown, draft', async () => {
    const clinic = await makeClinic(test, { capacity: 1 });
    const [first, second] = clinic.slots.map((slot) => slot.id);
    await booked(test, bookingBody(first ?? ''));
    expect(codeOf(await book(test, bookingBody(first ?? '')))).toBe('slot_full');
    await test.database.query(`update slots set opens_at = $1 where id = $2`, [new Date('2026-12-02'), second]);
    expect(codeOf(await book(test, bookingBody(second ?? '')))).toBe('booking_closed');
    const draft = await makeClinic(test, { draft: true });
    for (const unknown of [randomUUID(), draft.slots[0]?.id ?? '']) {
      const answer = await book(test, bookingBody(unknown));
      expect(answer.statusCode).toBe(422);
      expect(answer.json()).toMatchObject({ errors: [{ field: 'slotId', code: 'slot_unknown' }] });
    }
    clock.at = new Date('2026-12-11T14:30:00Z');
    expect(codeOf(await book(test, bookingBody(first ?? '')))).toBe('booking_closed');
  });
});

describe('Idempotency-Key', () => {
  it('is required', async () => {
    const clinic = await makeClinic(test);
    const payload = bookingBody(clinic.slots[0]?.id ?? '');
    const answer = await post('/api/bookings', payload);
    expect([answer.statusCode, codeOf(answer)]).toEqual([400, 'idempotency_key_required']);
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
    await booked(test, body, key);
    const other = await book(test, bookingBody(slotId), key);
    expect([other.statusCode, codeOf(other)]).toEqual([409, 'idempotency_key_reused']);
  });
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
