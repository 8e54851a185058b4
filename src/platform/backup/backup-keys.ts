import { ConfigError } from '../config.js';
import type { SecretKey } from '../secret-keys.js';
import { parseSecretKeys } from '../secret-keys.js';

/**
 * The keys of backup files: `BACKUP_KEY=id:key`, several with commas between; the first seals, all open.
 * @throws ConfigError when there is none, or one of those that seal the data is used again: one leak would then open both
 */
export function backupKeys(value: string | undefined, secretKeys: readonly SecretKey[]): [SecretKey, ...SecretKey[]] {
  const text = value?.trim();
  if (!text) throw new ConfigError('BACKUP_KEY: is missing; make one with: npm run token -- --secret-key');
  const [first, ...more] = parseSecretKeys(text) ?? [];
  if (!first) throw new ConfigError('BACKUP_KEY: must be id:key, the key 32 bytes in base64');
  if (secretKeys.some(({ bytes }) => [first, ...more].some((key) => key.bytes.equals(bytes)))) {
    throw new ConfigError('BACKUP_KEY: must be a key of its own, not one of SECRET_KEYS');
  }
  return [first, ...more];
}
