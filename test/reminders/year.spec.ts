import fc from 'fast-check';
import { SHELL } from '../../src/access/caller.js';
import { SetReminders } from '../../src/bookings/reminders/set-reminders.js';
import { makeClinic } from '../support/factories.js';
import { inFull } from '../support/full.js';
import { startMessagingApp } from '../support/messaging-app.js';
import { DAY, MINUTE } from '../support/year/wall.js';
import type { Action, Trouble } from '../support/year/world.js';
import { World } from '../support/year/world.js';

/** A year with both clock changes; in short, six weeks around the one in March. */
const SIZE = inFull(
  { clinics: 100, bookings: 5000, deeds: 4000, troubles: 150, from: '2028-01-03', days: 370 },
  { clinics: 8, bookings: 75, deeds: 50, troubles: 10, from: '2028-02-21', days: 42 },
);
const SEED = Number(process.env['YEAR_SEED'] ?? Date.now() % 1_000_000);
const FROM = Date.parse(`${SIZE.from}T15:00:00Z`);
const ZONES = ['America/New_York', 'America/Chicago', 'America/Phoenix', 'America/Los_Angeles'];

const weighted = <T>(list: [T, number][]) =>
  fc.oneof(...list.map(([value, weight]) => ({ weight, arbitrary: fc.constant(value) })));
const many = <T>(one: fc.Arbitrary<T>, n: number) => fc.array(one, { minLength: n, maxLength: n });
const minute = fc.nat(SIZE.days * 24 * 60);
const numbers = { minute, a: fc.nat(100_000), b: fc.nat(100_000) };
const deeds = weighted<Action>([
  ...([
    ['move', 30],
    ['cancel', 18],
    ['stop', 12],
    ['start', 8],
    ['again', 8],
  ] as [Action, number][]),
  ...([
    ['off', 4],
    ['back', 5],
    ['moved', 8],
  ] as [Action, number][]),
]);
const troubles = weighted<Trouble>([
  ['worker', 4],
  ['down', 4],
  ['lossy', 3],
  ['cut', 4],
]);
const history = fc.record({
  seed: fc.integer({ min: 1 }),
  bookings: many(fc.record(numbers), SIZE.bookings),
  deeds: many(fc.record({ ...numbers, action: deeds }), SIZE.deeds),
  troubles: many(fc.record({ ...numbers, kind: troubles }), SIZE.troubles),
});

const LENGTH = inFull('year', 'season');

it(
  `a ${LENGTH}, YEAR_SEED=${SEED}: the right words at the right hour, once; what did not go stands somewhere`,
  async () => {
    const [one] = fc.sample(history, { seed: SEED, numRuns: 1, unbiased: true });
    await live(one as History);
  },
  inFull(120 * MINUTE, 3 * MINUTE),
);

type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

async function live({ seed, bookings, deeds, troubles }: History): Promise<void> {
  const test = await startMessagingApp(new Date(FROM).toISOString());
  try {
    const world = new World(test, seed);
    await open(test, world);
    // Half a minute past: never at the moment of a job.
    const at = (minutes: number) => FROM + minutes * MINUTE + 30_000;
    for (const { minute, a, b } of bookings) world.agenda.add(at(minute), () => world.book(a, b));
    // Trouble comes when it hurts: mostly right before reminders, for an hour, into the night, or for some days.
    const due = [...world.minutes];
    const wrong = troubles.map(({ minute, kind, a, b }) => {
      const from = a % 4 === 0 ? at(minute) : (due[a % due.length] ?? FROM) - 20 * MINUTE - 30_000;
      return { kind, from, minutes: [45, 5 + (b % 240), 13 * 60, b % (3 * 24 * 60)][b % 4] ?? 0 };
    });
    for (const { kind, from, minutes } of wrong) world.agenda.add(from, () => world.trouble(kind, minutes));
    // And every second deed is done meanwhile.
    for (const { minute, action, a, b } of deeds) {
      const { from = FROM, minutes = 0 } = wrong[a % wrong.length] ?? {};
      const when = b % 2 === 0 ? at(minute) : from + (a % (minutes + 60)) * MINUTE + 20_000;
      world.agenda.add(when, () => world.act(action, a, b >> 1));
    }
    await world.live(FROM + (SIZE.days + 12) * DAY);
    await world.judge.end();
    expect(world.judge.wrong).toEqual([]);
    expect(world.oracle.expected.size).toBeGreaterThan(SIZE.bookings / 4);
  } finally {
    await test.close();
  }
}

async function open(test: Awaited<ReturnType<typeof startMessagingApp>>, world: World): Promise<void> {
  for (let i = 0; i < SIZE.clinics; i++) {
    const zone = ZONES[i % ZONES.length] ?? '';
    const mode = i % 3 === 2 ? 'virtual' : 'in_person';
    const on = FROM + (6 + Math.floor(((SIZE.days - 6) * i) / SIZE.clinics)) * DAY;
    const day = new Date(on).toISOString().slice(0, 10);
    const from = ['08:20', '09:00', '10:00', '13:00'][i % 4] ?? '';
    const to = `${Number(from.slice(0, 2)) + 4}${from.slice(2)}`;
    const clinic = await makeClinic(test, { title: `Place ${i}`, mode, zone, day, from, to, capacity: 200 });
    const set = i % 5 === 4 ? { days: [14, 2], time: '18:30', hours: 3 } : { days: [7, 3, 1], time: '10:00', hours: 2 };
    await test.app.get(SetReminders).run(clinic.id, set, SHELL);
    const minute = Number(set.time.slice(0, 2)) * 60 + Number(set.time.slice(3));
    world.expect(world.oracle.add(clinic, { zone, mode, minute, days: set.days, hours: set.hours }));
  }
}
