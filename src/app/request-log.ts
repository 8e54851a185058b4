import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Log } from '../platform/logging.js';

/** One line for each request: by route pattern, so that no token and nothing a visitor typed is in it. */
export function registerRequestLog(app: NestFastifyApplication, log: Log): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', async (request, reply) => {
      log.info('request', {
        id: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      });
    });
}
