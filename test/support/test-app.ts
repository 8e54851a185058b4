import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiTokens } from '../../src/access/api-tokens.js';
import type { Role } from '../../src/access/permissions.js';
import { createApp } from '../../src/app/create-app.js';
import { Clock } from '../../src/platform/clock.js';
import type { Config } from '../../src/platform/config.js';
import { readConfig } from '../../src/platform/config.js';
import { Database } from '../../src/platform/database.js';
import { newSecretKey } from '../../src/platform/secret-keys.js';
import { createTestDatabase } from './database.js';
import type { TcpProxy } from './tcp-proxy.js';
import { startTcpProxy } from './tcp-proxy.js';

/** A clock that stands still until it is told otherwise. */
export class TestClock extends Clock {
  constructor(public at: Date) {
    super();
  }

  override now(): Date {
    return this.at;
  }
}

export interface TestApp {
  app: NestFastifyApplication;
  database: Database;
  databaseUrl: string;
  /** The address of the role that owns the tables. */
  ownerUrl: string;
  config: Config;
  /** Between the app and its database. */
  proxy: TcpProxy;
  /** The JSON log lines so far. */
  logs: string[];
  /** An API token for a role. */
  token: (role?: Role) => Promise<string>;
  close: () => Promise<void>;
}

interface Options {
  clock?: Clock;
  env?: Record<string, string>;
  /** `owner`: the application signs in as the one who owns its tables, as it should not. */
  role?: 'app' | 'owner';
}

/** The whole application on a database of its own. No worker runs unless `env` says so. */
export async function startTestApp({ clock, env = {}, role = 'app' }: Options = {}): Promise<TestApp> {
  const { url, ownerUrl, drop } = await createTestDatabase();
  const settings = {
    DEMO: 'true',
    RUN_WORKER: 'false',
    SECRET_KEYS: newSecretKey('test'),
    LOG_LEVEL: 'info',
    CACHE_SECONDS: '0',
  };
  const proxy = await startTcpProxy(role === 'app' ? url : ownerUrl);
  const config = readConfig({ ...settings, DATABASE_URL: proxy.url, ...env });
  const logs: string[] = [];
  const app = await createApp(config, { clock, logTo: { write: (line: string) => void logs.push(line) } });
  return {
    app,
    database: app.get(Database),
    databaseUrl: url,
    ownerUrl,
    config,
    proxy,
    logs,
    token: (role = 'admin') => app.get(ApiTokens).create('test', role, 1),
    close: async () => {
      await app.close();
      await proxy.close();
      await drop();
    },
  };
}
