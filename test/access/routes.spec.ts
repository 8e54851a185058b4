import { ROLES, allows } from '../../src/access/permissions.js';
import type { Route } from '../support/routes.js';
import { routesOf } from '../support/routes.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;
let routes: Route[];

beforeAll(async () => {
  test = await startTestApp();
  routes = routesOf(test);
});
afterAll(() => test.close());

it('walks a router that has routes of both kinds', () => {
  expect(routes.filter((route) => route.open).length).toBeGreaterThan(15);
  expect(routes.filter((route) => route.permission).length).toBeGreaterThan(8);
});

it('every route says who may call it: anyone, or the holders of one permission', () => {
  expect(routes.filter((route) => route.open === (route.permission !== undefined))).toEqual([]);
  expect(routes.filter((route) => route.open && route.url.startsWith('/api/admin'))).toEqual([]);
});

it('what is not public refuses everybody without a token, and with a wrong or expired one', async () => {
  const expired = await test.token();
  await test.database.query(`update api_tokens set expires_at = now() - interval '1 second'`);
  for (const { method, url } of routes.filter((route) => !route.open)) {
    for (const authorization of [
      undefined,
      'Bearer x',
      `Bearer ${'x'.repeat(40)}`,
      `Basic ${expired}`,
      `Bearer ${expired}`,
    ]) {
      const answer = await test.app.inject({ method, url, headers: authorization ? { authorization } : {} });
      expect([401, 429]).toContain(answer.statusCode);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    }
  }
});

it.each(ROLES)('%s gets in exactly where the table says', async (role) => {
  const authorization = `Bearer ${await test.token(role)}`;
  for (const { method, url, permission } of routes.filter((route) => route.permission)) {
    const { statusCode } = await test.app.inject({
      method,
      url,
      headers: { authorization },
      payload: method === 'GET' ? undefined : {},
    });
    if (permission && allows(role, permission)) expect([200, 201, 404, 409, 422]).toContain(statusCode);
    else expect(statusCode).toBe(403);
  }
});

it('stores only the hash of a token', async () => {
  const token = await test.token();
  const rows = await test.database.query('select * from api_tokens');
  expect(JSON.stringify(rows)).not.toContain(token);
});
