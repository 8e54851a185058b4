import { spawnSync } from 'node:child_process';
import type { SpawnSyncReturns } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config.js';
import { postgresBin, serverAccount } from './binaries.js';
import type { Account } from './binaries.js';
import type { DataDirectory } from './data-directory.js';

/** The role that owns everything in the cluster; the application's own role is a lesser one. */
export const SUPERUSER = 'postgres';

/** One PostgreSQL cluster on the disk and how to run it. */
export interface Cluster {
  dir: string;
  bin: string;
  log: string;
  /** Settings beside our own, `name: value`. */
  settings: Record<string, string>;
  /** How its programs are started: in the cluster's directory, as an account that is not root, with a clean environment. */
  spawn: { cwd: string; env: Record<string, string> } & Partial<Account>;
  /** The cluster's directory as that account can reach it. */
  dataArgument: string;
}

/** The cluster in `directory`; its files are made (`initdb`) when there are none. Call under the lock. */
export function openCluster(directory: DataDirectory, password: string, settings: Record<string, string>): Cluster {
  const account = serverAccount(directory.cluster);
  const cluster = describe(directory, directory.cluster, account, settings);
  if (!existsSync(directory.cluster)) initialize(directory, cluster, account, password);
  return cluster;
}

function describe(
  { log }: DataDirectory,
  dir: string,
  account: Account | undefined,
  settings: Record<string, string>,
): Cluster {
  return {
    dir,
    bin: postgresBin(account),
    log,
    settings,
    spawn: { cwd: dir, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' }, ...account },
    // Another account may not be let into the folders above: it reaches the directory as the one it was started in.
    dataArgument: account && process.platform === 'linux' ? '/proc/self/cwd' : dir,
  };
}

/** Into a directory beside, renamed when complete: whoever is killed half-way leaves nothing that looks like a cluster. */
function initialize(directory: DataDirectory, cluster: Cluster, account: Account | undefined, password: string): void {
  const unfinished = `${directory.cluster}.new`;
  const passwordFile = join(directory.path, 'password.initdb');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) for (const path of [unfinished, passwordFile]) chownSync(path, account.uid, account.gid);
  const input = openSync(passwordFile, 'r');
  const result = spawnSync(
    join(cluster.bin, 'initdb'),
    [
      `--pgdata=${cluster.dataArgument === cluster.dir ? unfinished : cluster.dataArgument}`,
      `--username=${SUPERUSER}`,
      '--pwfile=/dev/stdin',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--no-locale',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    { ...cluster.spawn, cwd: unfinished, stdio: [input, 'pipe', 'pipe'], encoding: 'utf8' },
  );
  closeSync(input);
  rmSync(passwordFile);
  if (result.status !== 0) throw new ConfigError(`DATA_DIR: no database could be made: ${reason(result)}`);
  renameSync(unfinished, directory.cluster);
}

function reason({ error, stderr }: SpawnSyncReturns<string>): string {
  const lines = stderr
    ?.split('\n')
    .filter((line) => /(error|fatal|initdb): /i.test(line) && !/removing|child process/.test(line));
  return error?.message ?? lines?.at(0)?.replace(/^initdb: (error: )?/, '') ?? 'initdb failed';
}
