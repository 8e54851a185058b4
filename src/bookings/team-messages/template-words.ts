import type { ClinicMode } from '../../clinics/clinic-reads.js';
import { CLINIC_LANGUAGES, LOCALES } from '../../i18n/locales.js';
import type { Locale } from '../../i18n/locales.js';
import { count, languageName } from '../changes/change-words.js';
import type { SampleText } from './samples.js';

const MODES: Record<ClinicMode, string> = { in_person: 'in person', virtual: 'by video call' };

/** `English, in person`, `Spanish, by video call, 3 days before`. */
export function variantWords({ locale, mode, days }: Pick<SampleText, 'locale' | 'mode' | 'days'>): string {
  const when = days === undefined ? undefined : days === 0 ? 'the same day' : `${count(days, 'day')} before`;
  return [languageName(locale), MODES[mode], when].filter(Boolean).join(', ');
}

/** `2 segments, 3 with the first line`. */
export function costWords({ count: alone, countFirst }: Pick<SampleText, 'count' | 'countFirst'>): string {
  const first = countFirst === alone ? '' : `, ${countFirst} with the first line`;
  return `${count(alone, 'segment')}${first}`;
}

/** `Because of á and ñ this takes 3 segments instead of 2.` Nothing where the letters cost nothing. */
export function costlyWords({ count: alone, costly }: Pick<SampleText, 'count' | 'costly'>): string | undefined {
  const { letters, instead } = costly;
  if (alone <= instead) return undefined;
  return `Because of ${andWords(letters.slice(0, 5))} this takes ${count(alone, 'segment')} instead of ${instead}.`;
}

function andWords(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

const codes = LOCALES.map(({ tag }) => tag as string);

/** Who is written to in English for want of a translation. */
export const untranslatedWords = () =>
  `There are no messages yet in ${andWords(CLINIC_LANGUAGES.filter((tag) => !codes.includes(tag)).map(languageName))}: ` +
  `whoever prefers one of these is written to in English.`;

/** What no reader of the language has looked through. */
export function unreviewedWords(): string | undefined {
  const unread: Locale[] = LOCALES.filter(({ reviewed }) => !reviewed).map(({ tag }) => tag);
  if (unread.length === 0) return undefined;
  return `${andWords(unread.map(languageName))}: translated by a machine, and not yet looked through by anybody who speaks it.`;
}
