import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { prepareGround } from './app/boot.js';
import { createApp } from './app/create-app.js';
import { DemoSet } from './app/demo-set.js';
import { welcome } from './app/welcome.js';
import { ConfigError } from './platform/config.js';
import { runProcess } from './app/process.js';

await runProcess(async (onStop) => {
  const { config, close } = await prepareGround(process.env);
  onStop(close);
  const app = await createApp(config);
  onStop(() => app.close());
  if (config.demo) await app.get(DemoSet).make();
  await listen(app, config.port);
  process.stdout.write(welcome(app, config));
});

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
