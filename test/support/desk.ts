import { randomUUID } from 'node:crypto';
import type { AppProcess } from './app-process.js';
import type { MadeClinic } from './factories.js';
import { bookingBody } from './factories.js';
import { signedIn } from './staff.js';
import type { TestApp } from './test-app.js';

export interface HoldAnswer {
  holdId: string;
  expiresAt: string;
}

/** Somebody at the phone desk, as a browser of theirs calls the API. */
export async function atTheDesk(test: TestApp, name = 'Phuong') {
  const { cookie, id, browserCookie } = await signedIn(test, 'phone_desk', { name });
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  const send = (method: 'POST' | 'DELETE', url: string, payload?: object, more: object = {}) =>
    test.app.inject({ method, url: `/api/admin${url}`, headers: { ...headers, ...more }, payload });
  return {
    ...{ id, actor: `staff:${id}`, headers, browserCookie },
    hold: (slotId: string, places = 1) => send('POST', '/holds', { items: [{ slotId, places }] }),
    renew: (holdId: string) => send('POST', `/holds/${holdId}/renew`),
    release: (holdId: string) => send('DELETE', `/holds/${holdId}`),
    book: (body: object, key: string = randomUUID()) => send('POST', '/bookings', body, { 'idempotency-key': key }),
  };
}

/** Takes back what the clinic of `slots` sells: everything that is free but `n` places, first slots first. */
export const leave = (test: TestApp, { id }: MadeClinic, n: number) =>
  test.database.query(
    `update slots s set capacity = s.taken + greatest(0, least(s.capacity - s.taken, $2 - before)) from (
       select id, coalesce(sum(capacity - taken) over (order by starts_at rows between unbounded preceding and 1 preceding), 0) as before
       from slots where clinic_id = $1) b
     where b.id = s.id`,
    [id, n],
  );

/** What one client of an app in a process of its own is answered: status, and the code of a refusal. */
export async function asked(app: AppProcess, path: string, body: object, headers: Record<string, string> = {}) {
  const { status, body: text } = await app.post(path, body, { 'idempotency-key': randomUUID(), ...headers });
  const { code, ...answer } = JSON.parse(text || '{}') as { code?: string } & Record<string, unknown>;
  return { status, code, answer };
}

export const online = (slotId = '') => bookingBody(slotId);
