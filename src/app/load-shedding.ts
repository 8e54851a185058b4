import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../platform/config.js';
import { AppError } from '../platform/errors.js';
import type { Log } from '../platform/logging.js';
import { answerError } from './error.filter.js';

const RETRY_AFTER = 5;

/**
 * Too many at once: whoever comes on top is asked at once to come back in a moment, in their language, instead of
 * everybody waiting until nobody is served. Supervisors are always answered.
 */
export function registerLoadShedding(app: NestFastifyApplication, { maxInFlight }: Config, log: Log): void {
  let inFlight = 0;
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      if (request.url.startsWith('/health/')) return;
      if (inFlight >= maxInFlight) {
        answerError(new AppError(503, 'unavailable', { retryAfter: RETRY_AFTER }), request, reply, log);
        return reply;
      }
      inFlight += 1;
      reply.raw.once('close', () => (inFlight -= 1));
    });
}
