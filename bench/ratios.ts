import { bareBooking, booking, makeClinic } from './fixtures.js';
import type { Ground } from './ground.js';
import type { Shot, Volley } from './load.js';
import { fire } from './load.js';

type Say = (text: string) => void;

const SECONDS = 2.5;

/** (a) Bookings over many slots through the API, against the bare statement behind a bare route. */
export async function bookingsManySlots(ground: Ground, rounds: number, say: Say): Promise<number> {
  const ratios: number[] = [];
  for (const clients of [20, 50]) {
    ratios.push(
      await bookings(ground, { rounds, clients, slots: 60 }, `a  bookings, ${clients} clients, 60 slots`, say),
    );
  }
  return Math.min(...ratios);
}

/** (e) The same with everybody at one slot. */
export function bookingsOneSlot(ground: Ground, rounds: number, say: Say): Promise<number> {
  return bookings(ground, { rounds, clients: 20, slots: 1 }, 'e  bookings, 20 clients, one hot slot', say);
}

interface Shape {
  rounds: number;
  clients: number;
  slots: number;
}

async function bookings(ground: Ground, { rounds, clients, slots }: Shape, name: string, say: Say): Promise<number> {
  const bareSlots = Array.from({ length: slots }, (_, i) => clients * 1_000 + i);
  await ground.pool.query(
    'insert into bare_slots (id, capacity) select id, 1000000 from unnest($1::integer[]) as id on conflict do nothing',
    [bareSlots],
  );
  return compare(name, rounds, say, {
    product: async () => {
      const clinic = await makeClinic(ground, slots, 1_000);
      // A slot holds at most a thousand places; one hot slot is widened, so that it is never full.
      await ground.pool.query('alter table slots drop constraint if exists slots_capacity_range');
      await ground.pool.query('update slots set capacity = 1000000 where clinic_id = $1', [clinic.id]);
      return only(201, await fire(ground.app, () => booking(clinic.slots), { clients, seconds: SECONDS }));
    },
    bare: async () => only(201, await fire(ground.bare, () => bareBooking(bareSlots), { clients, seconds: SECONDS })),
  });
}

/** (b) The clinic's page and its slots as JSON, against a bare route that returns as many bytes. */
export async function pages(ground: Ground, rounds: number, say: Say): Promise<number> {
  const clinic = await makeClinic(ground, 30, 4);
  const paths = { 'clinic page': `/en/clinics/${clinic.slug}`, slots: `/api/clinics/${clinic.id}/slots` };
  const ratios: number[] = [];
  for (const [what, path] of Object.entries(paths)) {
    const bytes = (await (await fetch(ground.app + path)).arrayBuffer()).byteLength;
    const read = (url: string, shot: Shot) => fire(url, () => shot, { clients: 20, seconds: SECONDS });
    const ratio = await compare(`b  ${what}, ${bytes} bytes, 20 clients`, rounds, say, {
      product: async () => only(200, await read(ground.app, { path })),
      bare: async () => only(200, await read(ground.bare, { path: `/text/${bytes}` })),
    });
    ratios.push(ratio);
  }
  return Math.min(...ratios);
}

interface Sides {
  product: () => Promise<Volley>;
  bare: () => Promise<Volley>;
}

/** One round to warm up, then rounds of one side and the other in turn; the median of their ratios. */
async function compare(name: string, rounds: number, say: Say, { product, bare }: Sides): Promise<number> {
  const ratios: number[] = [];
  const speeds: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const [ours, theirs] = [await product(), await bare()];
    if (round === 0) continue;
    ratios.push(ours.perSecond / theirs.perSecond);
    speeds.push(ours.perSecond);
  }
  const [low = 0, high = 0] = [Math.min(...ratios), Math.max(...ratios)];
  const [ratio, speed] = [median(ratios), median(speeds)];
  say(`${name}: ${ratio.toFixed(2)} [${low.toFixed(2)}–${high.toFixed(2)}], ${Math.round(speed)} per second`);
  return Number(ratio.toFixed(3));
}

function only(status: number, volley: Volley): Volley {
  const others = Object.keys(volley.statuses).filter((seen) => Number(seen) !== status);
  if (others.length > 0) throw new Error(`unexpected answers: ${JSON.stringify(volley.statuses)}`);
  return volley;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
