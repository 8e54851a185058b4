const PLAIN: [typographic: RegExp, plain: string][] = [
  [/[\u2018-\u201b]/g, "'"],
  [/[\u201c-\u201f]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/\u2026/g, '...'],
  [/[\u00a0\u2000-\u200a\u202f]/g, ' '],
];

/**
 * Typographic quotes, dashes, dots and unbreakable spaces as every phone has them: one of them would halve the room of a
 * text. Nothing else is touched: a letter without its accent is another letter.
 */
export const plainSms = (text: string) => PLAIN.reduce((plain, [from, to]) => plain.replace(from, to), text);
