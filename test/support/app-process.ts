import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { TestApp } from './test-app.js';

export interface Answer {
  status: number;
  body: string;
}

/** The built product as a process of its own, as it runs for real. */
export interface AppProcess {
  url: string;
  child: ChildProcess;
  /** Everything it wrote so far, standard output and error together. */
  output: () => string;
  post: (path: string, body: object, headers?: Record<string, string>) => Promise<Answer>;
  /** Its exit code, once it has ended. */
  ended: Promise<number | null>;
  stop: () => Promise<number | null>;
}

/** How a process joins the database of a test's own app. */
export function environmentOf({ databaseUrl, config }: Pick<TestApp, 'databaseUrl' | 'config'>) {
  const secretKeys = config.secretKeys.map((key) => `${key.id}:${key.bytes.toString('base64url')}`).join(',');
  return { DATABASE_URL: databaseUrl, SECRET_KEYS: secretKeys, DEMO: 'true', RUN_WORKER: 'false' };
}

/** Runs a built program (`main.js`, `token.js`) until it ends: by itself, or killed through `aborted`. */
export async function runToEnd(
  program: string,
  env: Record<string, string>,
  args: string[] = [],
  aborted?: AbortSignal,
) {
  const child = spawn(process.execPath, [`dist/src/${program}`, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  aborted?.addEventListener('abort', () => child.kill('SIGKILL'));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...said };
}

/** Starts `dist/src/main.js` with only this environment, and waits until it serves. */
export async function startAppProcess(env: Record<string, string>, sockets = 500): Promise<AppProcess> {
  const port = Number(env.PORT ?? (await freePort()));
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'warn', ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', () => output.includes('is ready') && resolve());
  });
  const early = await Promise.race([ready.then(() => 'ready' as const), ended]);
  if (early !== 'ready') throw new Error(`the app ended with ${early}: ${output}`);
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    ended,
    output: () => output,
    post: (path, body, headers) => post(agent, port, path, JSON.stringify(body), headers),
    stop: async () => {
      agent.destroy();
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function post(agent: Agent, port: number, path: string, body: string, headers = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { agent, port, path, method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
    const call = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      response.on('error', reject);
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
