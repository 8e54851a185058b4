import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import helmet from 'helmet';
import type { HelmetOptions } from 'helmet';
import type { Config } from '../platform/config.js';

const PAGES = {
  'default-src': ["'none'"],
  'style-src': ["'self'"],
  'script-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  // The team's pages ask for themselves again while something on them goes on.
  'connect-src': ["'self'"],
  // The preview mailbox shows each email in a frame; nothing else of ours lets itself be framed.
  'frame-src': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
};

/** The reference of the API is a bought-in page with styles of its own. */
const DOCS =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; connect-src 'self'";

/**
 * Strict headers on every answer. Nothing is loaded from elsewhere, nothing is framed, no address leaves with a click
 * (the manage link is a capability), and what names a person is never kept by a cache.
 */
export function registerSecurityHeaders(app: NestFastifyApplication, config: Config): void {
  const headers = strictHeaders({
    contentSecurityPolicy: { useDefaults: false, directives: PAGES },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    hsts: config.publicUrl.startsWith('https:') && { maxAge: 31_536_000 },
    // Only browsers that have died out know these.
    ...{ dnsPrefetchControl: false, ieNoOpen: false, permittedCrossDomainPolicies: false, xssFilter: false },
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers);
    if (request.url.startsWith('/api/docs')) void reply.header('Content-Security-Policy', DOCS);
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (!reply.hasHeader('Cache-Control')) void reply.header('Cache-Control', 'no-store');
    done(null, payload);
  });
}

/** What helmet sets, asked once: it depends on nothing of a request, and to ask for each one costs a tenth of a booking. */
function strictHeaders(options: HelmetOptions): Record<string, string> {
  const headers: Record<string, string> = { 'Permissions-Policy': 'camera=(), microphone=(), geolocation=()' };
  const answer = {
    setHeader: (name: string, value: string) => void (headers[name] = value),
    removeHeader: () => undefined,
  } as unknown as ServerResponse;
  helmet(options)({} as IncomingMessage, answer, (error) => {
    if (error instanceof Error) throw error;
  });
  return headers;
}
