import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer, Reflector } from '@nestjs/core';
import { ALLOW, FROM_ANYWHERE, PUBLIC, SHOWS_PERSON } from '../../src/access/access.decorators.js';
import type { Permission } from '../../src/access/permissions.js';
import type { TestApp } from './test-app.js';

export interface Route {
  method: 'GET' | 'POST' | 'PATCH';
  /** As it is written: `/api/bookings/:token`. */
  path: string;
  /** With an id of nothing in place of each parameter. */
  url: string;
  open: boolean;
  permission?: Permission;
  /** Whether it says that its answer shows a person. */
  showsPerson: boolean;
  /** Whether it is a form that anybody may post from anywhere. */
  fromAnywhere: boolean;
  /** Whether it reads the request's body. */
  body: boolean;
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const;
const ID = '00000000-0000-4000-8000-000000000000';
const BODY = 3; // of Nest's kinds of arguments

/** Every handler of every controller, with what it says of access. */
export function routesOf({ app }: Pick<TestApp, 'app'>): Route[] {
  const reflector = app.get(Reflector);
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype, instance }) => {
    const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
    const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
    return names.flatMap((name) => {
      const handler = prototype[name] as () => unknown;
      const own = typeof handler === 'function' ? (Reflect.getMetadata(PATH_METADATA, handler) as string) : undefined;
      if (own === undefined) return [];
      const base = String(Reflect.getMetadata(PATH_METADATA, metatype as object));
      const path = `/${base}/${own}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
      const targets = [handler, metatype as () => unknown];
      const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, metatype as object, name) ?? {}) as object;
      return {
        method: METHODS[Reflect.getMetadata(METHOD_METADATA, handler) as number] as Route['method'],
        path,
        url: path.replace(/:\w+/g, ID),
        open: reflector.getAllAndOverride<boolean>(PUBLIC, targets) === true,
        showsPerson: reflector.getAllAndOverride<boolean>(SHOWS_PERSON, targets) === true,
        fromAnywhere: reflector.getAllAndOverride<boolean>(FROM_ANYWHERE, targets) === true,
        permission: reflector.getAllAndOverride<Permission>(ALLOW, targets),
        body: Object.keys(args).some((key) => key.startsWith(`${BODY}:`)),
      };
    });
  });
}
