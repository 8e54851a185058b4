/** Letters that phones and writers take for one another, beyond accents. */
const FOLDED: Record<string, string> = { đ: 'd', ı: 'i', ى: 'ي', ة: 'ه', ک: 'ك', ی: 'ي' };

/** Signs that end a sentence, that part one, and that ask, and what stands for them. */
const SIGNS: [RegExp, string][] = [
  [/[!¡;…\n\r。؛។៕।.]/gu, ' . '],
  [/[:()[\]"“”„«»‹›「」『』–—―=|/、،·•‐‑-]/gu, ' , '],
  [/[?؟]/gu, ' ? '],
  [/¿/gu, ' . ? '],
];

/** Scripts that put no spaces between words: each sign is a token. */
const UNSPACED = '\\p{Script=Han}\\p{Script=Khmer}';
const TOKENS = new RegExp(`\\d+|[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}\\p{M}])+|[^\\s]`, 'gu');
/** What people put around a word and mean nothing by. */
const ORNAMENT = /^[*_#~^<>{}\\\p{Cc}]$/u;

/**
 * A message as words, numbers and single signs, the way that people mean them: without accents, capitals, direction marks or
 * letters held down, every script's digits as ours. `.`, `,` and `?` stand for whatever ends, parts or asks.
 */
export function tokenize(text: string): string[] {
  const plain = text
    .replace(/['’‘ʼʻ`´′＇]/gu, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/<3+/g, '❤')
    .replace(/[:;=]-?[)d](?![\p{L}\d])/gu, '🙂')
    .replace(/[:;=]-?\((?![\p{L}\d])/gu, '🙁')
    // Accents, keycaps and vowel signs are "inherited"; joiners and direction marks are formats; ـ only stretches a word.
    .replace(/[\p{Script=Inherited}\p{Cf}\p{Emoji_Modifier}ـ]/gu, '')
    .replace(/\p{Nd}/gu, digit)
    .replace(/[đıىةکی]/gu, (letter) => FOLDED[letter] ?? letter)
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/(?<=\p{L})-(?=\p{L})/gu, ' ');
  const marked = SIGNS.reduce((written, [signs, mark]) => written.replace(signs, mark), plain);
  return (marked.match(TOKENS) ?? []).filter((token) => !ORNAMENT.test(token));
}

/** The digits of each script stand in a row from zero on: how far a sign is from the start of its row is what it counts. */
function digit(sign: string): string {
  const at = sign.codePointAt(0)!;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(at - before - 1))) before++;
  return String(before % 10);
}

/** The words between marks. */
export function clausesOf(tokens: string[]): string[][] {
  const clauses = partsOf(tokens, /[.,?]/).map((clause) => clause.filter((token) => !/^[.,?]$/.test(token)));
  return clauses.filter((clause) => clause.length > 0);
}

/** What ends in a full stop or a question mark, with its marks. */
export const sentencesOf = (tokens: string[]): string[][] => partsOf(tokens, /[.?]/);

function partsOf(tokens: string[], ends: RegExp): string[][] {
  const parts: string[][] = [[]];
  for (const token of tokens) {
    parts.at(-1)!.push(token);
    if (ends.test(token)) parts.push([]);
  }
  return parts;
}
