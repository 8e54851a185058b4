import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

interface Opened {
  /** Of the role that owns the database. */
  url: string;
  /** Of the application's lesser role. */
  appUrl: string;
  adminUrl: string;
  /** Its first secret key in hex. */
  key: string;
  process: ChildProcess;
  /** Leaves in good order; resolves when the process has ended. */
  leave: () => Promise<void>;
  /** `kill -9` of all its process group. */
  kill: () => Promise<void>;
}

interface Options {
  /** The checkout to run from; this one unless given. */
  root?: string;
  execPath?: string;
  uid?: number;
}

const HERE = fileURLToPath(new URL('../../', import.meta.url));

/** Starts a process that opens the embedded database in `dataDir`; rejects with its one line if it refuses. */
export async function openIn(dataDir: string, { root = HERE, execPath = process.execPath, uid }: Options = {}) {
  const identity = uid === undefined ? {} : { uid, gid: uid };
  const child = fork(join(root, 'test/ground/embedded-app.mjs'), [dataDir], {
    ...identity,
    execPath,
    cwd: root,
    execArgv: [],
    detached: true, // a process group of its own, as in a terminal
    env: { PATH: process.env['PATH'] },
  });
  const ended = once(child, 'exit');
  // What it said last may be read after its end: its channel closes behind that.
  const silent = Promise.all([ended, once(child, 'disconnect')]);
  const [answer] = (await Promise.race([
    once(child, 'message'),
    silent.then(([[code, signal]]) => [{ refused: `ended with ${code ?? signal}` }]),
  ])) as [Partial<Opened> & { refused?: string }];
  if (answer.refused !== undefined) throw new Error(answer.refused);
  const leave = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const kill = async () => {
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await ended;
  };
  return { ...answer, process: child, leave, kill } as Opened;
}

export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'clinics-test-'));
}

/** A data directory with a cluster in it and no server running: making one takes two seconds, so a file makes one. */
export async function madeDirectory(): Promise<string> {
  const dataDir = temporaryDirectory();
  await openIn(dataDir).then((app) => app.leave());
  return dataDir;
}

/** PostgreSQL removes its pid file at the end of an orderly stop, and only then. */
export function stopped(dataDir: string): boolean {
  return !existsSync(join(dataDir, 'postgres/postmaster.pid'));
}

/** After a test that failed half-way: nothing runs on, and the next test finds the directory in order. */
export async function tidy(dataDir: string): Promise<void> {
  if (!stopped(dataDir)) await openIn(dataDir).then((app) => app.leave());
}

/** The id of the PostgreSQL that serves a data directory, as PostgreSQL itself noted it. */
export function postmasterPid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Runs one statement on a connection of its own. */
export async function run<T = Record<string, unknown>>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}
