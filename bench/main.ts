import { parseArgs } from 'node:util';
import { callers } from './callers.js';
import { crowd } from './crowd.js';
import type { Ground } from './ground.js';
import { prepare } from './ground.js';
import { journeyBytes } from './journey.js';
import { reminders } from './reminders.js';
import { rosters } from './rosters.js';
import { season } from './season.js';
import { bookingsManySlots, bookingsOneSlot, pages } from './ratios.js';

/** `npm run bench`: each figure from one run, ratios as medians of interleaved rounds, because machines are noisy. */
const { values } = parseArgs({
  options: { json: { type: 'boolean' }, rounds: { type: 'string', default: '3' }, only: { type: 'string' } },
});
const rounds = Math.max(3, Number(values.rounds) || 3);
const say = (text: string) => void (values.json || process.stdout.write(`${text}\n`));

const figures: Record<string, () => Promise<unknown>> = {
  a: () => onFirst((ground) => bookingsManySlots(ground, rounds, say)),
  b: () => onFirst((ground) => pages(ground, rounds, say)),
  c: () => onFirst((ground) => crowd(ground, say)),
  d: () => onFirst((ground) => journeyBytes(ground, say)),
  e: () => onFirst((ground) => bookingsOneSlot(ground, rounds, say)),
  f: () => onGrounds(2, (small, large) => season(small, large, say)),
  g: () => onGrounds(1, (one) => rosters(one, rounds, say)),
  h: () => onGrounds(1, (one) => callers(one, rounds, say)),
  i: () => onGrounds(1, (one) => reminders(one, rounds, say)),
};

let first: Promise<Ground> | undefined;
try {
  say(`Medians of ${rounds} interleaved rounds; in brackets the lowest and the highest.`);
  const found: Record<string, unknown> = {};
  for (const [name, figure] of Object.entries(figures)) {
    if ((values.only ?? name).includes(name)) found[name] = await figure();
  }
  if (values.json) process.stdout.write(`${JSON.stringify(found)}\n`);
} finally {
  await (await first)?.close();
}

/** The one that the first figures share. */
async function onFirst<T>(work: (ground: Ground) => Promise<T>): Promise<T> {
  return work(await (first ??= prepare()));
}

/** Grounds of their own: what the other figures have left behind is no season. */
async function onGrounds<T>(n: number, work: (...grounds: Ground[]) => Promise<T>): Promise<T> {
  const grounds: Ground[] = [];
  try {
    for (let i = 0; i < n; i++) grounds.push(await prepare());
    return await work(...grounds);
  } finally {
    await Promise.all(grounds.map((one) => one.close()));
  }
}
