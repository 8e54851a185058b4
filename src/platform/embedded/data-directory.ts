import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ConfigError } from '../config.js';
import { newSecretKey, parseSecretKeys } from '../secret-keys.js';
import type { SecretKey } from '../secret-keys.js';
import { POSTGRES_MAJOR } from './binaries.js';

/** Where things lie in DATA_DIR. */
export interface DataDirectory {
  path: string;
  /** The cluster: PostgreSQL's own directory. */
  cluster: string;
  log: string;
  lock: string;
}

export interface Secrets {
  password: string;
  secretKeys: SecretKey[];
}

const OURS = /^(postgres|password|secret-keys|lock)\b/;
const HARMLESS = /^(\.|lost\+found$)/;

/**
 * Makes DATA_DIR when it is not there, and looks whether it can be ours.
 * @throws ConfigError when it is a file, cannot be written, or holds something else
 */
export function claimDataDirectory(dataDir: string): DataDirectory {
  const path = resolve(dataDir);
  let names: string[];
  try {
    makeDirectory(path);
    names = readdirSync(path);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') throw new ConfigError(`DATA_DIR: ${path} is a file, not a directory`);
    throw new ConfigError(`DATA_DIR: ${path} cannot be written to (${code})`);
  }
  if (!names.includes('password') && names.some((name) => !OURS.test(name) && !HARMLESS.test(name))) {
    throw new ConfigError(`DATA_DIR: ${path} holds other files; give an empty directory, or one made by this program`);
  }
  return { path, cluster: join(path, 'postgres'), log: join(path, 'postgres.log'), lock: join(path, 'lock') };
}

/**
 * The password and the secret keys beside the cluster; made together with it, once. Call under the lock.
 * @throws ConfigError when a cluster is there but cannot be opened with what is beside it
 */
export function readOrMakeSecrets({ path, cluster }: DataDirectory): Secrets {
  const made = existsSync(join(cluster, 'PG_VERSION'));
  if (made) {
    const version = readSecret(join(cluster, 'PG_VERSION'));
    if (version !== POSTGRES_MAJOR) {
      throw new ConfigError(`DATA_DIR: ${cluster} was made by PostgreSQL ${version}, this is ${POSTGRES_MAJOR}`);
    }
  } else if (existsSync(cluster)) {
    throw new ConfigError(`DATA_DIR: ${cluster} is not a PostgreSQL directory of this program`);
  }
  const [password, keys] = (['password', 'secret-keys'] as const).map((name) => {
    const file = join(path, name);
    if (!existsSync(file)) {
      if (made) throw new ConfigError(`DATA_DIR: ${file} is missing; without it what is stored cannot be read`);
      writeWhole(file, name === 'password' ? randomBytes(24).toString('base64url') : newSecretKey('k1'));
    }
    return readSecret(file);
  });
  const secretKeys = parseSecretKeys(keys ?? '');
  if (!password || !secretKeys) throw new ConfigError(`DATA_DIR: password or secret-keys in ${path} is damaged`);
  return { password, secretKeys };
}

/** Step by step: Node's own recursive mkdir never returns where nothing can be made, such as under /proc. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function readSecret(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new ConfigError(`DATA_DIR: ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** All of it or nothing, and on the disk before anything is sealed with it. */
function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, `${text}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}
