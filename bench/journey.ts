import { randomUUID } from 'node:crypto';
import { makeClinic } from './fixtures.js';
import type { Ground } from './ground.js';

/** (d) Bytes of the whole journey as a browser loads it: pages, stylesheet, icons; bodies as compressed, and headers. */
export async function journeyBytes(ground: Ground, say: (text: string) => void): Promise<number> {
  const clinic = await makeClinic(ground, 12, 4);
  const kept = new Set<string>();
  let bytes = 0;
  let cookie = '';
  const load = async (path: string, form?: Record<string, string>): Promise<string> => {
    const headers = { 'accept-encoding': 'identity', 'sec-fetch-site': 'same-origin', cookie };
    const sent = {
      method: form ? 'POST' : 'GET',
      body: form && new URLSearchParams(form),
      redirect: 'manual',
    } as const;
    const answer = await fetch(ground.app + path, { ...sent, headers });
    const text = await answer.text();
    const size = await wireSize(ground.app + path, form ? Buffer.byteLength(text) : undefined);
    bytes += size + headerBytes(answer.headers);
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    for (const [, asset = ''] of text.matchAll(/(?:href|src)="(\/assets\/[^"#]+)/g)) {
      if (kept.has(asset)) continue;
      kept.add(asset);
      bytes += await wireSize(ground.app + asset);
    }
    const next = answer.headers.get('location');
    return next ? load(next) : text;
  };
  await load('/en');
  await load(`/en/clinics/${clinic.slug}`);
  await load(`/en/clinics/${clinic.slug}/times`);
  const form = `/en/book/${clinic.slots[0]}?people=1`;
  const blank = await load(form);
  const person = { name: 'Bytes Counted', phone: '', email: `${randomUUID()}@example.org`, language: 'en' };
  const review = await load(form, { ...person, form: token(blank), step: 'review' });
  await load(form, { ...person, smsConsent: '', form: token(review), step: 'book' });
  say(`d  the whole journey: ${(bytes / 1024).toFixed(1)} KB`);
  return bytes;
}

const token = (html: string) => /name="form" value="([^"]+)"/.exec(html)?.[1] ?? '';

const headerBytes = (headers: Headers) =>
  [...headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);

/** The length of a body as it crosses the wire to a browser; a POST's is given, it is not compressed. */
async function wireSize(url: string, known?: number): Promise<number> {
  if (known !== undefined) return known;
  const answer = await fetch(url, { headers: { 'accept-encoding': 'br, gzip' }, redirect: 'manual' });
  const length = answer.headers.get('content-length');
  const body = await answer.arrayBuffer();
  return length === null ? body.byteLength : Number(length);
}
