import { randomUUID } from 'node:crypto';
import { Holds } from '../../src/places/holds.js';
import { asOwner } from '../support/database.js';
import type { HoldAnswer } from '../support/desk.js';
import { atTheDesk } from '../support/desk.js';
import type { MadeClinic } from '../support/factories.js';
import { book, bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const clock = new TestClock(new Date('2026-12-01T15:00:00Z'));
let test: TestApp;
let desk: Awaited<ReturnType<typeof atTheDesk>>;

beforeAll(async () => {
  test = await startTestApp({ clock });
});
beforeEach(async () => {
  desk = await atTheDesk(test);
});
// The last test is there to break this.
afterEach(async () => {
  if (!expect.getState().currentTestName?.includes('would be two')) expect(await countsDiffer(test)).toEqual([]);
});
afterAll(() => test.close());

const pass = (minutes: number) => (clock.at = new Date(clock.at.getTime() + minutes * 60_000));
const slotOf = (clinic: MadeClinic, n = 0) => clinic.slots[n]?.id ?? '';
const code = (answer: { json: () => unknown }) => (answer.json() as { code: string }).code;

/** How many places the public is told of, slot by slot. */
async function left({ id }: MadeClinic): Promise<number[]> {
  const answer = await test.app.inject({ url: `/api/clinics/${id}/slots` });
  return answer.json<{ slots: { placesLeft: number }[] }>().slots.map(({ placesLeft }) => placesLeft);
}

/** A clinic with one time for two people, both places held. */
async function held(places = 2) {
  const clinic = await makeClinic(test, { to: '10:00' });
  const answer = await desk.hold(slotOf(clinic), places);
  expect(answer.statusCode).toBe(201);
  return { clinic, slotId: slotOf(clinic), ...answer.json<HoldAnswer>() };
}

it('keeps places for ten minutes: nobody else is offered them, or gets them', async () => {
  const { clinic, slotId, expiresAt } = await held();
  expect(new Date(expiresAt).getTime() - clock.at.getTime()).toBe(600_000);
  expect(await left(clinic)).toEqual([0]);
  expect(code(await book(test, bookingBody(slotId)))).toBe('slot_full');
});

it('becomes the booking; what it has too much is free again, and it is gone', async () => {
  const { clinic, slotId, holdId } = await held();
  expect((await desk.book({ ...bookingBody(slotId), holdId })).statusCode).toBe(201);
  expect(await left(clinic)).toEqual([1]);
  expect(code(await desk.renew(holdId))).toBe('hold_gone');
});

it('gives one submission one booking, also when the hold went with the first', async () => {
  const { slotId, holdId } = await held();
  const [body, key] = [{ ...bookingBody(slotId), holdId }, randomUUID()];
  const references = await Promise.all(
    [1, 2, 3].map(async () => (await desk.book(body, key)).json<{ id: string }>().id),
  );
  expect(new Set(references).size).toBe(1);
});

it('is free again once its time is over, without any sweep: offered, sold, and gone', async () => {
  const { clinic, slotId, holdId } = await held();
  pass(9);
  expect((await desk.renew(holdId)).statusCode).toBe(200);
  pass(9);
  expect(await left(clinic)).toEqual([0]);
  pass(1);
  expect(await left(clinic)).toEqual([2]);
  expect((await book(test, bookingBody(slotId))).statusCode).toBe(201);
  expect(await left(clinic)).toEqual([1]);
  expect(code(await desk.renew(holdId))).toBe('hold_gone');
});

it('still counts after its time as long as nobody wanted the places', async () => {
  const { slotId, holdId } = await held();
  pass(30);
  expect((await desk.renew(holdId)).statusCode).toBe(200);
  pass(30);
  expect((await desk.book({ ...bookingBody(slotId), holdId })).statusCode).toBe(201);
});

it('a hold that is gone does no harm where there is room, and gives nothing where there is none', async () => {
  const { slotId, holdId } = await held();
  pass(11);
  expect((await book(test, bookingBody(slotId))).statusCode).toBe(201);
  expect((await desk.book({ ...bookingBody(slotId), holdId })).statusCode).toBe(201);
  expect(code(await desk.book({ ...bookingBody(slotId), holdId }))).toBe('slot_full');
});

it('one person keeps places for one caller: a new hold takes the place of the old one, all of it or nothing', async () => {
  const clinic = await makeClinic(test);
  await desk.hold(slotOf(clinic), 2);
  await desk.hold(slotOf(clinic, 1), 1);
  expect(await left(clinic)).toEqual([2, 1]);
  await book(test, bookingBody(slotOf(clinic)));
  expect(code(await desk.hold(slotOf(clinic), 2))).toBe('slot_full');
  expect(await left(clinic)).toEqual([1, 1]);
  const both = Promise.all([desk.hold(slotOf(clinic)), desk.hold(slotOf(clinic, 1))]);
  expect((await both).map(({ statusCode }) => statusCode)).toEqual([201, 201]);
  expect((await left(clinic)).reduce((sum, n) => sum + n)).toBe(2);
});

it('what is left is free at once when released, and in a moment when the page is closed', async () => {
  const { clinic, holdId } = await held();
  expect((await desk.release(holdId)).statusCode).toBe(204);
  expect((await desk.release(holdId)).statusCode).toBe(204);
  expect(await left(clinic)).toEqual([2]);
  const second = (await desk.hold(slotOf(clinic))).json<HoldAnswer>();
  await test.app.get(Holds).leave(second.holdId, desk.actor);
  expect(await left(clinic)).toEqual([1]);
  pass(0.5);
  expect(await left(clinic)).toEqual([2]);
});

it('is nobody else’s: they can neither use, renew nor release it', async () => {
  const { clinic, slotId, holdId } = await held();
  const other = await atTheDesk(test, 'Piotr');
  expect(code(await other.renew(holdId))).toBe('hold_gone');
  expect((await other.release(holdId)).statusCode).toBe(204);
  expect(code(await other.book({ ...bookingBody(slotId), holdId }))).toBe('slot_full');
  expect(await left(clinic)).toEqual([0]);
});

it('sells nothing that is not on sale any more, although it is held', async () => {
  const { slotId, holdId } = await held();
  await test.database.query('update slots set open = false where id = $1', [slotId]);
  expect(code(await desk.book({ ...bookingBody(slotId), holdId }))).toBe('booking_closed');
  await desk.release(holdId);
});

it('the sweep gives back what nobody asked for', async () => {
  const { clinic } = await held();
  pass(11);
  await test.app.get(Holds).giveBackLapsed();
  expect(await test.database.query('select 1 from holds where expires_at <= $1', [clock.at])).toEqual([]);
  expect(await left(clinic)).toEqual([2]);
});

it('refuses what is no time of ours, and times of two clinics', async () => {
  const [one, two] = [await makeClinic(test), await makeClinic(test)];
  const draft = await makeClinic(test, { draft: true });
  for (const slotId of [randomUUID(), slotOf(draft)]) expect((await desk.hold(slotId)).statusCode).toBe(422);
  const items = [one, two].map((clinic) => ({ slotId: slotOf(clinic), places: 1 }));
  const answer = await test.app.inject({
    method: 'POST',
    url: '/api/admin/holds',
    headers: desk.headers,
    payload: { items },
  });
  expect(answer.json<{ errors: object[] }>().errors).toMatchObject([{ field: 'items', code: 'one_clinic' }]);
});

it('a lapsed hold of somebody else makes room for one more beside the places that one holds', async () => {
  const clinic = await makeClinic(test, { to: '10:00' });
  const other = await atTheDesk(test, 'Piotr');
  await other.hold(slotOf(clinic));
  pass(8);
  const { holdId } = (await desk.hold(slotOf(clinic))).json<HoldAnswer>();
  pass(3);
  expect((await desk.hold(slotOf(clinic), 2)).statusCode).toBe(201);
  await other.hold(slotOf(await makeClinic(test)));
  await desk.release(holdId);
  const second = await makeClinic(test, { to: '10:00' });
  await other.hold(slotOf(second));
  pass(8);
  const mine = (await desk.hold(slotOf(second))).json<HoldAnswer>();
  pass(3);
  const both = { attendees: [{ fullName: 'Ana Gomes' }, { fullName: 'Rui Gomes' }] };
  const body = { ...bookingBody(slotOf(second)), ...both, holdId: mine.holdId };
  expect((await desk.book(body)).statusCode).toBe(201);
});

it('the same time named twice is one time with the places of both; more than one booking can have is refused', async () => {
  const clinic = await makeClinic(test, { capacity: 9 });
  const hold = (...places: number[]) =>
    test.app.inject({
      ...{ method: 'POST', url: '/api/admin/holds', headers: desk.headers },
      payload: {
        items: places.map((n, i) => ({ slotId: i ? slotOf(clinic).toUpperCase() : slotOf(clinic), places: n })),
      },
    });
  expect((await hold(1, 2)).statusCode).toBe(201);
  expect((await left(clinic))[0]).toBe(6);
  for (const items of [[4, 3], [7], [0]]) expect((await hold(...items)).statusCode).toBe(422);
  expect((await left(clinic))[0]).toBe(6);
});

it('a day that is none narrows nothing, and is no fault of ours', async () => {
  const answer = await test.app.inject({
    ...{
      method: 'POST',
      url: '/staff/desk/places',
      headers: { ...desk.headers, 'content-type': 'application/x-www-form-urlencoded' },
    },
    payload: 'from=2026-02-31&mode=x&people=9',
  });
  const cookie = `${desk.headers.cookie}; ${String(answer.headers['set-cookie']).split(';')[0]}`;
  const page = await test.app.inject({ url: '/staff/desk/places?for=caller', headers: { ...desk.headers, cookie } });
  expect([answer.statusCode, page.statusCode]).toEqual([303, 200]);
});

describe('one hold used twice at once', () => {
  /** Two bookings with one hold of the only place, twenty times. How many were booked. */
  async function race(): Promise<number> {
    let booked = 0;
    for (let round = 0; round < 20; round++) {
      const clinic = await makeClinic(test, { to: '10:00', capacity: 1 });
      const { holdId } = (await desk.hold(slotOf(clinic))).json<HoldAnswer>();
      const answers = [1, 2].map(() => desk.book({ ...bookingBody(slotOf(clinic)), holdId }));
      booked += (await Promise.all(answers)).filter(({ statusCode }) => statusCode === 201).length;
    }
    return booked;
  }

  it('is one booking', async () => expect(await race()).toBe(20));

  it('would be two without the lock on the hold: so the test above can fail', async () => {
    await asOwner(
      test,
      `do $do$ begin execute replace(pg_get_functiondef('take_held'::regproc),
        'perform from holds where id = p_hold for update;', 'perform pg_sleep(0.02);'); end $do$`,
    );
    expect(await race()).toBeGreaterThan(20);
    expect(await countsDiffer(test)).not.toEqual([]);
  });
});
