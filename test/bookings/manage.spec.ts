import { randomUUID } from 'node:crypto';
import { booked, codeOf, placesLeft, tokenOf } from '../support/bookings.js';
import { lockBooking } from '../../src/bookings/bookings.repository.js';
import { ManageLinks } from '../../src/bookings/manage-links.js';
import { bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { atTheTable, to } from '../support/roster.js';
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

describe('the holder of the link', () => {
  it('sees, cancels once, and gives the place to the next', async () => {
    const clinic = await makeClinic(test, { capacity: 1 });
    const slotId = clinic.slots[0]?.id ?? '';
    const token = tokenOf(await booked(test, bookingBody(slotId)));
    expect((await test.app.inject({ url: `/api/bookings/${token}` })).json()).toMatchObject({ status: 'booked' });
    for (const _ of [1, 2]) {
      const answer = await post(`/api/bookings/${token}/cancel`);
      expect(answer.json()).toMatchObject({ status: 'cancelled', revision: 2 });
    }
    await booked(test, bookingBody(slotId));
    expect(await placesLeft(test, clinic.id)).toEqual([0, 1]);
  });

  it('moves: both counts change together, a full slot changes nothing, a second click neither', async () => {
    const clinic = await makeClinic(test, { capacity: 1, to: '11:00' });
    const [first, second, third] = clinic.slots.map((slot) => slot.id);
    const token = tokenOf(await booked(test, bookingBody(first ?? '')));
    await booked(test, bookingBody(second ?? ''));
    expect(codeOf(await post(`/api/bookings/${token}/move`, { slotId: second }))).toBe('slot_full');
    expect(await placesLeft(test, clinic.id)).toEqual([0, 0, 1]);
    for (const _ of [1, 2]) {
      const moved = await post(`/api/bookings/${token}/move`, { slotId: third });
      expect(moved.json()).toMatchObject({ revision: 2, slot: { id: third } });
    }
    expect(await placesLeft(test, clinic.id)).toEqual([1, 0, 0]);
  });

  it('moves one of a family within the clinic, and everybody to another clinic', async () => {
    const [clinic, other] = [await makeClinic(test), await makeClinic(test, { mode: 'virtual', capacity: 3 })];
    const body = {
      ...bookingBody(clinic.slots[0]?.id ?? ''),
      attendees: [{ fullName: 'Bia Move' }, { fullName: 'Gil Move' }],
    };
    const booking = await booked(test, body);
    const token = tokenOf(booking);
    const attendeeId = booking.attendees[1]?.id;
    const apart = await post(`/api/bookings/${token}/move`, { slots: [{ attendeeId, slotId: clinic.slots[1]?.id }] });
    expect(apart.statusCode).toBe(200);
    expect(await placesLeft(test, clinic.id)).toEqual([1, 1]);
    const alone = await post(`/api/bookings/${token}/move`, { slots: [{ attendeeId, slotId: other.slots[0]?.id }] });
    expect(alone.json()).toMatchObject({ code: 'invalid', errors: [{ code: 'one_clinic' }] });
    const together = await post(`/api/bookings/${token}/move`, { slotId: other.slots[0]?.id });
    expect(together.json()).toMatchObject({ revision: 3, clinic: { mode: 'virtual' } });
    expect([await placesLeft(test, clinic.id), await placesLeft(test, other.id)]).toEqual([
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
    const booking = await booked(test, body);
    const path = `/api/bookings/${tokenOf(booking)}/attendees`;
    const [bia, gil] = booking.attendees.map((attendee) => attendee.id);
    expect((await post(`${path}/${bia}/cancel`)).json()).toMatchObject({ status: 'booked', revision: 2 });
    expect(await placesLeft(test, clinic.id)).toEqual([1, 2]);
    expect((await post(`${path}/${gil}/cancel`)).json()).toMatchObject({ status: 'cancelled', revision: 3 });
    expect((await post(`${path}/${randomUUID()}/cancel`)).statusCode).toBe(404);
  });

  it('cannot change what has begun', async () => {
    const clinic = await makeClinic(test);
    const token = tokenOf(await booked(test, bookingBody(clinic.slots[0]?.id ?? '')));
    clock.at = new Date('2026-12-11T14:31:00Z');
    expect(codeOf(await post(`/api/bookings/${token}/cancel`))).toBe('booking_over');
    expect(codeOf(await post(`/api/bookings/${token}/move`, { slotId: clinic.slots[1]?.id }))).toBe('booking_over');
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
    for (let i = 0; i < 6; i++) tokens.push(tokenOf(await booked(test, bookingBody(ids[i % 2] ?? ''))));
    const moves = tokens.flatMap((token, i) =>
      [1, 2, 3, 4].map((n) => post(`/api/bookings/${token}/move`, { slotId: ids[(i + n) % 3] })),
    );
    const cancels = tokens.slice(0, 2).map((token) => post(`/api/bookings/${token}/cancel`));
    const statuses = (await Promise.all([...moves, ...cancels])).map((answer) => answer.statusCode);
    expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    expect((await placesLeft(test, clinic.id)).reduce((a, b) => a + b)).toBe(9 - 4);
  });
});

describe('somebody has arrived before their time', () => {
  const family = async () => {
    const [clinic, other] = [await makeClinic(test), await makeClinic(test)];
    const [first, second] = clinic.slots.map(({ id }) => id);
    const attendees = [{ fullName: 'Bia Here' }, { fullName: 'Gil Here' }];
    const booking = await booked(test, { ...bookingBody(first ?? ''), attendees });
    const [bia = '', gil = ''] = booking.attendees.map(({ id }) => id);
    return { clinic, other, second, token: tokenOf(booking), bia, gil, ...(await atTheTable(test, clinic)) };
  };

  it('the others leave or move within the clinic, and who is there stays booked', async () => {
    const { clinic, other, second, token, bia, gil, tap } = await family();
    await tap(to(bia, 0, { status: 'arrived' }));
    const away = await post(`/api/bookings/${token}/move`, { slotId: other.slots[0]?.id });
    expect(away.json()).toMatchObject({ errors: [{ code: 'one_clinic' }] });
    const page = new PlainBrowser(test);
    await page.open(`/m/${token}/move`);
    expect(page.html).toContain(`/move/${second}`);
    expect(page.html).not.toContain(`/move/${other.slots[0]?.id}`);
    expect((await post(`/api/bookings/${token}/move`, { slotId: second })).statusCode).toBe(200);
    for (const _ of [1, 2]) {
      const left = await post(`/api/bookings/${token}/cancel`);
      expect(left.json()).toMatchObject({
        status: 'booked',
        attendees: [{ status: 'arrived' }, { status: 'cancelled' }],
      });
    }
    expect(await placesLeft(test, clinic.id)).toEqual([1, 2]);
    const [event] = await test.database.query('select kind from booking_events where attendee_id = $1 and kind <> $2', [
      ...[gil, 'moved'],
    ]);
    expect(event).toEqual({ kind: 'attendee_cancelled' });
  });

  it('once all are there, nothing is offered, and nothing changes', async () => {
    const { second, token, bia, gil, tap } = await family();
    await tap(to(bia, 0, { status: 'arrived' }), to(gil, 0, { status: 'arrived' }));
    expect(codeOf(await post(`/api/bookings/${token}/cancel`))).toBe('booking_over');
    expect(codeOf(await post(`/api/bookings/${token}/move`, { slotId: second }))).toBe('booking_over');
    const page = new PlainBrowser(test);
    await page.open(`/m/${token}?lang=en`);
    expect(page.html).not.toMatch(/\/(cancel|move)\?/);
    await page.open(`/m/${token}/cancel?lang=en`);
    expect(page.url).toBe(`/m/${token}?lang=en`);
  });

  it('whoever cancels holds their people: nobody checks them in meanwhile', async () => {
    const { token, bia } = await family();
    await test.database.transaction(async (tx) => {
      await lockBooking(tx, test.app.get(ManageLinks).hash(token));
      const other = test.database.query('select 1 from attendees where id = $1 for update nowait', [bia]);
      await expect(other).rejects.toThrow('could not obtain lock');
    });
  });
});

describe('a lost link', () => {
  it('is written once an hour to the contact on file, and tells nothing to others', async () => {
    const clinic = await makeClinic(test);
    const { reference } = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone: '617-555-0177' }));
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
  const booking = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { fullName: 'Canary History' }));
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
