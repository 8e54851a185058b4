import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Metrics } from '../platform/metrics.js';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Anybody can send a method that nobody knows. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Counts and times each request by its route pattern, as the log does. */
export function registerRequestMetrics(app: NestFastifyApplication): void {
  const duration = app
    .get(Metrics)
    .histogram(
      'clinics_http_request_seconds',
      'Requests and how long they took',
      ['route', 'method', 'status'],
      SECONDS,
    );
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      const { method } = request;
      // A stream takes as long as somebody listens: that says nothing of how fast answers are.
      if (String(reply.raw.getHeader('content-type')).startsWith('text/event-stream')) return done();
      duration.observe(
        {
          route: request.routeOptions.url ?? 'none',
          method: METHODS.has(method) ? method : 'other',
          status: reply.statusCode,
        },
        reply.elapsedTime / 1_000,
      );
      done();
    });
}
