import { signedIn } from './fixtures.js';
import type { Ground } from './ground.js';
import { median } from './ratios.js';

type Say = (text: string) => void;

const WARM = 3;
const TIMES = 15;

/** The team's pages that show a season, a clinic or what was decided of it. */
const PAGES = (clinic: string, change: string, slot: string) => [
  '/staff',
  '/staff/season',
  '/staff/venues',
  '/staff/calls',
  '/staff/clinics/new',
  '/staff/season/import',
  ...['', '/edit', '/times', '/texts', '/team', '/copy', '/change', '/change/move', '/changes', '/complete'].map(
    (page) => `/staff/clinics/${clinic}${page}`,
  ),
  `/staff/clinics/${clinic}/slots/${slot}`,
  `/staff/clinics/${clinic}/changes/${change}`,
];

/**
 * (f) Each page of the team over a season of 200 clinics and 20,000 bookings, against the same page over five clinics
 * with five bookings, in turn: the largest of their ratios.
 */
export async function season(small: Ground, large: Ground, say: Say): Promise<number> {
  const sides = await Promise.all([small, large].map(async (ground) => ({ ground, cookie: await signedIn(ground) })));
  await small.seed(5, 5);
  await large.seed(200, 20_000);
  const paths = await Promise.all(sides.map(async ({ ground }) => pagesOf(ground)));
  const ratios: number[] = [];
  for (let page = 0; page < (paths[0]?.length ?? 0); page++) {
    const times: number[][] = [[], []];
    for (let round = 0; round < WARM + TIMES; round++) {
      for (const [i, { ground, cookie }] of sides.entries()) {
        const ms = await timed(`${ground.app}${paths[i]?.[page]}`, cookie);
        if (round >= WARM) times[i]?.push(ms);
      }
    }
    const [few = 1, many = 1] = times.map(median);
    ratios.push(many / few);
    const name = paths[0]?.[page]?.replace(/[0-9a-f-]{36}/g, ':id');
    say(`f  ${name}: ${(many / few).toFixed(2)}, ${many.toFixed(1)} ms against ${few.toFixed(1)} ms`);
  }
  const worst = Math.max(...ratios);
  say(`f  every page of the team, 20,000 bookings against 5: at most ${worst.toFixed(2)}`);
  return Number(worst.toFixed(3));
}

/** The clinic that was called off, where there is most to show. */
async function pagesOf({ pool }: Ground): Promise<string[]> {
  const { rows } = await pool.query<{ clinic: string; change: string; slot: string }>(
    `select c.id as clinic, coalesce(h.id, gen_random_uuid()) as change,
       (select id from slots where clinic_id = c.id order by starts_at limit 1) as slot
     from clinics c left join clinic_changes h on h.clinic_id = c.id
     where c.title like '%(seed)%' and c.status <> 'draft' order by h.n nulls last, c.day desc limit 1`,
  );
  const [row] = rows;
  return row ? PAGES(row.clinic, row.change, row.slot) : [];
}

async function timed(url: string, cookie: string): Promise<number> {
  const start = performance.now();
  const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' });
  await answer.arrayBuffer();
  if (answer.status >= 500) throw new Error(`${url}: ${answer.status}`);
  return performance.now() - start;
}
