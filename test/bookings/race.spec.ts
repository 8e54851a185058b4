import { randomUUID } from 'node:crypto';
import type { AppProcess } from '../support/app-process.js';
import { environmentOf, startAppProcess } from '../support/app-process.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import { asOwner } from '../support/database.js';
import { inFull } from '../support/full.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

const ATTEMPTS = 1_000;
const PLACES = 60;
const ROUNDS = inFull(10, 2);

let test: TestApp;
let apps: AppProcess[];

beforeAll(async () => {
  test = await startTestApp();
  const env = environmentOf(test);
  apps = await Promise.all([startAppProcess(env), startAppProcess(env)]);
  await warm();
}, 60_000);

afterAll(async () => {
  await Promise.all(apps.map((app) => app.stop()));
  await test.close();
});

/** The `i`th person asks for a place, every other one on the other process. */
async function ask(i: number, slotId = '') {
  return apps[i % 2]?.post('/api/bookings', bookingBody(slotId), { 'idempotency-key': randomUUID() });
}

/** Each process has compiled its code, filled its pool and prepared its statement, as one that has served for a minute. */
async function warm(): Promise<void> {
  const { slots } = await makeClinic(test, { title: 'Before the race', capacity: 50 });
  const early = Array.from({ length: 40 }, (_, i) => ask(i, slots[0]?.id));
  expect((await Promise.all(early)).map((answer) => answer?.status)).toEqual(early.map(() => 201));
}

/** A thousand people press "book" at once, half of them on each process. Counts of answers by status and code. */
async function crowd(clinic: MadeClinic): Promise<Record<string, number>> {
  const answers = await Promise.all(
    Array.from({ length: ATTEMPTS }, (_, i) => ask(i, clinic.slots[i % clinic.slots.length]?.id)),
  );
  const counts: Record<string, number> = {};
  for (const answer of answers) {
    const { code } = JSON.parse(answer?.body ?? '{}') as { code?: string };
    const key = [answer?.status, code].filter(Boolean).join(' ');
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

async function attendeesOf(clinic: MadeClinic): Promise<number> {
  const [row] = await test.database.query<{ n: number }>(
    `select count(*)::integer as n from attendees where clinic_id = $1 and status <> 'cancelled'`,
    [clinic.id],
  );
  return row?.n ?? 0;
}

it.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
  'sells exactly 60 places to 1,000 people on two processes, round %i',
  async (round) => {
    // Odd rounds: one hot slot. Even rounds: twelve slots of five.
    const shape = round % 2 ? { to: '10:00', capacity: PLACES } : { to: '15:30', capacity: 5 };
    const clinic = await makeClinic(test, { title: `Round ${'abcdefghij'.charAt(round - 1)}`, ...shape });
    expect(await crowd(clinic)).toEqual({ '201': PLACES, '409 slot_full': ATTEMPTS - PLACES });
    expect(await attendeesOf(clinic)).toBe(PLACES);
    expect(await countsDiffer(test)).toEqual([]);
  },
  60_000,
);

it('oversells when the count is taken away: the same crowd, so the test above can fail', async () => {
  const clinic = await makeClinic(test, { title: 'Unguarded', to: '10:00', capacity: PLACES });
  await asOwner(
    test,
    `create function forget_count() returns trigger language plpgsql as
      $$ begin new.taken := old.taken; return new; end $$;
    create trigger forget_count before update on slots for each row execute function forget_count()`,
  );
  await crowd(clinic);
  expect(await attendeesOf(clinic)).toBeGreaterThan(PLACES);
}, 60_000);
