import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DestinationStream } from 'pino';
import { AppModule } from '../app.module.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import { Log, NestLog } from '../platform/logging.js';
import { registerPublicCache } from '../platform/public-cache.js';
import { PageAdapter } from '../ui/html.js';
import { answerError } from './error.filter.js';
import { registerLoadShedding } from './load-shedding.js';
import { registerOneClickForms } from './one-click-forms.js';
import { registerOpenApi } from './open-api.js';
import { registerRequestIds, requestIds } from './request-ids.js';
import { registerRequestMetrics } from './request-metrics.js';
import { registerRequestLog } from './request-log.js';
import { registerSecurityHeaders } from './security-headers.js';

const BODY_LIMIT = 64 * 1024;

interface Parts {
  clock?: Clock;
  logTo?: DestinationStream;
}

/** The whole application over one migrated database, initialised and not yet listening. */
export async function createApp(
  config: Config,
  { clock = new Clock(), logTo }: Parts = {},
): Promise<NestFastifyApplication> {
  const log = new Log(config.logLevel, logTo);
  const adapter = new PageAdapter({
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    bodyLimit: BODY_LIMIT,
    genReqId: requestIds(config.trustedProxies),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      answerError(error, request, reply, log),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, log, clock), adapter, {
    logger: new NestLog(log),
    abortOnError: false,
  });
  registerRequestIds(app);
  registerRequestLog(app, log);
  registerRequestMetrics(app);
  registerSecurityHeaders(app, config);
  registerPublicCache(app, config);
  registerLoadShedding(app, config, log);
  registerOneClickForms(app);
  registerOpenApi(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
