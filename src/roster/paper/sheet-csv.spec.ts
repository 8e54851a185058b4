import fc from 'fast-check';
import { guarded } from './sheet-csv.js';

it.each([
  ['José Ramírez Núñez', 'José Ramírez Núñez'],
  ["Siobhán O'Néill-Lima", "Siobhán O'Néill-Lima"],
  ['Jean -Pierre', 'Jean -Pierre'],
  ['=1+1', "'=1+1"],
  ['\uff1d1', "'\uff1d1"],
  [' @SUM(A1)', "' @SUM(A1)"],
  ['\t=1', "'\t'=1"],
  ['Ana; =1', "Ana;' =1"],
  ['Ana"-1', `Ana"'-1`],
  ["'=1", "''=1"],
  ["'Ana", "'Ana"],
])('%j stands in a file as %j', (entered, written) => expect(guarded(entered)).toBe(written));

/** How a program reads back what was entered. */
const read = (text: string) =>
  text.replace(/(?<=^|[,;|"\t\r\n])'(?=[' \u00a0\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n])/g, '');

it('is undone by taking one apostrophe away, whatever was entered', () => {
  const text = fc.string({ unit: fc.constantFrom('=', '-', "'", '"', ';', ',', ' ', '\t', '\r', '\n', 'a', '\uff20') });
  fc.assert(
    fc.property(text, (entered) => expect(read(guarded(entered))).toBe(entered)),
    { numRuns: 2000 },
  );
});
