const MOST = 8;

/**
 * What somebody typed to look for, as regular expressions of PostgreSQL: each word at the beginning of a word, its signs
 * taken as they are. Commas and unseen characters part words as spaces do.
 */
export function wordPatterns(typed: string): string[] {
  const words = typed.split(/[\s,\p{C}]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return words.slice(0, MOST).map((word) => {
    const literal = word.replace(/[^\p{L}\p{N}]/gu, '\\$&');
    return /^[\p{L}\p{N}]/u.test(word) ? `\\m${literal}` : literal;
  });
}
