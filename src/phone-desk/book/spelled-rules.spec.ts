import { newReference } from '../../platform/capabilities.js';
import { spelled } from './spelled-rules.js';

it('reads a reference letter by letter, digits as words', () => {
  expect(spelled('K7M4QP')).toEqual([
    'K as in kilo',
    'seven',
    'M as in Mike',
    'four',
    'Q as in Quebec',
    'P as in papa',
  ]);
});

it('has a word for whatever a reference can be made of', () => {
  const signs = new Set(Array.from({ length: 2_000 }, newReference).join(''));
  expect([...signs].filter((sign) => spelled(sign)[0] === sign)).toEqual([]);
  expect(
    [...signs]
      .flatMap(spelled)
      .filter((words) => !/^(?:two|three|four|five|six|seven|eight|nine|[A-Z] as in \w)/.test(words)),
  ).toEqual([]);
});
