import { Reflector, ModulesContainer } from '@nestjs/core';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ALLOW, PUBLIC } from '../../src/access/access.decorators.js';
import { ROLES, allows } from '../../src/access/permissions.js';
import type { Permission } from '../../src/access/permissions.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

interface Route {
  method: 'GET' | 'POST' | 'PATCH';
  url: string;
  open: boolean;
  permission?: Permission;
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const;
const ID = '00000000-0000-4000-8000-000000000000';

let test: TestApp;
let routes: Route[];

beforeAll(async () => {
  test = await startTestApp();
  routes = walk();
});
afterAll(() => test.close());

/** Every handler of every controller, with what it says of access. */
function walk(): Route[] {
  const reflector = test.app.get(Reflector);
  const controllers = [...test.app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  return controllers.flatMap(({ metatype, instance }) => {
    const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
    const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
    return names.flatMap((name) => {
      const handler = prototype[name] as () => unknown;
      const path = typeof handler === 'function' ? (Reflect.getMetadata(PATH_METADATA, handler) as string) : undefined;
      if (path === undefined) return [];
      const base = String(Reflect.getMetadata(PATH_METADATA, metatype as object));
      const targets = [handler, metatype as () => unknown];
      return {
        method: METHODS[Reflect.getMetadata(METHOD_METADATA, handler) as number] as Route['method'],
        url: `/${base}/${path}`
          .replace(/\/+/g, '/')
          .replace(/(.)\/$/, '$1')
          .replace(/:\w+/g, ID),
        open: reflector.getAllAndOverride<boolean>(PUBLIC, targets) === true,
        permission: reflector.getAllAndOverride<Permission>(ALLOW, targets),
      };
    });
  });
}

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
