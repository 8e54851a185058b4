import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { ConfigError } from '../config.js';

const CHUNK = 65_536;
const TAG = 16;

/** Seals bytes for one file. */
type Cipher = (chunk: Buffer, nonce: Buffer) => Buffer;

/**
 * Seals a stream of bytes of any length (AES-256-GCM in chunks of 64 KiB). The nonce of a chunk is its number and whether
 * it is the last: what is changed, cut off, put in another order or added to does not open.
 * @param head what stands unsealed before it; the file's key depends on it, so that it cannot be changed either
 */
export function sealStream(key: Buffer, salt: Buffer, head: Buffer) {
  const fileKey = deriveKey(key, salt, head);
  return inChunks(CHUNK, (chunk, nonce) => {
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonce);
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  });
}

/**
 * Opens what `sealStream` made; nothing of a chunk is given out before it is known to be genuine.
 * @throws ConfigError when it was not made with this key, or is no longer what it was
 */
export function openStream(key: Buffer, salt: Buffer, head: Buffer) {
  const fileKey = deriveKey(key, salt, head);
  return inChunks(CHUNK + TAG, (chunk, nonce) => {
    try {
      const decipher = createDecipheriv('aes-256-gcm', fileKey, nonce, { authTagLength: TAG });
      decipher.setAuthTag(chunk.subarray(-TAG));
      return Buffer.concat([decipher.update(chunk.subarray(0, -TAG)), decipher.final()]);
    } catch {
      const first = nonce.readUInt32BE(7) === 0;
      throw new ConfigError(
        first
          ? 'the file does not open: BACKUP_KEY is another key, or the file is damaged'
          : 'the file is damaged: it was changed or is cut off',
      );
    }
  });
}

function deriveKey(key: Buffer, salt: Buffer, head: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, createHash('sha256').update(head).digest(), 32));
}

/** A step of a pipeline that cuts what comes into chunks of one size, the last one shorter, and puts each through `work`. */
function inChunks(size: number, work: Cipher) {
  return async function* (source: AsyncIterable<Buffer>) {
    let waiting: Buffer[] = [];
    let length = 0;
    let number = 0;
    for await (const bytes of source) {
      waiting.push(bytes);
      length += bytes.length;
      // One byte more than a chunk must be there: only then is it not the last.
      if (length <= size) continue;
      let rest = Buffer.concat(waiting);
      for (; rest.length > size; rest = rest.subarray(size)) yield work(rest.subarray(0, size), nonce(number++, false));
      waiting = [rest];
      length = rest.length;
    }
    yield work(Buffer.concat(waiting), nonce(number, true));
  };
}

/** Eleven bytes of counting and one that says whether this is the end. Every file has a key of its own. */
function nonce(number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(number, 7);
  bytes.writeUInt8(last ? 1 : 0, 11);
  return bytes;
}
