import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { booking, makeClinic, signedIn } from './fixtures.js';
import type { Ground } from './ground.js';
import { fire } from './load.js';
import { median } from './ratios.js';

type Say = (text: string) => void;

const ROSTERS = 30;
const PEOPLE = 500;
const SECONDS = 4;
const TAP_EVERY_MS = 100;

export interface Rosters {
  /** Bookings in a second with the rosters open, against the same without. */
  bookings: number;
  /** From a tap to the last of the rosters that is told. */
  slowestMs: number;
}

/**
 * (g) Thirty rosters of 500 people, open over two processes and told of ten taps a second, while others book in another
 * clinic at full speed; in turn with the same without any roster.
 */
export async function rosters(ground: Ground, rounds: number, say: Say): Promise<Rosters> {
  const apps = [ground.app, await ground.another()];
  const day = await makeClinic(ground, 10, PEOPLE / 10);
  await fire(ground.app, () => booking(day.slots), { clients: 10, requests: PEOPLE });
  const { rows: people } = await ground.pool.query<{ id: string }>('select id from attendees where clinic_id = $1', [
    day.id,
  ]);
  const cookie = await signedIn(ground);
  await ground.pool.query(
    `insert into clinic_staff (clinic_id, staff_id) select $1, id from staff where role = 'coordinator'`,
    [day.id],
  );
  const path = `/staff/clinics/${day.id}/roster`;
  const ratios: number[] = [];
  const slowest: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const alone = await bookingsPerSecond(ground);
    const open = await Promise.all(
      Array.from({ length: ROSTERS }, (_, i) => openRoster(`${apps[i % 2]}${path}`, cookie)),
    );
    const taps = tapAway({ apps, path, cookie, people: people.slice(round * 100, round * 100 + 100) });
    const together = await bookingsPerSecond(ground);
    slowest.push(await taps(open.map(({ told }) => told)));
    open.forEach(({ close }) => close());
    ratios.push(together / alone);
  }
  const [bookings, slowestMs] = [median(ratios), Math.max(...slowest)];
  const range = `[${Math.min(...ratios).toFixed(2)}, ${Math.max(...ratios).toFixed(2)}]`;
  say(
    `g  bookings while ${ROSTERS} rosters of ${PEOPLE} people are open: ${bookings.toFixed(2)} ${range} of those alone`,
  );
  say(`g  from a tap to the last of the rosters: at most ${Math.round(slowestMs)} ms`);
  return { bookings: Number(bookings.toFixed(3)), slowestMs: Math.round(slowestMs) };
}

async function bookingsPerSecond(ground: Ground): Promise<number> {
  const { slots } = await makeClinic(ground, 60, 1_000);
  const { perSecond, statuses } = await fire(ground.app, () => booking(slots), { clients: 20, seconds: SECONDS });
  if (Object.keys(statuses).join() !== '201') throw new Error(`not only bookings: ${JSON.stringify(statuses)}`);
  return perSecond;
}

interface Tapping {
  apps: string[];
  path: string;
  cookie: string;
  people: { id: string }[];
}

/** Taps until it is asked to stop; it then waits for what is under way, and tells the slowest way to a roster in ms. */
function tapAway({ apps, path, cookie, people }: Tapping) {
  const sent = new Map<string, number>();
  let over = false;
  const done = (async () => {
    for (const [i, { id }] of people.entries()) {
      if (over) return;
      const taps = [{ id: randomUUID(), attendeeId: id, seen: 0, status: 'arrived' }];
      const headers = { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
      sent.set(id, performance.now());
      const answer = await fetch(`${apps[i % 2]}${path}/taps`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ taps }),
      });
      if (answer.status !== 200) throw new Error(`a tap: ${answer.status}`);
      await sleep(TAP_EVERY_MS);
    }
  })();
  return async (told: Map<string, number>[]): Promise<number> => {
    over = true;
    await done;
    const deadline = performance.now() + 10_000;
    while (told.some((one) => [...sent.keys()].some((id) => !one.has(id)))) {
      if (performance.now() > deadline) throw new Error('a roster was not told of a tap');
      await sleep(20);
    }
    return Math.max(...told.flatMap((one) => [...sent].map(([id, at]) => (one.get(id) ?? Infinity) - at)));
  };
}

/** A roster as a device has it open: it reads the list when it is told to, and notes when it hears of whom. */
async function openRoster(url: string, cookie: string) {
  const leave = new AbortController();
  const answer = await fetch(`${url}/events`, { headers: { cookie }, signal: leave.signal });
  if (answer.status !== 200) throw new Error(`a roster: ${answer.status}`);
  const told = new Map<string, number>();
  const read = async () => void (await (await fetch(`${url}/people.json`, { headers: { cookie } })).arrayBuffer());
  const opened = new Promise<void>((ready, failed) => {
    void (async () => {
      let text = '';
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
        text += Buffer.from(chunk).toString();
        const parts = text.split('\n\n');
        text = parts.pop() ?? '';
        for (const part of parts) {
          const [, id] = /"id":"([0-9a-f-]+)"/.exec(part) ?? [];
          if (id) told.set(id, performance.now());
          else if (part.includes('event: list')) void read().then(ready, failed);
        }
      }
    })().catch(() => {});
  });
  await opened;
  return { told, close: () => leave.abort() };
}
