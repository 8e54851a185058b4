import { Client } from 'undici';

export interface Shot {
  path: string;
  method?: 'GET' | 'POST';
  body?: string;
  headers?: Record<string, string>;
}

export interface Volley {
  perSecond: number;
  /** Answers by status; 0 for a connection that broke. */
  statuses: Record<number, number>;
  /** The slowest answer with each status, in milliseconds. */
  slowest: Record<number, number>;
}

interface Limits {
  clients: number;
  /** Stops after so many requests, or so many seconds, whichever comes first. */
  requests?: number;
  seconds?: number;
}

/** Fires at one server from `clients` connections that are kept open, each with one request at a time. */
export async function fire(url: string, next: () => Shot, { clients, requests = Infinity, seconds = 60 }: Limits) {
  const volley: Volley = { perSecond: 0, statuses: {}, slowest: {} };
  const start = performance.now();
  const deadline = start + seconds * 1_000;
  let left = requests;
  const shoot = async () => {
    const client = new Client(url, { pipelining: 1 });
    while (left-- > 0 && performance.now() < deadline) {
      const { path, method = 'GET', body, headers } = next();
      const from = performance.now();
      const status = await client
        .request({ path, method, body, headers })
        .then(async (answer) => (await answer.body.dump({ limit: 1_000_000 }), answer.statusCode))
        .catch(() => 0);
      volley.statuses[status] = (volley.statuses[status] ?? 0) + 1;
      volley.slowest[status] = Math.max(volley.slowest[status] ?? 0, performance.now() - from);
    }
    await client.close();
  };
  await Promise.all(Array.from({ length: clients }, shoot));
  const done = Object.values(volley.statuses).reduce((sum, n) => sum + n, 0);
  volley.perSecond = done / ((performance.now() - start) / 1_000);
  return volley;
}
