import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** A file as it is served: its bytes, plain and compressed. Kept in memory; there are four of them. */
export interface Asset {
  type: string;
  plain: Buffer;
  gzip: Buffer;
  br: Buffer;
}

const TYPES = {
  'site.css': 'text/css; charset=utf-8',
  'site.js': 'text/javascript; charset=utf-8',
  'icons.svg': 'image/svg+xml',
  'favicon.svg': 'image/svg+xml',
};

export type AssetName = keyof typeof TYPES;

const assets = new Map<string, Asset>();
const addresses = new Map<AssetName, string>();

for (const [name, type] of Object.entries(TYPES) as [AssetName, string][]) {
  const plain = readFileSync(new URL(`./assets/${name}`, import.meta.url));
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 10);
  addresses.set(name, `/assets/${hash}/${name}`);
  assets.set(`${hash}/${name}`, { type, plain, gzip: gzipSync(plain), br: brotliCompressSync(plain) });
}

/** The address of a file; it changes with its content, so that it can be kept for ever. */
export function assetUrl(name: AssetName): string {
  return addresses.get(name) ?? '';
}

/** The file at `hash/name`, or undefined. */
export function findAsset(path: string): Asset | undefined {
  return assets.get(path);
}
