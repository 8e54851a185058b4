import { spawn, spawnSync } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError } from '../config.js';
import type { Cluster } from './cluster.js';
import { isAlive } from './lock-file.js';

const START_WITHIN = 120_000;
const STOP_WITHIN = 60_000;
const LOG_LIMIT = 10_000_000;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // Messages of failed statements may quote what a person typed: the log holds the server's own events only.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

/**
 * Returns the port of the cluster's server; starts it when it is not running. Call under the lock.
 * @param fixedPort the only port that will do, for callers who already told it to others
 * @throws ConfigError when the server does not start, with PostgreSQL's own reason
 */
export async function ensureRunning(cluster: Cluster, fixedPort?: number): Promise<number> {
  const deadline = Date.now() + START_WITHIN;
  let port = fixedPort ?? lastPort(cluster.dir);
  let launched: { exited: boolean; reason(): string } | undefined;
  while (Date.now() < deadline) {
    const postmaster = findPostmaster(cluster.dir);
    if (postmaster?.ready) return postmaster.port;
    if (launched?.exited && !postmaster) {
      const reason = launched.reason();
      launched = undefined;
      if (/TCP\/IP/.test(reason) && !fixedPort) port = undefined;
      // Sessions of a killed server need a moment to notice.
      else if (!/still in use|already exists/.test(reason)) throw startError(cluster, reason);
    } else if (!launched && !postmaster) {
      launched = launch(cluster, (port ??= await freePort()));
    }
    await sleep(25);
  }
  throw startError(cluster, `not ready after ${START_WITHIN / 1000} seconds`);
}

/** Stops the cluster's server, if it runs, and waits until it has gone. Call under the lock. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const deadline = Date.now() + STOP_WITHIN;
  const postmaster = findPostmaster(cluster.dir);
  if (!postmaster) return;
  process.kill(postmaster.pid, 'SIGINT'); // PostgreSQL's "fast" shutdown: sessions are ended, everything is written
  while (isOurs(postmaster.pid, cluster.dir) && Date.now() < deadline) await sleep(20);
}

/** The living server of this very directory, as its `postmaster.pid` tells. */
function findPostmaster(dir: string): Postmaster | undefined {
  const lines = pidFile(dir);
  const pid = Number(lines[0]);
  if (!isOurs(pid, dir)) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

function pidFile(dir: string): string[] {
  try {
    return readFileSync(join(dir, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** Who restarts after a crash should be found where it was. */
function lastPort(dir: string): number | undefined {
  return Number(pidFile(dir)[3]) || undefined;
}

/**
 * A process id alone proves nothing after a restart of the machine or container, nor does a copied directory's
 * `postmaster.pid`: the server carries the identity of its directory in its arguments.
 */
function isOurs(pid: number, dir: string): boolean {
  return pid > 0 && isAlive(pid) && commandLine(pid).includes(`cluster_name=${clusterName(dir)}`);
}

function clusterName(dir: string): string {
  const stats = statSync(dir, { throwIfNoEntry: false });
  return `clinics-${stats?.dev}-${stats?.ino}`;
}

function commandLine(pid: number): string[] {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
      .stdout.trim()
      .split(/\s+/);
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

/** Starts the server so that it outlives us: whoever comes next finds it and uses it. */
function launch(cluster: Cluster, port: number) {
  // PostgreSQL would take any living process with the old id for its other self.
  if (isAlive(Number(pidFile(cluster.dir)[0]) || 0)) rmSync(join(cluster.dir, 'postmaster.pid'), { force: true });
  if ((statSync(cluster.log, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT)
    renameSync(cluster.log, `${cluster.log}.1`);
  const log = openSync(cluster.log, 'a', 0o600);
  const start = fstatSync(log).size;
  const settings = { ...SETTINGS, ...cluster.settings, port, cluster_name: clusterName(cluster.dir) };
  const child = spawn(
    join(cluster.bin, 'postgres'),
    ['-D', cluster.dataArgument, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...cluster.spawn, detached: true, stdio: ['ignore', log, log] },
  );
  closeSync(log);
  child.unref();
  const state = {
    exited: false,
    reason: () =>
      readFileSync(cluster.log)
        .subarray(start)
        .toString('utf8')
        .match(/(?<=FATAL: +).*/)?.[0] ?? 'it ended',
  };
  child.once('error', () => (state.exited = true));
  child.once('exit', () => (state.exited = true));
  return state;
}

/** Under 32768, so that no outgoing connection happens to sit on it. */
async function freePort(): Promise<number> {
  for (;;) {
    const probe = createServer();
    const free = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(randomInt(20_000, 32_768), '127.0.0.1', () => resolve(true));
    });
    if (!free) continue;
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
}

function startError(cluster: Cluster, reason: string): ConfigError {
  return new ConfigError(`DATA_DIR: PostgreSQL in ${cluster.dir} does not start: ${reason}; its log is ${cluster.log}`);
}
