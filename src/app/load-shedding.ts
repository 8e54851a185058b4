import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../platform/config.js';
import { AppError } from '../platform/errors.js';
import type { Log } from '../platform/logging.js';
import { Metrics } from '../platform/metrics.js';
import { answerError } from './error.filter.js';

const RETRY_AFTER = 5;
const SUPERVISORS = /^\/(health\/|metrics$)/;
/** Stays open for hours and waits for others; how many there may be is said where they are made. */
const STREAMS = /\/events$/;

/**
 * Too many at once: whoever comes on top is asked at once to come back in a moment, in their language, instead of
 * everybody waiting until nobody is served. Supervisors and the monitoring are always answered.
 */
export function registerLoadShedding(app: NestFastifyApplication, { maxInFlight }: Config, log: Log): void {
  let inFlight = 0;
  const metrics = app.get(Metrics);
  metrics.gauge('clinics_requests_in_flight', 'Requests in work', [], (gauge) => gauge.set(inFlight));
  metrics.gauge('clinics_requests_limit', 'Requests in work beyond which more are shed', [], (gauge) =>
    gauge.set(maxInFlight),
  );
  const shed = metrics.counter(
    'clinics_requests_shed_total',
    'Requests asked to come back, because of too many at once',
  );
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      if (SUPERVISORS.test(request.url) || STREAMS.test(request.routeOptions.url ?? '')) return;
      if (inFlight >= maxInFlight) {
        shed.inc();
        answerError(new AppError(503, 'unavailable', { retryAfter: RETRY_AFTER }), request, reply, log);
        return reply;
      }
      inFlight += 1;
      reply.raw.once('close', () => (inFlight -= 1));
    });
}
