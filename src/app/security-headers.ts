import helmet from '@fastify/helmet';
import type { FastifyHelmetOptions } from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../platform/config.js';

const PAGES = {
  'default-src': ["'none'"],
  'style-src': ["'self'"],
  'script-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
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
export async function registerSecurityHeaders(app: NestFastifyApplication, config: Config): Promise<void> {
  const options: FastifyHelmetOptions = {
    contentSecurityPolicy: { useDefaults: false, directives: PAGES },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    hsts: config.publicUrl.startsWith('https:') && { maxAge: 31_536_000 },
  };
  await app.register(helmet, options);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', async (request, reply) => {
      if (request.url.startsWith('/api/docs')) void reply.header('Content-Security-Policy', DOCS);
      if (!reply.hasHeader('Cache-Control')) void reply.header('Cache-Control', 'no-store');
      void reply.header('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
    });
}
