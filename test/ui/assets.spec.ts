import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { assetUrl, findAsset } from '../../src/ui/assets.js';

const names = ['site.css', 'site.js', 'icons.svg', 'favicon.svg'] as const;

it.each(names)('%s is served at an address made of its content, plain and compressed alike', (name) => {
  const url = assetUrl(name);
  expect(url).toMatch(new RegExp(`^/assets/[\\w-]{10}/${name.replace('.', '\\.')}$`));
  const asset = findAsset(url.replace('/assets/', ''));
  expect(asset?.plain.length).toBeGreaterThan(100);
  expect(gunzipSync(asset?.gzip ?? '')).toEqual(asset?.plain);
  expect(brotliDecompressSync(asset?.br ?? '')).toEqual(asset?.plain);
});

it('knows no other file, and no other content', () => {
  expect(findAsset('0000000000/site.css')).toBeUndefined();
  expect(findAsset('../page.view.tsx')).toBeUndefined();
});
