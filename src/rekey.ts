import { DataSource } from 'typeorm';
import { prepareGround } from './app/boot.js';
import { finish, runProcess } from './app/process.js';
import { rekeyAll } from './app/rekey-all.js';
import { ConfigError } from './platform/config.js';
import { dataSourceOptions } from './platform/data-source.js';
import { Database } from './platform/database.js';
import { Sealer } from './platform/sealing.js';

await runProcess(async (onStop) => {
  if (process.argv.length > 2) throw new ConfigError('Usage: npm run rekey; it takes the keys from SECRET_KEYS');
  const { config, close } = await prepareGround(process.env);
  onStop(close);
  const source = await new DataSource(dataSourceOptions(config.databaseUrl ?? '', 2)).initialize();
  onStop(() => source.destroy());
  const stopping = new AbortController();
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const run = rekeyAll(new Database(source), new Sealer(config.secretKeys), say, stopping.signal).catch(
    (error: unknown) => {
      if (!stopping.signal.aborted) throw error;
      return 'Stopped: run it again to go on from here.';
    },
  );
  // The batch that is in work is finished first.
  onStop(async () => {
    stopping.abort();
    await run.catch(() => undefined);
  });
  finish(await run);
});
