import { stringify } from 'csv-stringify/sync';
import type { SheetPerson } from './sheet-rules.js';
import { statusWords } from './sheet-rules.js';

const yes = (is: boolean) => (is ? 'yes' : 'no');

const CELLS: [string, (person: SheetPerson) => string][] = [
  ['Time', ({ time }) => time],
  ['Name', ({ name }) => name],
  ['Reference', ({ reference }) => reference],
  ['Language', ({ language }) => language],
  ['Interpreter', ({ needsInterpreter }) => yes(needsInterpreter)],
  ['Walk-in', ({ walkIn }) => yes(walkIn)],
  ['Status', statusWords],
  ['Said they come', ({ coming = false }) => yes(coming)],
  ['Station', ({ station }) => station],
];
const PHONE: (typeof CELLS)[number] = ['Phone', ({ phone = '' }) => phone];

/**
 * The sheet for a spreadsheet. The mark at its beginning says that the letters are UTF-8; what would begin a formula has an
 * apostrophe before it, so that it is text there.
 */
export function sheetCsv(people: SheetPerson[], { phones }: { phones: boolean }): string {
  const cells = phones ? [...CELLS, PHONE] : CELLS;
  const rows = people.map((person) => cells.map(([, cell]) => guarded(cell(person))));
  return stringify([cells.map(([head]) => head), ...rows], { bom: true, record_delimiter: 'windows' });
}

/**
 * Where a formula could begin: at the start of a cell, and after what a spreadsheet of another country takes for the end of
 * one. Apostrophes that stand there already count as part of it, so that each text can be told from every other.
 */
const BEGINS = /(?<=^|[,;|"\t\r\n])(?=[' \u00a0\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n])/g;

/** A text that no spreadsheet runs. One reads it back by taking one apostrophe away from each such place. */
export const guarded = (text: string) => text.replace(BEGINS, "'");
