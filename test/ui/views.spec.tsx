import { LOCALES } from '../../src/i18n/locales.js';
import type { MessageKey, Params } from '../../src/i18n/translate.js';
import { translator } from '../../src/i18n/translate.js';
import { render } from '../../src/ui/html.js';
import { pageContext } from '../../src/ui/page-context.js';
import { samplePages } from './samples.js';

const contextOf = (tag: (typeof LOCALES)[number]['tag']) => pageContext(tag, (other) => `/${other}`);
const pages = LOCALES.flatMap(({ tag }) =>
  Object.entries(samplePages(contextOf(tag))).map(([name, page]) => [`${name} (${tag})`, render(page)] as const),
);

describe.each(pages)('%s', (_name, html) => {
  const all = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, found = '']) => found);

  it('has one h1, no unfilled words, the telephone', () => {
    expect(all(/(<h1)/g)).toHaveLength(1);
    // `{time}` is what the script fills in.
    expect(html.replace(/data-own="[^"]*"/g, '')).not.toMatch(/undefined|\[object|NaN|Invalid|[{}]/);
    expect(html).toContain('tel:+16173505480;ext=200');
  });

  it('needs no style or script of its own, and goes nowhere but here, the map and the call', () => {
    expect(html).not.toMatch(/ style=| on\w+=|<style|<script>|javascript:/);
    const away = all(/(?:href|src|action)="(https?:[^"]*)"/g).map((url) => new URL(url).hostname);
    expect(away.filter((host) => !['map.example.org', 'video.example.org'].includes(host))).toEqual([]);
  });

  it('names each field, and each id once', () => {
    const ids = all(/ id="([^"]*)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    const named = [
      ...all(/ aria-(?:describedby|labelledby)="([^"]*)"/g).flatMap((list) => list.split(' ')),
      ...all(/ for="([^"]*)"/g),
    ];
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    expect(all(/<a[^>]* href="#([^"]*)"/g).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('has at most one filled button in its own column', () => {
    expect(all(/(class="btn(?: stop)?(?: wide-btn)?")/g).length).toBeLessThanOrEqual(1);
  });
});

it('no page holds words of its own: a made-up language reaches every one of them', () => {
  const inEnglish = translator('en');
  const t = (key: MessageKey, params?: Params) => `⟦${inEnglish(key, params)}⟧`;
  const left = Object.entries(samplePages({ ...contextOf('en'), t })).flatMap(([name, page]) =>
    outsideBrackets(render(page)).map((word) => `${name}: ${word}`),
  );
  expect(left).toEqual([]);
});

/** Words in texts and in what is read aloud that came from no message, save names of languages, of days, of the zone, and links. */
function outsideBrackets(html: string): string[] {
  const spoken = [...html.matchAll(/ (?:aria-label|title|placeholder|alt)="([^"]*)"/g)].map(([, text]) => text);
  let text = `${html.replace(/<[^>]*>/g, ' ')} ${spoken.join(' ')}`;
  for (let before = ''; before !== text;) [before, text] = [text, text.replace(/⟦[^⟦⟧]*⟧/g, ' ')];
  const dates =
    /\b(?:English|Español|Sat(?:urday)?|Wed(?:nesday)?|Mon(?:day)?|Aug(?:ust)?|July|am|pm|to|Boston time)\b/g;
  return (
    text
      .replace(/https:\S+/g, ' ')
      .replace(dates, ' ')
      .match(/\p{L}{3,}|[⟦⟧]/gu) ?? []
  );
}
