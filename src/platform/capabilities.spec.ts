import { randomBytes } from 'node:crypto';
import { base58, newReference, parseReference } from './capabilities.js';

it('writes 128 bits as 22 letters and digits, different for different bytes', () => {
  const texts = Array.from({ length: 500 }, () => base58(randomBytes(16)));
  expect(texts.every((text) => /^[1-9A-HJ-NP-Za-km-z]{22}$/.test(text))).toBe(true);
  expect(new Set(texts).size).toBe(500);
  expect(base58(Buffer.alloc(16, 255))).toHaveLength(22);
});

it('makes references without vowels and without letters that look or sound alike', () => {
  const letters = new Set(Array.from({ length: 400 }, newReference).join(''));
  for (const confusing of 'ABEILOSUZ01') expect(letters).not.toContain(confusing);
});

it('reads a reference however it was typed', () => {
  expect(['k7m4qp', 'K7M 4QP', ' k7m-4qp '].map(parseReference)).toEqual(['K7M4QP', 'K7M4QP', 'K7M4QP']);
  expect(['K7M4Q', 'K7M4QPP', 'O0I1LA', ''].map(parseReference)).toEqual([undefined, undefined, undefined, undefined]);
});
