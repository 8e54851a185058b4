import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SecretKey } from './config.js';
import { freshBytes } from './fresh-bytes.js';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals personal data (AES-256-GCM) and makes keyed blind indexes for exact look-up.
 * Each purpose has its own HKDF subkey. The first key seals and makes what is stored; all keys open and look up, so that
 * keys can be rotated (docs/decisions/0009-rotating-keys.md).
 */
@Injectable()
export class Sealer {
  private readonly subkeys = new Map<string, Buffer>();
  private readonly current: SecretKey;

  constructor(private readonly keys: readonly SecretKey[]) {
    const first = keys[0];
    if (!first) throw new Error('at least one secret key is needed');
    this.current = first;
  }

  get currentKeyId(): string {
    return this.current.id;
  }

  /** Whether there is more than one key: what is looked up may have been made with any of them. */
  get rotating(): boolean {
    return this.keys.length > 1;
  }

  /** Seals text. `place` is `table.column`: a value moved to another place does not open. Result: `keyId:base64url`. */
  seal(text: string, place: string): string {
    const iv = freshBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.subkey(this.current, 'seal'), iv);
    cipher.setAAD(Buffer.from(place));
    const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${this.current.id}:${sealed.toString('base64url')}`;
  }

  /** Opens what `seal` made for the same place; throws when it was changed, moved, or its key is gone. */
  open(sealed: string, place: string): string {
    const id = keyIdOf(sealed);
    const bytes = Buffer.from(sealed.slice(id.length + 1), 'base64url');
    const decipher = createDecipheriv(
      'aes-256-gcm',
      this.subkey(this.keyById(id), 'seal'),
      bytes.subarray(0, IV_BYTES),
    );
    decipher.setAAD(Buffer.from(place));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  }

  /** The same, or undefined where `open` throws. */
  openIfPossible(sealed: string, place: string): string | undefined {
    try {
      return this.open(sealed, place);
    } catch {
      return undefined;
    }
  }

  /**
   * Reads many sealed values at once, without the proof that nobody has changed them: ten times as fast as opening each. Only to
   * look through what is then opened.
   */
  peek(sealed: readonly string[]): string[] {
    const ids = sealed.map(keyIdOf);
    const read = new Map<string, Iterator<string>>();
    for (const id of new Set(ids)) {
      const own = sealed.filter((_, i) => ids[i] === id).map((value) => value.slice(id.length + 1));
      read.set(id, readUnproven(own, this.subkey(this.keyById(id), 'seal'))[Symbol.iterator]());
    }
    return ids.map((id) => String(read.get(id)?.next().value));
  }

  /** The keyed index of a normalised value: 128 bits as base64url. Says nothing of the value without the key. */
  blindIndex(value: string, purpose: 'phone' | 'email' | 'name'): string {
    return this.mac(`index:${purpose}`, value).subarray(0, 16).toString('base64url');
  }

  /** The same under every key, the current one first: what to look for. */
  blindIndexes(value: string, purpose: 'phone' | 'email' | 'name'): string[] {
    return this.macs(`index:${purpose}`, value).map((mac) => mac.subarray(0, 16).toString('base64url'));
  }

  /** HMAC-SHA256 of a message with the subkey for a purpose, of the current key unless told otherwise. */
  mac(purpose: string, message: string, keyId = this.current.id): Buffer {
    return createHmac('sha256', this.subkey(this.keyById(keyId), purpose))
      .update(message)
      .digest();
  }

  /** The same under every key, the current one first: what to accept. */
  macs(purpose: string, message: string): Buffer[] {
    return this.keys.map(({ id }) => this.mac(purpose, message, id));
  }

  private keyById(id: string): SecretKey {
    const key = this.keys.find((candidate) => candidate.id === id);
    if (!key) throw new Error(`no secret key with id ${id}`);
    return key;
  }

  private subkey(key: SecretKey, purpose: string): Buffer {
    const name = `${key.id}:${purpose}`;
    let subkey = this.subkeys.get(name);
    if (!subkey) {
      subkey = Buffer.from(hkdfSync('sha256', key.bytes, '', purpose, 32));
      this.subkeys.set(name, subkey);
    }
    return subkey;
  }
}

const BLOCK = 16;

/** GCM is a stream of encrypted counters, from 2 on: made for all values in one call, and laid over them. */
function readUnproven(sealed: string[], key: Buffer): string[] {
  const pool = Buffer.allocUnsafe(sealed.reduce((all, { length }) => all + length, 0));
  const starts: number[] = [];
  const lengths: number[] = [];
  let end = 0;
  let blocks = 0;
  for (const text of sealed) {
    const bytes = pool.write(text, end, 'base64url');
    starts.push(end);
    lengths.push(bytes - IV_BYTES - TAG_BYTES);
    blocks += Math.ceil((bytes - IV_BYTES - TAG_BYTES) / BLOCK);
    end += bytes;
  }
  const counters = Buffer.allocUnsafe(BLOCK * blocks);
  let at = 0;
  for (let i = 0; i < starts.length; i++) {
    const [start = 0, length = 0] = [starts[i], lengths[i]];
    for (let n = 0; n * BLOCK < length; n++, at += BLOCK) {
      pool.copy(counters, at, start, start + IV_BYTES);
      counters.writeUInt32BE(n + 2, at + IV_BYTES);
    }
  }
  const stream = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(counters);
  at = 0;
  return starts.map((start, i) => {
    const from = start + IV_BYTES;
    const to = from + (lengths[i] ?? 0);
    for (let n = from; n < to; n++) pool[n] = (pool[n] ?? 0) ^ (stream[at + n - from] ?? 0);
    at += BLOCK * Math.ceil((to - from) / BLOCK);
    return pool.toString('utf8', from, to);
  });
}

/** The id of the key that sealed a value. */
export const keyIdOf = (sealed: string) => sealed.slice(0, sealed.indexOf(':'));

/** SHA-256 as base64url: how capabilities, tokens and keys of requests are stored. */
export const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');

/** Whether two texts are the same, in a time that does not tell how much of them is. */
export function sameText(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
