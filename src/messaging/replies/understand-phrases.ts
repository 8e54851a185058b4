import type { ClinicLanguage } from '../../i18n/locales.js';
import { tokenize } from './understand-text.js';
import { WORDS } from './words/all.js';
import { signs } from './words/signs.js';
import { wordings } from './words/wordings.js';
import type { Words } from './words/words.js';

/** What a phrase is: a number, or of which list of words. */
export type Kind = Exclude<keyof Words, 'numbers' | 'choice' | 'unless' | 'unsure'> | 'number';

export interface Phrase {
  kind: Kind;
  /** Which number. */
  number?: number;
  /** It asks and means it: "can you stop texting me?" */
  asks?: boolean;
  /** Whose it is; empty for signs and what all languages share. */
  languages: Set<ClinicLanguage>;
}

/** Phrases by their tokens. */
export const PHRASES = new Map<string, Phrase>();
/** Phrases that are listed with two meanings; they are taken for neither. A test sees to it that there are none. */
export const AMBIGUOUS = new Set<string>();
/** What makes a sentence a condition, or somebody else's words, by language. */
export const UNLESS = new Map(
  Object.entries(WORDS).map(([language, { unless }]) => [language as ClinicLanguage, wordings(unless).map(keyOf)]),
);
/** What is for a person wherever it stands. */
export const UNSURE = Object.values(WORDS).flatMap(({ unsure = '' }) => wordings(unsure).map(keyOf));

for (let number = 1; number <= 9; number++) learn(String(number), { kind: 'number', number });
learnAll(signs);
for (const [language, words] of Object.entries(WORDS)) learnAll(words, language as ClinicLanguage);
for (const key of AMBIGUOUS) PHRASES.delete(key);
const LONGEST = Math.max(...[...PHRASES.keys()].map((key) => key.split(' ').length));

function learnAll(words: Partial<Words>, language?: ClinicLanguage): void {
  const { numbers = '', choice = '', unless: _, unsure: __, ...lists } = words;
  for (const [kind, list] of Object.entries(lists)) {
    for (const phrase of wordings(list)) learn(phrase, { kind: kind as Kind, asks: phrase.endsWith('?') }, language);
  }
  for (const [index, names] of numbers.split(',').entries()) {
    const meaning = { kind: 'number', number: index + 1 } as const;
    for (const name of wordings(names)) learn(name, meaning, language);
    for (const label of wordings(choice)) {
      for (const name of [...wordings(names), String(meaning.number)]) learn(`${label} ${name}`, meaning, language);
    }
  }
}

function learn(phrase: string, meaning: Omit<Phrase, 'languages'>, language?: ClinicLanguage): void {
  const key = keyOf(phrase);
  const known = PHRASES.get(key) ?? { ...meaning, languages: new Set() };
  if (known.kind !== meaning.kind || known.number !== meaning.number) AMBIGUOUS.add(key);
  if (language) known.languages.add(language);
  PHRASES.set(key, known);
}

function keyOf(phrase: string): string {
  return tokenize(phrase.replace('?', '')).join(' ');
}

/** The phrases that these tokens are made of completely, the longest first; undefined when something else is among them. */
export function phrasesOf(tokens: string[]): Phrase[] | undefined {
  const from: (Phrase[] | undefined)[] = Array.from({ length: tokens.length + 1 });
  from[tokens.length] = [];
  for (let start = tokens.length - 1; start >= 0; start--) {
    for (let end = Math.min(tokens.length, start + LONGEST); end > start && !from[start]; end--) {
      const phrase = from[end] && PHRASES.get(tokens.slice(start, end).join(' '));
      if (phrase) from[start] = [phrase, ...from[end]!];
    }
  }
  return from[0];
}
