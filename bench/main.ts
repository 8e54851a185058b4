import { parseArgs } from 'node:util';
import { callers } from './callers.js';
import { crowd } from './crowd.js';
import type { Ground } from './ground.js';
import { prepare } from './ground.js';
import { journeyBytes } from './journey.js';
import { rosters } from './rosters.js';
import { season } from './season.js';
import { bookingsManySlots, bookingsOneSlot, pages } from './ratios.js';

/** `npm run bench`: each figure from one run, ratios as medians of interleaved rounds, because machines are noisy. */
const { values } = parseArgs({ options: { json: { type: 'boolean' }, rounds: { type: 'string', default: '3' } } });
const rounds = Math.max(3, Number(values.rounds) || 3);
const say = (text: string) => void (values.json || process.stdout.write(`${text}\n`));

const ground = await prepare();
try {
  say(`Medians of ${rounds} interleaved rounds; in brackets the lowest and the highest.`);
  const a = await bookingsManySlots(ground, rounds, say);
  const b = await pages(ground, rounds, say);
  const c = await crowd(ground, say);
  const d = await journeyBytes(ground, say);
  const e = await bookingsOneSlot(ground, rounds, say);
  const f = await onGrounds(2, (small, large) => season(small, large, say));
  const g = await onGrounds(1, (one) => rosters(one, rounds, say));
  const h = await onGrounds(1, (one) => callers(one, rounds, say));
  if (values.json) process.stdout.write(`${JSON.stringify({ a, b, c, d, e, f, g, h })}\n`);
} finally {
  await ground.close();
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
