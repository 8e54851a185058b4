import { asOwner } from '../support/database.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

const FRESH = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const PROXY = '10.1.2.3';
const OURS = 'proxy_req.0001-abc';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ env: { TRUSTED_PROXIES: '10.1.0.0/16,2001:db8::7' } });
});
afterAll(() => test.close());
beforeEach(() => (test.logs.length = 0));

const get = (url: string, id: string | string[] | undefined, remoteAddress = PROXY) =>
  test.app.inject({ url, remoteAddress, headers: id === undefined ? {} : { 'x-request-id': id as string } });
const logged = () => test.logs.map((line) => (JSON.parse(line) as { id?: string }).id);

it.each([PROXY, `::ffff:${PROXY}`, '2001:db8::7'])(
  'takes the id that our proxy at %s gave, into answer, problem and log',
  async (proxy) => {
    const answer = await get('/api/nowhere', OURS, proxy);
    expect(answer.headers['x-request-id']).toBe(OURS);
    expect(answer.json()).toMatchObject({ requestId: OURS });
    expect(logged()).toEqual([OURS]);
  },
);

it.each([
  ['nobody gave one', undefined, PROXY],
  ['a stranger gave one', OURS, '203.0.113.9'],
  ['the proxy passes on what is too short', 'abc', PROXY],
  ['… too long', 'a'.repeat(65), PROXY],
  ['… with spaces in it', 'one two three', PROXY],
  ['… that tries to break a line', 'abcdefgh","level":60,"x":"', PROXY],
  ['… given twice', [OURS, OURS], PROXY],
])('makes a new one when %s', async (_, id, from) => {
  const answer = await get('/api/nowhere', id, from);
  const made = answer.json<{ requestId: string }>().requestId;
  expect(made).toMatch(FRESH);
  expect(answer.headers['x-request-id']).toBe(made);
  expect(logged()).toEqual([made]);
  expect(test.logs.join('')).not.toMatch(/one two|level":60,"x|proxy_req|aaaaaaaa/);
});

it('stands on every answer: pages, what is kept in memory, addresses that cannot be decoded, failures', async () => {
  for (const url of ['/en', '/en', '/health/live', '/en/clinics/%00', '/%E0%A4%A', '/assets/x/y']) {
    expect((await get(url, OURS)).headers['x-request-id']).toBe(OURS);
  }
  await asOwner(test, 'alter table clinics rename to clinics_away');
  const failed = await get('/api/clinics', OURS);
  await asOwner(test, 'alter table clinics_away rename to clinics');
  expect([failed.statusCode, failed.headers['x-request-id']]).toEqual([500, OURS]);
  const failure = test.logs.find((line) => line.includes('request failed')) ?? '';
  expect(JSON.parse(failure)).toMatchObject({ id: OURS, route: '/api/clinics' });
});
