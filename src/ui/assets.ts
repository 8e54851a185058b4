import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** A file as it is served: its bytes, plain and compressed. Kept in memory; there are a handful of them. */
export class Asset {
  private gzipped?: Buffer;
  private brotli?: Buffer;

  constructor(
    readonly type: string,
    readonly plain: Buffer,
  ) {}

  /** Made when it is first asked for: the start does not wait for what takes a sixth of a second in all. */
  get gzip(): Buffer {
    return (this.gzipped ??= gzipSync(this.plain));
  }

  get br(): Buffer {
    return (this.brotli ??= brotliCompressSync(this.plain));
  }
}

const STYLES = [
  'tokens',
  'ground',
  'page',
  'fields',
  'facts',
  'journey',
  'mailbox',
  'staff',
  'shell',
  'team',
  'plan',
  'desk',
  'print',
];

/** What each address is made of. The stylesheet is written in parts and read in one. */
const FILES = {
  'site.css': { type: 'text/css; charset=utf-8', parts: STYLES.map((name) => `styles/${name}.css`) },
  'roster.css': {
    type: 'text/css; charset=utf-8',
    parts: ['roster', 'roster-narrow', 'stations'].map((name) => `styles/${name}.css`),
  },
  'inbox.css': { type: 'text/css; charset=utf-8', parts: ['styles/caller.css', 'styles/inbox.css'] },
  'inbox.js': { type: 'text/javascript; charset=utf-8', parts: ['assets/news.js', 'assets/inbox.js'] },
  'caller.css': { type: 'text/css; charset=utf-8', parts: ['styles/caller.css'] },
  'sheet.css': { type: 'text/css; charset=utf-8', parts: ['styles/sheet.css'] },
  'print.js': { type: 'text/javascript; charset=utf-8', parts: ['assets/print.js'] },
  'site.js': { type: 'text/javascript; charset=utf-8', parts: ['assets/site.js'] },
  'alive.js': { type: 'text/javascript; charset=utf-8', parts: ['assets/alive.js'] },
  'staff.js': { type: 'text/javascript; charset=utf-8', parts: ['assets/alive.js', 'assets/staff.js'] },
  'desk.js': { type: 'text/javascript; charset=utf-8', parts: ['assets/desk.js'] },
  'roster.js': {
    type: 'text/javascript; charset=utf-8',
    parts: ['keep', 'state', 'line', 'rows', 'says', 'hands', 'roster'].map((name) => `assets/roster/${name}.js`),
  },
  'roster-worker.js': { type: 'text/javascript; charset=utf-8', parts: ['assets/roster-worker.js'] },
  'reports.css': { type: 'text/css; charset=utf-8', parts: ['styles/reports.css'] },
  'icons.svg': { type: 'image/svg+xml', parts: ['assets/icons.svg'] },
  'favicon.svg': { type: 'image/svg+xml', parts: ['assets/favicon.svg'] },
};

export type AssetName = keyof typeof FILES;

const assets = new Map<string, Asset>();
const addresses = new Map<AssetName, string>();

for (const [name, { type, parts }] of Object.entries(FILES) as [AssetName, (typeof FILES)[AssetName]][]) {
  const plain = Buffer.concat(parts.map((part) => readFileSync(new URL(part, import.meta.url))));
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 10);
  addresses.set(name, `/assets/${hash}/${name}`);
  assets.set(`${hash}/${name}`, new Asset(type, plain));
}

/** The address of a file; it changes with its content, so that it can be kept for ever. */
export function assetUrl(name: AssetName): string {
  return addresses.get(name) ?? '';
}

/** The file at `hash/name`, or undefined. */
export function findAsset(path: string): Asset | undefined {
  return assets.get(path);
}
