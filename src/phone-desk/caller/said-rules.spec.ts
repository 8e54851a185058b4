import { saidEnd, saidPhone, saidReference } from './said-rules.js';

it.each([
  '617 555 0123',
  '+1 (617) 555-0123',
  '617.555.0123',
  '1-617-555-0123',
  '6175550123',
  'six one seven five five five oh one two three',
  'six one seven, double five five, zero one two three',
  'area code six one seven triple five o one two three',
  'six seventeen five fifty five oh one twenty three',
  'plus one six one seven 555 oh one two three',
])('hears the number in %j', (text) => expect(saidPhone(text)).toBe('+16175550123'));

it.each(['555 0123', '617 555 01234', '', 'Ana', 'one two', '+44 20 7946 0958', '000 000 0000', 'K7M 4QP'])(
  'hears none in %j',
  (text) => expect(saidPhone(text)).toBeUndefined(),
);

it('hears the last four digits alone', () => {
  expect(['0123', 'oh one two three', 'o one twenty three'].map(saidEnd)).toEqual(['0123', '0123', '0123']);
  expect(['012', '01234', 'Ana 0123'].map(saidEnd)).toEqual([undefined, undefined, undefined]);
});

it.each([
  'k7m4qp',
  'K7M 4QP',
  'k7m-4qp',
  'k 7 m 4 q p',
  'K7M, 4QP.',
  'K as in kilo, seven, M as in Mike, four, Q as in Quebec, P as in Papa',
  'kilo seven mike four quebec papa',
  'K for Karen 7 M like Mary 4 queue pee',
  'kay seven em four cue pee',
])('hears the reference in %j', (text) => expect(saidReference(text)).toBe('K7M4QP'));

it('hears doubles, a W and an X in a reference', () => {
  expect(saidReference('double seven double u x-ray double k')).toBe('77WXKK');
});

it.each(['Maria Silva', 'Mike', 'k7m4q', 'mike mike', '617 555 0123', 'today', '8/6', 'Le Van Duc'])(
  'hears none in %j',
  (text) => expect(saidReference(text)).toBeUndefined(),
);
