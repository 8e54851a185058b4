import type { AppProcess } from '../support/app-process.js';
import { environmentOf, startAppProcess } from '../support/app-process.js';
import type { HoldAnswer } from '../support/desk.js';
import { asked, leave } from '../support/desk.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import { inFull } from '../support/full.js';
import { signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

const DESKS = 20;
const ONLINE = 200;
const PLACES = 30;
const ROUNDS = inFull(10, 2);

let test: TestApp;
let apps: AppProcess[];
let desks: Record<string, string>[];

beforeAll(async () => {
  test = await startTestApp();
  const env = environmentOf(test);
  apps = await Promise.all([startAppProcess(env), startAppProcess(env)]);
  const members = Array.from({ length: DESKS }, () => signedIn(test, 'phone_desk'));
  desks = (await Promise.all(members)).map(({ cookie }) => ({ cookie, 'sec-fetch-site': 'same-origin' }));
}, 60_000);

afterAll(async () => {
  await Promise.all(apps.map((app) => app.stop()));
  await test.close();
});

const appOf = (i: number) => apps[i % 2] as AppProcess;
const slotOf = ({ slots }: MadeClinic, i: number) => slots[i % slots.length]?.id ?? '';

/** One conversation: a place is kept; every third caller books it, the next hangs up, the one after that is left alone with a closed laptop. */
async function conversation(clinic: MadeClinic, i: number): Promise<'booked' | 'refused' | 'left'> {
  const [app, headers, slotId] = [appOf(i), desks[i] ?? {}, slotOf(clinic, i)];
  const held = await asked(app, '/api/admin/holds', { items: [{ slotId, places: 1 }] }, headers);
  const { holdId } = held.answer as unknown as HoldAnswer;
  if (held.status === 201 && i % 3 === 1) {
    expect((await app.post('/staff/desk/book', { step: 'close', hold: holdId }, headers)).status).toBe(303);
    return 'left';
  }
  if (held.status === 201 && i % 3 === 2) return 'left';
  const booked = await asked(app, '/api/admin/bookings', { ...bookingBody(slotId), holdId }, headers);
  expect([booked.status, booked.code]).toEqual(booked.status === 201 ? [201, undefined] : [409, 'slot_full']);
  // Whoever has a place kept never hears that it is gone.
  expect([held.status, booked.status]).not.toEqual([201, 409]);
  return booked.status === 201 ? 'booked' : 'refused';
}

async function buy(clinic: MadeClinic, i: number): Promise<boolean> {
  const { status, code } = await asked(appOf(i), '/api/bookings', bookingBody(slotOf(clinic, i)));
  expect([status, code]).toEqual(status === 201 ? [201, undefined] : [409, 'slot_full']);
  return status === 201;
}

const attendees = async ({ id }: MadeClinic) =>
  (
    await test.database.query<{ n: number }>(
      `select count(*)::integer as n from attendees where clinic_id = $1 and status <> 'cancelled'`,
      [id],
    )
  )[0]?.n;

it.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
  'twenty at the phones and two hundred online want the last 30 places, round %i',
  async () => {
    const clinic = await makeClinic(test, { to: '12:00', capacity: 12 });
    await leave(test, clinic, PLACES);
    const [calls, sold] = await Promise.all([
      Promise.all(Array.from({ length: DESKS }, (_, i) => conversation(clinic, i))),
      Promise.all(Array.from({ length: ONLINE }, (_, i) => buy(clinic, i))),
    ]);
    const booked = calls.filter((call) => call === 'booked').length + sold.filter(Boolean).length;
    expect(await attendees(clinic)).toBe(booked);
    expect(await countsDiffer(test)).toEqual([]);

    // The laptops that were closed: their time is over, and no sweep has run.
    const lapsed = `update holds set expires_at = now() - interval '1 second'
      where id in (select hold_id from hold_places p join slots s on s.id = p.slot_id where s.clinic_id = $1)`;
    await test.database.query(lapsed, [clinic.id]);
    const later = await Promise.all(Array.from({ length: ONLINE }, (_, i) => buy(clinic, i)));
    expect(booked + later.filter(Boolean).length).toBe(PLACES);
    expect(await attendees(clinic)).toBe(PLACES);
    expect(await countsDiffer(test)).toEqual([]);
  },
  60_000,
);
