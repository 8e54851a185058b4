import { stringify } from 'csv-stringify/sync';
import type { SheetPerson } from './sheet-rules.js';
import { statusWords } from './sheet-rules.js';

const CELLS: [string, (person: SheetPerson) => string][] = [
  ['Time', ({ time }) => time],
  ['Name', ({ name }) => name],
  ['Reference', ({ reference }) => reference],
  ['Language', ({ language }) => language],
  ['Interpreter', ({ needsInterpreter }) => (needsInterpreter ? 'yes' : 'no')],
  ['Status', statusWords],
  ['Station', ({ station }) => station],
  ['Notes', ({ hasNotes }) => (hasNotes ? 'yes' : 'no')],
];

/**
 * The sheet for a spreadsheet. The mark at its beginning says that the letters are UTF-8; what begins like a formula gets
 * an apostrophe before it, so that it is text there.
 */
export function sheetCsv(people: SheetPerson[], { phones }: { phones: boolean }): string {
  const cells = phones ? [...CELLS, ['Phone', ({ phone = '' }) => phone] as (typeof CELLS)[number]] : CELLS;
  return stringify([cells.map(([head]) => head), ...people.map((person) => cells.map(([, cell]) => cell(person)))], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}
