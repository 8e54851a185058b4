import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { openEmbeddedDatabase } from '../src/platform/embedded/index.js';
import { newSecretKey } from '../src/platform/secret-keys.js';

const DIST = fileURLToPath(new URL('..', import.meta.url));

/** Everything that a benchmark runs on: one PostgreSQL, the product and the bare server, each a process of its own. */
export interface Ground {
  app: string;
  bare: string;
  /** An API token that may do everything. */
  token: string;
  pool: pg.Pool;
  /** What its data is sealed with. */
  secretKeys: string;
  /** Starts a further process of the product on the same database, and tells its address. */
  another: () => Promise<string>;
  /** Starts workers that send their texts to the bare server, as fast as they can; and the settings of its provider. */
  workers: (n: number) => Promise<() => Promise<void>>;
  provider: { accountSid: string; authToken: string; baseUrl: string };
  /** Fills it with a season of made-up clinics. */
  seed: (clinics: number, bookings: number) => Promise<void>;
  close: () => Promise<void>;
}

/** Starts it all in a temporary directory, with the settings of real use; the worker is a process of its own there. */
export async function prepare(): Promise<Ground> {
  const directory = mkdtempSync(join(tmpdir(), 'clinics-bench-'));
  const database = await openEmbeddedDatabase({ dataDir: join(directory, 'data') });
  const [appPort, barePort] = [await freePort(), await freePort()];
  const secretKeys = newSecretKey('bench');
  const env = {
    DATABASE_URL: database.url,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    ...{ SECRET_KEYS: secretKeys, DEMO: 'true', RUN_WORKER: 'false' },
    // Each request comes from an address of its own, as in a crowd: the limit is per address.
    ...{ TRUSTED_PROXIES: '127.0.0.1', PORT: String(appPort) },
  };
  const app = await start(['src/main.js'], env);
  const bare = await start(['bench/bare.js', String(barePort), database.ownerUrl], {});
  const more: ChildProcess[] = [];
  const provider = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'bench', baseUrl: `http://127.0.0.1:${barePort}` };
  const token = await output(['src/token.js', '--name', 'bench'], env);
  const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  return {
    app: `http://127.0.0.1:${appPort}`,
    bare: `http://127.0.0.1:${barePort}`,
    token: token.split('\n')[0] ?? '',
    pool,
    secretKeys,
    another: async () => {
      const port = await freePort();
      more.push(await start(['src/main.js'], { ...env, PORT: String(port) }));
      return `http://127.0.0.1:${port}`;
    },
    provider,
    workers: async (n) => {
      const settings = {
        ...{ SMS_CHANNEL: 'twilio', TWILIO_ACCOUNT_SID: provider.accountSid, TWILIO_AUTH_TOKEN: provider.authToken },
        ...{ TWILIO_FROM: '+16175550100', TWILIO_API_BASE_URL: provider.baseUrl, PUBLIC_URL: 'http://localhost' },
        ...{ SMS_SEGMENTS_PER_SECOND: '10000', SMS_SEGMENTS_PER_DAY: '10000000', RUN_WORKER: 'true' },
      };
      const all = await Promise.all(Array.from({ length: n }, () => start(['src/worker.js'], { ...env, ...settings })));
      return async () => void (await Promise.all(all.map(stop)));
    },
    seed: async (clinics, bookings) => {
      const size = ['--clinics', String(clinics), '--bookings', String(bookings)];
      await output(['src/seed.js', ...size], env);
    },
    close: async () => {
      await pool.end();
      await Promise.all([app, bare, ...more].map(stop));
      await database.close();
      rmSync(directory, { recursive: true });
    },
  };
}

function run([script = '', ...args]: string[], env: Record<string, string>) {
  const options = {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'],
  };
  return spawn(process.execPath, [join(DIST, script), ...args], options);
}

/** Resolves when the process says that it is ready; its later lines are read and let go. */
function start(command: string[], env: Record<string, string>): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = run(command, env);
    child.stdout.on('data', (chunk: Buffer) => /is ready|worker started/.test(chunk.toString()) && resolve(child));
    child.once('exit', (code) => reject(new Error(`${command[0]} ended with ${code}`)));
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

function output(command: string[], env: Record<string, string>): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const child = run(command, env);
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.once('exit', () => resolve(text));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
