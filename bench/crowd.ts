import { booking, makeClinic } from './fixtures.js';
import type { Ground } from './ground.js';
import { fire } from './load.js';

export interface Crowd {
  booked: number;
  /** Answers that were neither a booking nor "full". */
  errors: number;
  slowestRefusalMs: number;
}

const ATTEMPTS = 1_000;
const PLACES = 60;

/** (c) A thousand attempts by 200 people for 60 places, while others look at the clinic. */
export async function crowd(ground: Ground, say: (text: string) => void): Promise<Crowd> {
  const clinic = await makeClinic(ground, 12, PLACES / 12);
  const page = { path: `/en/clinics/${clinic.slug}/times` };
  let over = false;
  const attempts = fire(ground.app, () => booking(clinic.slots), { clients: 200, requests: ATTEMPTS }).finally(
    () => (over = true),
  );
  const readers = Array.from({ length: 10 }, async () => {
    while (!over) await (await fetch(ground.app + page.path)).arrayBuffer();
  });
  const [{ statuses, slowest }] = await Promise.all([attempts, ...readers]);
  const booked = statuses[201] ?? 0;
  const errors = ATTEMPTS - booked - (statuses[409] ?? 0);
  const result = { booked, errors, slowestRefusalMs: Math.round(slowest[409] ?? 0) };
  say(
    `c  the crowd: ${booked} of ${PLACES} places booked, ${errors} errors, slowest refusal ${result.slowestRefusalMs} ms`,
  );
  return result;
}
