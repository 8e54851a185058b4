import type { FastifyRequest } from 'fastify';
import type { Config } from '../platform/config.js';
import { cookieValue, setCookie } from '../platform/cookies.js';

type Address = Pick<Config, 'publicUrl'>;

/** On https a name that no subdomain and no plain connection can set; on plain http, a developer's machine, without. */
export function cookieName(name: string, { publicUrl }: Address): string {
  return publicUrl.startsWith('https:') ? `__Host-${name}` : name;
}

/** Called by programs, with tokens. The route's own pattern is asked: an address can be spelled in more than one way. */
const PROGRAMS = /^\/(api|webhooks|metrics)(\/|$)/;

/** Whether a route is for programs; all others are pages, which take no token. */
export const isForPrograms = ({ routeOptions }: FastifyRequest) => PROGRAMS.test(routeOptions.url ?? '');

/** The token that a program sends, or undefined. */
export function bearerToken(request: FastifyRequest): string | undefined {
  if (!isForPrograms(request)) return undefined;
  return /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
}

/** The session's token in a request, or undefined. */
export function sessionToken(request: FastifyRequest, config: Address): string | undefined {
  const token = cookieValue(request.headers.cookie, cookieName('staff', config));
  return token && /^[\w-]{43}$/.test(token) ? token : undefined;
}

/** The Set-Cookie line that signs in; without a token, the one that signs out. It ends with the browser. */
export function sessionCookie(config: Address, token?: string): string {
  const secure = config.publicUrl.startsWith('https:');
  // `Lax`: a link to one of our pages, in an email, opens it signed in. No other site can make the browser post with it.
  const options = { path: '/', secure, sameSite: 'Lax' as const, maxAgeSeconds: token ? undefined : 0 };
  return setCookie(cookieName('staff', config), token ?? '', options);
}

/** On the answer that ends a session: the device forgets what it kept of ours, such as an open roster. */
export const FORGET_ALL = { 'Clear-Site-Data': '"storage"' };
