import type { Tx } from '../database.js';
import { sealedValues } from '../sealed-values.js';
import { Sealer } from '../sealing.js';
import type { SecretKey } from '../secret-keys.js';

/** The ids of the keys that sealed something in this database which `secretKeys` do not open; one value of each is tried. */
export async function unopenedKeys(tx: Tx, secretKeys: readonly SecretKey[]): Promise<string[]> {
  const sealer = new Sealer(secretKeys);
  const values = await sealedValues(tx);
  const unopened = values.filter(({ sample, place }) => sealer.openIfPossible(sample, place) === undefined);
  return [...new Set(unopened.map(({ keyId }) => keyId))];
}
