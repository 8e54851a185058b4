import { randomInt } from 'node:crypto';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** No vowels (no words), and nothing that sounds or looks like another: no B, I, L, O, S, U, Z, 0, 1. */
const REFERENCE = 'CDFGHJKMNPQRTVWXY23456789';

/** Sixteen bytes as 22 letters and digits: safe in a link at the end of a sentence, 128 bits of it. */
export function base58(sixteenBytes: Buffer): string {
  let rest = BigInt(`0x${sixteenBytes.subarray(0, 16).toString('hex')}`);
  let text = '';
  for (let i = 0; i < 22; i++) {
    text = BASE58.charAt(Number(rest % 58n)) + text;
    rest /= 58n;
  }
  return text;
}

/** A reference such as `K7M4QP`: six characters to read out on the phone. Unique by the database's constraint. */
export function newReference(): string {
  return Array.from({ length: 6 }, () => REFERENCE.charAt(randomInt(REFERENCE.length))).join('');
}

/** What somebody typed as a reference (`k7m-4qp`, `K7M 4QP`) in the form it is stored, or undefined. */
export function parseReference(typed: string): string | undefined {
  const bare = typed.toUpperCase().replace(/[\s.-]/g, '');
  return bare.length === 6 && [...bare].every((c) => REFERENCE.includes(c)) ? bare : undefined;
}
