import { FormTokens } from '../../src/platform/form-tokens.js';
import type { Route } from '../support/routes.js';
import { routesOf } from '../support/routes.js';
import { signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;
let cookie: string;
let routes: Route[];

beforeAll(async () => {
  test = await startTestApp();
  ({ cookie } = await signedIn(test, 'admin'));
  routes = routesOf(test).filter(({ method, path }) => method !== 'GET' && /^\/(staff|api\/admin)\//.test(path));
});
afterAll(() => test.close());

const everything = async () =>
  JSON.stringify(
    await Promise.all(
      ['staff', 'sessions', 'staff_links', 'clinics', 'venues', 'audit_events', 'slow_downs'].map((table) =>
        test.database.query(`select t::text from ${table} t order by 1`),
      ),
    ),
  );

function send({ method, url }: Route, headers: Record<string, string>, form?: string) {
  const isApi = url.startsWith('/api/');
  const type = isApi ? 'application/json' : 'application/x-www-form-urlencoded';
  const token: Record<string, string> = isApi && form !== undefined ? { 'x-form-token': form } : {};
  const payload = isApi ? '{}' : new URLSearchParams(form === undefined ? {} : { form }).toString();
  return test.app.inject({ method, url, payload, headers: { 'content-type': type, cookie, ...token, ...headers } });
}

it('whatever a cookie lets in is refused when another site sent it, on pages and under /api alike', async () => {
  expect(routes.filter(({ url }) => url.startsWith('/staff')).length).toBeGreaterThan(12);
  expect(routes.filter(({ url }) => url.startsWith('/api/admin')).length).toBeGreaterThan(6);
  const before = await everything();
  const ours = test.app.get(FormTokens).issue();
  for (const route of routes) {
    for (const site of ['cross-site', 'same-site', 'unheard-of']) {
      const { statusCode } = await send(route, { 'sec-fetch-site': site }, ours);
      expect({ ...route, site, statusCode }).toMatchObject({ statusCode: 403 });
    }
    for (const form of [undefined, '', 'x', ours.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'))]) {
      const { statusCode } = await send(route, {}, form);
      expect({ ...route, form, statusCode }).toMatchObject({ statusCode: 403 });
    }
  }
  expect(await everything()).toBe(before);
});

it('neither a header that a form can bring along nor another spelling of the address opens a way around', async () => {
  const basic = `Basic ${Buffer.from('a:b').toString('base64')}`;
  const short = { 'content-type': 'application/json', cookie };
  for (const [url, headers] of [
    ['/api/admin/venues', { authorization: basic }],
    ['/api/%61dmin/venues', {}],
    ['/%61pi/admin/venues', {}],
  ] as [string, Record<string, string>][]) {
    const answer = await test.app.inject({ method: 'POST', url, payload: '{}', headers: { ...short, ...headers } });
    expect({ url, status: answer.statusCode }).toEqual({ url, status: 403 });
  }
});

it('our own pages and scripts get in both ways, and a program with its token needs neither', async () => {
  const ours = test.app.get(FormTokens).issue();
  const venues = routes.find(({ path }) => path === '/api/admin/venues') as Route;
  for (const [headers, form] of [
    [{ 'sec-fetch-site': 'same-origin' }, undefined],
    [{}, ours],
    [{ authorization: `Bearer ${await test.token()}`, 'sec-fetch-site': 'cross-site' }, undefined],
  ] as [Record<string, string>, string | undefined][]) {
    expect((await send(venues, headers, form)).statusCode).toBe(422);
  }
});
