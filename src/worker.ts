import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { prepareGround } from './app/boot.js';
import { runProcess } from './app/process.js';
import { Clock } from './platform/clock.js';
import { Log, NestLog } from './platform/logging.js';

await runProcess(async (onStop) => {
  const { config, close } = await prepareGround(process.env);
  onStop(close);
  const log = new Log(config.logLevel);
  const module = AppModule.with(Object.assign(config, { runWorker: true }), log, new Clock());
  const app = await NestFactory.createApplicationContext(module, { logger: new NestLog(log), abortOnError: false });
  onStop(() => app.close());
  log.info('worker started');
});
