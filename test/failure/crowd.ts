import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Booked } from '../support/bookings.js';
import { bookingBody } from '../support/factories.js';

/** One person's wish for a place, repeated with the same key until somebody says yes or no. */
export interface Attempt {
  key: string;
  body: ReturnType<typeof bookingBody>;
  /** Set once it was acknowledged. */
  booked?: Booked;
  refused?: true;
}

/** People who do not give up: each asks one of the apps, and asks again when there was no answer or "not now". */
export class Crowd {
  readonly attempts: Attempt[];
  /** Answers by status and code; `none` when the line broke. */
  readonly answers: Record<string, number> = {};
  /** Yes or no so far. */
  settled = 0;
  /** Asking at this moment. */
  waiting = 0;

  constructor(
    private readonly urls: string[],
    slots: string[],
    size: number,
    private readonly random: () => number,
  ) {
    this.attempts = Array.from({ length: size }, (_, i) => ({
      key: randomUUID(),
      body: bookingBody(slots[i % slots.length] ?? ''),
    }));
  }

  /** "Not now", or no answer at all. */
  get failures(): number {
    return (this.answers['none'] ?? 0) + (this.answers['503 unavailable'] ?? 0);
  }

  /** Everybody has asked until they were told. `clients` ask at once. */
  async run(clients: number): Promise<void> {
    const queue = [...this.attempts];
    const client = async () => {
      for (let attempt = queue.shift(); attempt; attempt = queue.shift()) {
        while (!(await this.ask(attempt))) await sleep(50);
        this.settled += 1;
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
  }

  private async ask(attempt: Attempt): Promise<boolean> {
    const url = this.urls[Math.floor(this.random() * this.urls.length)] ?? '';
    this.waiting += 1;
    const answer = await post(url, attempt).catch(() => undefined);
    this.waiting -= 1;
    const code = answer?.body.code;
    this.count([answer?.status ?? 'none', code].filter(Boolean).join(' '));
    if (answer?.status === 201) attempt.booked = answer.body;
    if (code === 'slot_full') attempt.refused = true;
    return Boolean(attempt.booked ?? attempt.refused);
  }

  private count(answer: string): void {
    this.answers[answer] = (this.answers[answer] ?? 0) + 1;
  }
}

/** `POST /api/bookings`, as often as one likes. */
export async function post(url: string, { key, body }: Attempt) {
  const response = await fetch(`${url}/api/bookings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Booked & { code?: string } };
}

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
