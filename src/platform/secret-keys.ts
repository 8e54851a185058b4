import { randomBytes } from 'node:crypto';

/** One master key: its id stands in every sealed value. */
export interface SecretKey {
  id: string;
  bytes: Buffer;
}

/** Parses `id:key,id:key` (each key 32 bytes in base64 or base64url); undefined when any of it is wrong. */
export function parseSecretKeys(value: string): SecretKey[] | undefined {
  const keys = value.split(',').map((pair) => {
    const [id = '', key = '', ...more] = pair.trim().split(':');
    return { id, bytes: Buffer.from(key, 'base64'), ok: /^[a-z0-9-]{1,16}$/i.test(id) && more.length === 0 };
  });
  const distinct = new Set(keys.map((key) => key.id)).size === keys.length;
  if (!distinct || keys.some((key) => !key.ok || key.bytes.length !== 32)) return undefined;
  return keys.map(({ id, bytes }) => ({ id, bytes }));
}

/** A new `id:key` pair for `SECRET_KEYS`. */
export function newSecretKey(id: string): string {
  return `${id}:${randomBytes(32).toString('base64url')}`;
}
