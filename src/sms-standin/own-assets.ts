import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const TYPES = { 'phones.css': 'text/css; charset=utf-8', 'phones.js': 'text/javascript; charset=utf-8' };
type Name = keyof typeof TYPES;

const files = new Map<string, { type: string; plain: Buffer }>();
const addresses = new Map<Name, string>();

for (const [name, type] of Object.entries(TYPES) as [Name, string][]) {
  const plain = readFileSync(new URL(`assets/${name}`, import.meta.url));
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 10);
  addresses.set(name, `/assets/${hash}/${name}`);
  files.set(`${hash}/${name}`, { type, plain });
}

/** The address of a file of the practice telephone; it changes with its content. */
export const ownAssetUrl = (name: Name) => addresses.get(name) ?? '';

/** The file at `hash/name`, or undefined. */
export const findOwnAsset = (path: string) => files.get(path);
