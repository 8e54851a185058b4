import { spelled } from './book/spelled-rules.js';

/** `617-555-0123`: in groups, as one dials it and reads it out. */
export const grouped = (phone: string) => phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3');

/** `Ana, Rui and Zé`. */
export const listed = (words: string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** The reference as a sentence, letter by letter, in the two groups in which it is written. */
export function referenceWords(reference: string): string {
  const signs = spelled(reference);
  return `Your reference is ${signs.slice(0, 3).join(', ')}; then ${signs.slice(3).join(', ')}.`;
}
