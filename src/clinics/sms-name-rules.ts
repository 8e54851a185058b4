/**
 * Words that never stand in a text message, in any of our languages: a phone may be read over a shoulder. Those in Vietnamese
 * and in other than Latin letters are machine-made, and no reader of the language has looked through them yet.
 */
const WORDS = [
  // English, Spanish, Portuguese, French, the Creoles of Haiti and Cape Verde; not a migraine, nor a university or a city.
  'citizen|ciudadan|cidadã|citoyen|sitwayen|(?<!\\p{L})sidad[ao]|uscis',
  'migr(?!ain|aña)|naturali[sz]|natirali',
  // Vietnamese, where words have spaces within; often typed without any signs.
  '(?<!\\p{L})(?:quốc tịch|nhập tịch|nhập cư|di trú|công dân)(?!\\p{L})',
  // Chinese
  '公民|入籍|移民|归化|歸化',
  // Russian
  'мигр(?!ен)|граждан|натурализ',
  // Arabic
  'جنسية|هجرة|مواطن',
  // Khmer
  'សញ្ជាតិ|ពលរដ្ឋ|អន្តោប្រវេសន៍',
];

/** Letters without what stands on or below them, and without what is not seen. */
export const plainLetters = (text: string) => text.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '');

const FORBIDDEN = new RegExp(plainLetters(WORDS.join('|')).replaceAll(' ', '\\s+'), 'iu');

/** Whether a text holds a word that must not be sent by SMS. */
export const forbiddenInSms = (text: string): boolean => FORBIDDEN.test(plainLetters(text));
