import { randomUUID } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import pg from 'pg';
import { book, bookingBody, makeClinic } from '../support/factories.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const clock = new TestClock(new Date('2026-12-01T15:00:00Z'));
const later = (ms: number) => (clock.at = new Date(clock.at.getTime() + ms));

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ clock, env: { CACHE_SECONDS: '1', MAX_IN_FLIGHT: '3' } });
});
afterAll(() => test.close());

const get = (url: string, headers: Record<string, string> = {}) => test.app.inject({ url, headers });

describe('what anyone may see', () => {
  it('is kept for a second, and never shows a place as free for longer', async () => {
    const { id, slots, slug } = await makeClinic(test, { capacity: 1 });
    const addresses = [`/api/clinics/${id}/slots`, `/en/clinics/${slug}`, `/en/clinics/${slug}/times`, '/es'];
    const before: { body: string; statusCode: number }[] = [];
    for (const url of addresses) before.push(await get(url));
    expect(before.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    for (const slot of slots) expect((await book(test, bookingBody(slot.id))).statusCode).toBe(201);
    for (const [i, url] of addresses.entries()) expect((await get(url)).body).toBe(before[i]?.body);
    later(1_000);
    for (const [i, url] of addresses.entries()) expect((await get(url)).body).not.toBe(before[i]?.body);
  });

  it('crosses the wire compressed, and not at all when the browser has it', async () => {
    const plain = await get('/en');
    expect(plain.headers).toMatchObject({
      vary: 'Accept-Encoding',
      'cache-control': expect.stringMatching(/s-maxage=1\b/),
    });
    const unpack = { br: brotliDecompressSync, gzip: gunzipSync };
    for (const encoding of ['br', 'gzip'] as const) {
      const packed = await get('/en', { 'accept-encoding': encoding });
      expect(packed.headers['content-encoding']).toBe(encoding);
      expect(packed.rawPayload.length).toBeLessThan(plain.body.length / 2);
      expect(unpack[encoding](packed.rawPayload).toString()).toBe(plain.body);
    }
    const known = await get('/en', { 'if-none-match': String(plain.headers.etag) });
    expect([known.statusCode, known.body, known.headers.etag]).toEqual([304, '', plain.headers.etag]);
    expect(known.headers['content-security-policy']).toBeDefined();
  });

  it('is all that is kept: what holds a token is made anew, whole and uncompressed', async () => {
    const { slots } = await makeClinic(test);
    const answer = await book(test, bookingBody(slots[0]?.id ?? ''));
    const manage = new URL(answer.json<{ manageUrl: string }>().manageUrl).pathname;
    for (const url of [
      manage,
      `/en/book/${slots[0]?.id}`,
      '/en/lost-link',
      '/nowhere',
      `/api/bookings/${manage.slice(3)}`,
    ]) {
      const { headers } = await get(url, { 'accept-encoding': 'br' });
      expect(headers).toMatchObject({ 'cache-control': 'no-store' });
      expect(headers).not.toHaveProperty('etag');
      expect(headers).not.toHaveProperty('content-encoding');
    }
    const form = async () => /name="form" value="([^"]+)"/.exec((await get(`/en/book/${slots[0]?.id}`)).body)?.[1];
    expect(await form()).not.toBe(await form());
  });
});

it('asks whoever comes on top of too many to come back, at once and in their language; supervisors get through', async () => {
  const { slots } = await makeClinic(test);
  const holder = new pg.Client({ connectionString: test.databaseUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query('select 1 from slots where id = $1 for update', [slots[0]?.id]);
  const waiting = [1, 2, 3].map(() => book(test, bookingBody(slots[0]?.id ?? ''), randomUUID()));
  const waits = 'select distinct pid from pg_locks where not granted and pid <> pg_backend_pid()';
  while ((await holder.query(waits)).rowCount !== 3) await new Promise(setImmediate);

  const page = await get('/es/help');
  expect([page.statusCode, page.headers['retry-after']]).toEqual([503, '5']);
  expect(page.body).toContain('Volvemos en un momento');
  expect((await get('/api/clinics')).json()).toMatchObject({ status: 503, code: 'unavailable' });
  expect((await get('/health/ready')).statusCode).toBe(200);

  await holder.query('rollback');
  await holder.end();
  expect((await Promise.all(waiting)).map((answer) => answer.statusCode).sort()).toEqual([201, 201, 409]);
  expect((await get('/es/help')).statusCode).toBe(200);
});
