import { outcomeFaults } from './outcome-rules.js';

const FINE = { booked: 40, arrived: 37, noShows: 6, walkIns: 3, done: 35 };

it('takes what can be', () => {
  expect(outcomeFaults(FINE)).toEqual([]);
  expect(outcomeFaults({ booked: 0, arrived: 0, noShows: 0, walkIns: 0, done: 0 })).toEqual([]);
});

it.each([
  ['noShows', { noShows: 41, arrived: 0, walkIns: 0, done: 0 }],
  ['arrived', { arrived: 38 }],
  ['walkIns', { walkIns: 38, booked: 60 }],
  ['done', { done: 38 }],
])('refuses at %s what cannot be', (field, changed) => {
  expect(outcomeFaults({ ...FINE, ...changed }).map((fault) => fault.field)).toContain(field);
});
