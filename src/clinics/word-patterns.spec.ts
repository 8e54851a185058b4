import { wordPatterns } from './word-patterns.js';

it.each([
  ['codman  Square,', ['\\mcodman', '\\mSquare']],
  ['8/6', ['\\m8\\/6']],
  ['.* (a|b)+', ['\\(a\\|b\\)\\+']],
  ['Ayiti\u0000é', ['\\mAyiti', '\\mé']],
  [' -- ', []],
  ['a b c d e f g h i j', ['\\ma', '\\mb', '\\mc', '\\md', '\\me', '\\mf', '\\mg', '\\mh']],
])('%j', (typed, patterns) => expect(wordPatterns(typed)).toEqual(patterns));
