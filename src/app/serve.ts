import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import { ConfigError } from '../platform/config.js';
import { Log, NestLog } from '../platform/logging.js';
import { createApp } from './create-app.js';
import { DemoSet } from './demo-set.js';
import type { OnStop } from './process.js';
import { welcome } from './welcome.js';

/** Serves HTTP, with the worker in the same process unless told otherwise. */
export async function serve(config: Config, onStop: OnStop): Promise<void> {
  const app = await createApp(config);
  onStop(() => app.close());
  if (config.demo) await app.get(DemoSet).make();
  await listen(app, config.port);
  process.stdout.write(await welcome(app, config));
}

/** Runs the worker alone. */
export async function work(config: Config, onStop: OnStop): Promise<void> {
  const app = await openApp(Object.assign(config, { runWorker: true }), onStop);
  app.get(Log).info('worker started');
}

/** The application without HTTP. */
export async function openApp(config: Config, onStop: OnStop): Promise<INestApplicationContext> {
  const log = new Log(config.logLevel);
  const module = AppModule.with(config, log, new Clock());
  const app = await NestFactory.createApplicationContext(module, { logger: new NestLog(log), abortOnError: false });
  onStop(() => app.close());
  return app;
}

async function listen(app: NestFastifyApplication, port: number): Promise<void> {
  try {
    // Fastify's own: Nest's would write a line of its own about the error before it throws it.
    await app.getHttpAdapter().getInstance().listen({ port, host: '0.0.0.0' });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE')
      throw new ConfigError(`PORT: ${port} is already in use; choose another, PORT=${port + 1}`);
    if (code === 'EACCES') throw new ConfigError(`PORT: ${port} needs more rights than this user has`);
    throw error;
  }
}
