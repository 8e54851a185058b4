import { ROLES, allows } from '../../src/access/permissions.js';
import { signedIn } from '../support/staff.js';
import type { Permission } from '../../src/access/permissions.js';
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

/** A route for programs; all others that are not public are pages of the team. */
const isPage = ({ url }: Route) => url.startsWith('/staff');

it('what is not public refuses everybody without a token, and with a wrong or expired one', async () => {
  const expired = await test.token();
  await test.database.query(`update api_tokens set expires_at = now() - interval '1 second'`);
  for (const route of routes.filter((route) => !route.open)) {
    for (const authorization of [
      undefined,
      'Bearer x',
      `Bearer ${'x'.repeat(40)}`,
      `Basic ${expired}`,
      `Bearer ${expired}`,
    ]) {
      const answer = await call(route, authorization ? { authorization } : {});
      expectRefused(route, answer);
    }
  }
});

it('a page takes no token, however mighty', async () => {
  const authorization = `Bearer ${await test.token()}`;
  for (const route of routes.filter((route) => !route.open && isPage(route))) {
    expectRefused(route, await call(route, { authorization }));
  }
});

it('a session that has ended, was made up, or lacks its code opens nothing', async () => {
  const { cookie, id } = await signedIn(test, 'coordinator');
  const half = await signedIn(test, 'admin');
  await test.database.query('update sessions set second_factor = false where staff_id = $1', [half.id]);
  await test.database.query('update sessions set ended_at = now() where staff_id = $1', [id]);
  for (const route of routes.filter((route) => !route.open)) {
    for (const worthless of [cookie, half.cookie, `staff=${'x'.repeat(43)}`, 'staff=']) {
      expectRefused(route, await call(route, { cookie: worthless }));
    }
  }
});

it('an administrator without a second factor reaches its set-up and nothing else', async () => {
  const { cookie } = await signedIn(test, 'admin', { totp: false });
  for (const route of routes.filter((route) => !route.open)) {
    const { statusCode, headers } = await call(route, { cookie });
    // No identity provider is set up here.
    if (/^\/staff\/confirm\/oidc$/.test(route.path)) expect(statusCode).toBe(404);
    else if (/^\/staff\/(second-factor|confirm)$/.test(route.path)) expect([200, 303, 422]).toContain(statusCode);
    else if (isPage(route)) expect([statusCode, headers.location]).toEqual([303, '/staff/second-factor']);
    else expect(statusCode).toBe(403);
  }
});

it.each(ROLES)('%s gets in exactly where the table says, by token and by session', async (role) => {
  const authorization = `Bearer ${await test.token(role)}`;
  for (const route of routes.filter((route) => route.permission)) {
    // A new session each time: some of the routes end it.
    const { cookie } = await signedIn(test, role);
    const ways: Record<string, string>[] = isPage(route) ? [{ cookie }] : [{ authorization }, { cookie }];
    for (const credentials of ways) {
      const { statusCode } = await call(route, credentials);
      const may = allows(role, route.permission as Permission);
      const right = may ? [200, 201, 204, 303, 404, 409, 422] : [403];
      const said = { route: `${route.method} ${route.path}`, by: Object.keys(credentials)[0], statusCode };
      expect({ ...said, ok: right.includes(statusCode) }).toEqual({ ...said, ok: true });
    }
  }
});

function call({ method, url }: Route, headers: Record<string, string>) {
  const own = { 'sec-fetch-site': 'same-origin', ...headers };
  return test.app.inject({ method, url, headers: own, payload: method === 'GET' ? undefined : {} });
}

function expectRefused(route: Route, { statusCode, headers }: Awaited<ReturnType<typeof call>>): void {
  if (isPage(route)) {
    expect([statusCode, headers.location]).toEqual([303, expect.stringMatching(/^\/staff\/sign-in\?next=/)]);
  } else {
    expect([401, 429]).toContain(statusCode);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  }
}

it('stores only the hash of a token', async () => {
  const token = await test.token();
  const rows = await test.database.query('select * from api_tokens');
  expect(JSON.stringify(rows)).not.toContain(token);
});
