import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { USUAL_FACTS } from '../../src/bookings/messages/sms-facts.js';
import { TEMPLATES } from '../../src/bookings/messages/templates/index.js';
import { CLINIC_LANGUAGES, LOCALES } from '../../src/i18n/locales.js';

const SRC = new URL('../../src/', import.meta.url).pathname;

/** Every line of the program, as one text. */
const source = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.tsx?$/.test(file))
  .map((file) => readFileSync(join(SRC, file), 'utf8'))
  .join('\n');

const textsOf = (tag: string) =>
  JSON.parse(readFileSync(join(SRC, `i18n/messages/${tag}.json`), 'utf8')) as Record<string, string>;
const english = textsOf('en');
const keys = Object.keys(english);

/** `name: kind` of each variable of a message, wherever it stands; throws when the message cannot be read. */
function variables(text: string): string[] {
  const walk = (elements: MessageFormatElement[]): string[] =>
    elements.flatMap((element) => {
      if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
      const own = `${element.value}: ${TYPE[element.type]}`;
      if (element.type !== TYPE.plural && element.type !== TYPE.select) return [own];
      return [own, ...Object.values(element.options).flatMap((option) => walk(option.value))];
    });
  return [...new Set(walk(parse(text, { ignoreTag: true })))].sort();
}

describe.each(LOCALES.map(({ tag }) => tag))('the texts in %s', (tag) => {
  const texts = textsOf(tag);

  it('are those of English, none more, none less, in the same order', () => {
    expect(Object.keys(texts)).toEqual(keys);
  });

  it('can be read, and have the variables of the English ones', () => {
    const of = (all: Record<string, string>) => keys.map((key) => [key, variables(all[key] ?? '')]);
    expect(of(texts)).toEqual(of(english));
  });

  it('have every plural form that the language counts with', () => {
    const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
    const lacking = keys.filter((key) => {
      const plural = parse(texts[key] ?? '', { ignoreTag: true }).find((element) => element.type === TYPE.plural);
      if (plural?.type !== TYPE.plural) return false;
      const given = Object.keys(plural.options);
      return !given.includes('other') || (given.includes('one') && forms.includes('few') && !given.includes('few'));
    });
    expect(lacking).toEqual([]);
  });

  it('hold no empty text, no space at an end, no two in a row', () => {
    expect(keys.filter((key) => !/^\S(?:.*\S)?$/s.test(texts[key] ?? '') || / {2}/.test(texts[key] ?? ''))).toEqual([]);
  });
});

/** What a booking's messages are filled in with is said by their templates. */
it.each(TEMPLATES.map((template) => [template.kind, template] as const))(
  '%s: its words use the facts that its template names, none more, none less',
  (kind, { facts = USUAL_FACTS }) => {
    const names = (key: string) => variables(english[key] ?? '').map((one) => one.split(':')[0]);
    expect(names(`sms.${kind}`)).toEqual([...facts].sort());
    expect(facts).toEqual(expect.arrayContaining(names(`email.${kind}`)));
  },
);

/** Keys that are put together at run time: what stands before and after the part that varies. */
const patterns = [...source.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z_]+)*\.)\$\{[^}`]+\}(\.[a-zA-Z]+)?`/g)]
  .map(([, before = '', after = '']) => ({ before, after }))
  .filter(({ before }) => keys.some((key) => key.startsWith(before)));

/** Quoted words of the program that have the form of a key. */
const literals = new Set([...source.matchAll(/['"]([a-z]+(?:\.[a-zA-Z_-]+)+)['"]/g)].map(([, key = '']) => key));

it('each text is used: by its key, or by the beginning of one that is put together', () => {
  const unused = keys.filter((key) => {
    if (literals.has(key)) return false;
    if (key.startsWith('error.')) return !source.includes(`'${key.slice('error.'.length)}'`);
    return !patterns.some(({ before, after }) => key.startsWith(before) && key.endsWith(after));
  });
  expect(unused).toEqual([]);
});

it('each code that the program raises, and each language of a clinic, has words', () => {
  const codes = raisedCodes();
  expect(codes.length).toBeGreaterThan(50);
  expect(codes.filter((code) => !(`error.${code}` in english))).toEqual([]);
  expect(CLINIC_LANGUAGES.filter((tag) => !(`language.${tag}` in english))).toEqual([]);
});

/** Stable codes as they are raised: in refusals, in faults of rules, by status, and in the named lists of problems. */
function raisedCodes(): string[] {
  const ways = [
    /(?:new AppError\(\d+, |notFound\(|conflict\(|problem\(|code: |\d{3}: )'([a-z_]+)'/g,
    /(?:conflict\(|code: )\w[^'\n]*\? '([a-z_]+)' : '([a-z_]+)'/g,
    /(?:oneOfRule|objectsRule)\([^()]*?, '([a-z_]+)'\)/g,
  ];
  const lists = [...source.matchAll(/type (?:\w*Problem|\w*Blocker) =([^;{]*);/g)].map(([, list = '']) => list);
  const listed = [...lists.join('').matchAll(/'([a-z_]+)'/g)];
  const found = [...ways.flatMap((way) => [...source.matchAll(way)]), ...listed].flatMap(([, ...codes]) => codes);
  return [...new Set(found.filter(Boolean))].sort();
}
