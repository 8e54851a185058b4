import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/app/create-app.js';
import { Dispatch } from '../../src/messaging/dispatch.js';
import { Database } from '../../src/platform/database.js';
import { newSecretKey, parseSecretKeys } from '../../src/platform/secret-keys.js';
import type { TestApp } from './test-app.js';

export const OLD = newSecretKey('old');
export const NEW = newSecretKey('new');

/** Parsed, as a configuration holds them. */
export const keysOf = (...pairs: string[]) => parseSecretKeys(pairs.join(',')) ?? [];

/** One more instance on the same database, with keys of its own. */
export interface Instance {
  app: NestFastifyApplication;
  database: Database;
  /** Rounds of dispatch until nothing is due. */
  dispatch: () => Promise<void>;
}

export async function startInstance({ config }: Pick<TestApp, 'config'>, ...keys: string[]): Promise<Instance> {
  const app = await createApp({ ...config, secretKeys: keysOf(...keys) }, { logTo: { write: () => undefined } });
  const dispatch = app.get(Dispatch);
  return {
    app,
    database: app.get(Database),
    dispatch: async () => {
      while ((await dispatch.round()) > 0);
    },
  };
}
