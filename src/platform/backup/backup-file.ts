import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { ConfigError } from '../config.js';
import type { SecretKey } from '../secret-keys.js';
import { openStream, sealStream } from './sealed-stream.js';

const FORMAT = 'clinics-backup-1';
const LONGEST_HEAD = 65_536;

/** What stands in the clear at the beginning of a file. Nothing in it speaks of a person. */
export interface BackupHead {
  madeAt: string;
  /** The names of the migrations that had made the schema, oldest first. */
  migrations: string[];
}

interface WholeHead extends BackupHead {
  format: string;
  keyId: string;
  salt: string;
}

/**
 * Writes compressed, sealed bytes to a new file that others cannot read; whole, or there is no file.
 * @returns its length
 */
export async function writeBackupFile(
  path: string,
  { id: keyId, bytes: key }: SecretKey,
  head: BackupHead,
  content: AsyncIterable<Buffer>,
): Promise<number> {
  const salt = randomBytes(32);
  const whole: WholeHead = { format: FORMAT, keyId, salt: salt.toString('base64url'), ...head };
  const line = Buffer.from(`${JSON.stringify(whole)}\n`);
  const unfinished = `${path}.unfinished`;
  try {
    const file = (await open(unfinished, 'w', 0o600)).createWriteStream({ flush: true });
    file.write(line);
    await pipeline(Readable.from(content), createGzip(), sealStream(key, salt, line), file);
    await rename(unfinished, path);
    return file.bytesWritten;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw fileError(path, error);
  }
}

/**
 * Reads a file: its head first, which may be refused, then its content.
 * @throws ConfigError in one line when there is no such file, none of the keys opens it, or it is damaged
 */
export async function readBackupFile(path: string, keys: readonly SecretKey[]) {
  const line = await firstLine(path).catch((error: unknown) => {
    throw fileError(path, error);
  });
  const head = parseHead(line, path);
  const key = keys.find(({ id }) => id === head.keyId);
  if (!key) throw new ConfigError(`BACKUP_KEY: ${path} was sealed with the key "${head.keyId}", which is not given`);
  return {
    head: head as BackupHead,
    /** Gives the content to `take`; resolves when it was taken to its very end. */
    content: async (take: (content: AsyncIterable<Buffer>) => Promise<void>): Promise<void> => {
      try {
        const file = createReadStream(path, { start: line.length });
        await pipeline(file, openStream(key.bytes, Buffer.from(head.salt, 'base64url'), line), createGunzip(), take);
      } catch (error) {
        throw error instanceof ConfigError ? new ConfigError(`${path}: ${error.message}`) : fileError(path, error);
      }
    },
  };
}

async function firstLine(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST_HEAD), 0, LONGEST_HEAD, 0);
    return buffer.subarray(0, buffer.subarray(0, bytesRead).indexOf('\n') + 1);
  } finally {
    await file.close();
  }
}

function parseHead(line: Buffer, path: string): WholeHead {
  try {
    const head = JSON.parse(line.toString()) as WholeHead;
    if (head.format === FORMAT) return head;
  } catch {
    // not one of ours
  }
  throw new ConfigError(`${path}: is no backup of this program, or of a newer one`);
}

/** What the disk refuses, in one line; anything else as it is. */
function fileError(path: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  const ofDisk = syscall && /^(open|read|write|rename|fsync)$/.test(syscall);
  return ofDisk ? new ConfigError(`${path}: cannot be read or written (${code})`) : error;
}
