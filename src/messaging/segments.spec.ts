import { costlyLetters, segments } from './segments.js';

it.each([
  ['one letter', 'a', 'GSM-7', 1],
  ['a full single message', 'a'.repeat(160), 'GSM-7', 1],
  ['one letter more', 'a'.repeat(161), 'GSM-7', 2],
  ['two full parts', 'a'.repeat(306), 'GSM-7', 2],
  ['and one letter more', 'a'.repeat(307), 'GSM-7', 3],
  ['letters that count twice', '€'.repeat(80), 'GSM-7', 1],
  ['one of them more', '€'.repeat(81), 'GSM-7', 2],
  ['a letter that would be cut in two', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 3],
  ['accents that the alphabet has', 'mañana é à ü', 'GSM-7', 1],
  ['one that it has not', 'sábado', 'UCS-2', 1],
  ['a full single message of such', 'á'.repeat(70), 'UCS-2', 1],
  ['one letter more of such', 'á'.repeat(71), 'UCS-2', 2],
  ['two full parts of such', 'á'.repeat(134), 'UCS-2', 2],
  ['and one letter more of such', 'á'.repeat(135), 'UCS-2', 3],
  ['an emoji that counts twice', '👋'.repeat(35), 'UCS-2', 1],
  ['an emoji that would be cut in two', `${'á'.repeat(66)}👋${'á'.repeat(66)}`, 'UCS-2', 3],
])('%s', (_, text, encoding, count) => {
  expect(segments(text)).toEqual({ encoding, count });
});

it.each([
  ['mañana a las 10', [], 1],
  ['el sábado', ['á'], 1],
  [`sábado, reunión ☺ á ${'a'.repeat(145)}`, ['á', 'ó', '☺'], 2],
])('%s: the letters that cost, and what it would be without them', (text, letters, instead) => {
  expect(costlyLetters(text)).toEqual({ letters, instead });
});
