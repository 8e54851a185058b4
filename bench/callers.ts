import type { Ground } from './ground.js';
import { median } from './ratios.js';

type Say = (text: string) => void;

const CLINICS = 40;
const PEOPLE = 20_000;

export interface Callers {
  /** Milliseconds from the text in the search box to the answer. */
  phoneMs: number;
  referenceMs: number;
  nameMs: number;
  /** How many times as long as one query by an index: of a number, of a name. */
  phone: number;
  name: number;
}

interface Somebody {
  reference: string;
  n: number;
}

/**
 * (h) Finding a caller among 20,000 people by number, by reference and by name, in turn with a bare query by an index on
 * the same database. Names are in no index: all of them are opened.
 */
export async function callers(ground: Ground, rounds: number, say: Say): Promise<Callers> {
  await ground.seed(CLINICS, PEOPLE);
  const { rows: people } = await ground.pool.query<Somebody>(
    'select reference, (row_number() over ())::integer as n from bookings order by random() limit $1',
    [rounds * 10],
  );
  const times: Record<'bare' | 'phone' | 'reference' | 'name', number[]> = {
    bare: [],
    phone: [],
    reference: [],
    name: [],
  };
  for (const { reference, n } of people) {
    const bare = () => ground.pool.query('select id, clinic_id from bookings where reference = $1', [reference]);
    times.bare.push(await timed(bare));
    times.phone.push(await timed(() => search(ground, `617 ${String(2_000_000 + n).replace(/(?=.{4}$)/, ' ')}`)));
    times.reference.push(await timed(() => search(ground, reference)));
    times.name.push(await timed(() => search(ground, `${letters(n)} person`)));
  }
  const [bare, phoneMs, referenceMs, nameMs] = [times.bare, times.phone, times.reference, times.name].map(median);
  const ms = (value = 0) => Number(value.toFixed(1));
  const found: Callers = {
    ...{ phoneMs: ms(phoneMs), referenceMs: ms(referenceMs), nameMs: ms(nameMs) },
    ...{ phone: ms((phoneMs ?? 0) / (bare ?? 1)), name: ms((nameMs ?? 0) / (bare ?? 1)) },
  };
  say(`h  one of ${PEOPLE} people found by number: ${found.phoneMs} ms, ${found.phone} times a bare query by an index`);
  say(`h  by reference: ${found.referenceMs} ms`);
  say(`h  by name: ${found.nameMs} ms (slowest ${ms(Math.max(...times.name))}), ${found.name} times a bare query`);
  return found;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function search({ app, token }: Ground, find: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ find });
  const answer = await fetch(`${app}/api/admin/bookings/search`, { method: 'POST', headers, body });
  const { people } = (await answer.json()) as { people?: unknown[] };
  if (answer.status !== 200 || !people?.length) throw new Error(`${answer.status}: nobody was found`);
}

/** As the seed names its people. */
function letters(n: number): string {
  return n < 26 ? String.fromCharCode(97 + n) : letters(Math.floor(n / 26) - 1) + letters(n % 26);
}
