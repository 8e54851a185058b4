import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import type en from './messages/en.json';
import type { Locale } from './locales.js';
import { LOCALES } from './locales.js';

export type MessageKey = keyof typeof en;
export type Params = Record<string, string | number>;
/** The text of a key in one language, with its variables filled in. */
export type Translate = (key: MessageKey, params?: Params) => string;

const translators = new Map<Locale, Translate>(LOCALES.map(({ tag }) => [tag, load(tag)]));
const known = new Set(Object.keys(read('en')));

/** The translator of a language; made once. */
export function translator(locale: Locale): Translate {
  return translators.get(locale) as Translate;
}

/** Whether there is a text for a key that was put together at run time. */
export function hasMessage(key: string): key is MessageKey {
  return known.has(key);
}

function load(tag: Locale): Translate {
  const texts = read(tag);
  const parsed = new Map<string, IntlMessageFormat>();
  return (key, params) => {
    let message = parsed.get(key);
    if (!message) {
      message = new IntlMessageFormat(texts[key] ?? key, tag, undefined, { ignoreTag: true });
      parsed.set(key, message);
    }
    return message.format(params) as string;
  };
}

function read(tag: Locale): Record<string, string> {
  return JSON.parse(readFileSync(new URL(`./messages/${tag}.json`, import.meta.url), 'utf8')) as Record<string, string>;
}
