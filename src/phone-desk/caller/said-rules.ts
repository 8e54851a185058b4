import { normalPhone, phoneRule } from '../../bookings/contact-rules.js';
import { parseReference } from '../../platform/capabilities.js';

/** Numbers and letters as people say them on the phone, and as whoever listens writes them down. */

const UNITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const DIGITS = new Map<string, string>([
  ...UNITS.map((word, n) => [word, String(n)] as const),
  ...TEENS.map((word, n) => [word, String(10 + n)] as const),
  ...(['oh', 'o', 'nought'] as const).map((word) => [word, '0'] as const),
  ...(['niner', 'hundred', 'thousand'] as const).map((word, i) => [word, ['9', '00', '000'][i] ?? ''] as const),
]);
const TIMES: Record<string, number> = { double: 2, triple: 3 };
const FILLERS = new Set(['plus', 'area', 'code', 'dash', 'and', 'dot', 'then', 'number', 'tel', 'phone']);

/** The digits of what was said or written; undefined when it holds anything else. */
export function saidDigits(text: string): string | undefined {
  let digits = '';
  let times = 1;
  for (const word of wordsOf(text).filter((one) => !FILLERS.has(one))) {
    const ten = TENS.indexOf(word);
    const said = /^\d+$/.test(word) ? word : ten >= 0 ? `${ten + 2}0` : DIGITS.get(word);
    if (TIMES[word]) times = TIMES[word];
    else if (said === undefined) return undefined;
    else {
      // "fifty five" is 55.
      const joins = UNITS.indexOf(word) > 0 && /[2-9]0$/.test(digits) && endsWithTen(text, word);
      digits = joins ? digits.slice(0, -1) + said : digits + said.repeat(times);
      times = 1;
    }
  }
  return digits || undefined;
}

/** Whether a unit stands right after a word such as "fifty". */
const endsWithTen = (text: string, unit: string) =>
  new RegExp(`(?:${TENS.join('|')})[\\s-]+${unit}\\b`, 'i').test(text);

/** The phone number that was said or written, as it is stored. */
export function saidPhone(text: string): string | undefined {
  const digits = saidDigits(text);
  if (!digits || !/^1?\d{10}$/.test(digits)) return undefined;
  return phoneRule(digits) ? undefined : normalPhone(digits);
}

/** The last four digits alone. */
export function saidEnd(text: string): string | undefined {
  const digits = saidDigits(text);
  return digits?.length === 4 ? digits : undefined;
}

const SPELLING =
  'charlie delta foxtrot golf hotel juliet juliett kilo mike november papa quebec romeo tango victor whiskey whisky x-ray xray yankee';
const LETTERS = new Map<string, string>([
  ...SPELLING.split(' ').map((word) => [word, word.charAt(0)] as const),
  ...Object.entries({ cee: 'c', see: 'c', dee: 'd', ef: 'f', eff: 'f', gee: 'g', aitch: 'h', jay: 'j', kay: 'k' }),
  ...Object.entries({ em: 'm', en: 'n', pee: 'p', cue: 'q', queue: 'q', ar: 'r', are: 'r', tee: 't', vee: 'v' }),
  ...Object.entries({ ex: 'x', why: 'y', wye: 'y' }),
]);

/** The reference that was said ("K as in kilo, seven, …") or written, as it is stored. */
export function saidReference(text: string): string | undefined {
  const written = parseReference(text);
  if (written) return written;
  const plain = text
    .toLowerCase()
    .replace(/\b([a-z]),?\s+(?:as in|is for|for|like)\s+[\p{L}-]+/gu, '$1')
    .replace(/\bdouble (?:you|u)\b/g, 'w');
  let said = '';
  let times = 1;
  for (const word of wordsOf(plain)) {
    const one = /^[a-z\d]$/.test(word) ? word : (LETTERS.get(word) ?? DIGITS.get(word));
    if (TIMES[word]) times = TIMES[word];
    else if (one === undefined) return /^[a-z\d]{2,6}$/.test(word) ? joined(plain) : undefined;
    else {
      said += one.repeat(times);
      times = 1;
    }
  }
  return parseReference(said);
}

/** Groups such as `k7m 4qp`, with commas and the like between them. */
const joined = (text: string) => (/\d/.test(text) ? parseReference(text.replace(/[^a-z\d]/g, '')) : undefined);

const wordsOf = (text: string) => text.toLowerCase().match(/x-ray|[\p{L}]+|\d+/gu) ?? [];
