import { EXAMPLE, readSeason } from './season-csv-rules.js';

const HEAD = EXAMPLE.split('\r\n')[0] ?? '';

it('reads its own example, whatever the separator, the line ends, the order and the case of the columns', () => {
  const { rows, faults } = readSeason(EXAMPLE);
  expect(faults).toEqual([]);
  expect(rows.map(({ line, values }) => [line, values.title, values.places])).toEqual([
    [2, 'Codman Square Library', '4'],
    [3, 'Evening by video call', '2'],
  ]);
  expect(readSeason(`\uFEFF${EXAMPLE.replaceAll(',', ';')}`).rows).toEqual(rows);
  expect(readSeason(EXAMPLE.replaceAll(',', '\t').replaceAll('\r', '')).rows).toEqual(rows);
  expect(readSeason(EXAMPLE.replace(HEAD, HEAD.toUpperCase().replaceAll('_', ' '))).rows).toEqual(rows);
  const turned = EXAMPLE.trim()
    .split('\r\n')
    .map((line) => line.split(',').reverse().join(','))
    .join('\n');
  expect(readSeason(turned).rows).toEqual(rows);
});

it('keeps the line on which a row stands, over quoted line feeds and empty lines', () => {
  const csv = `${HEAD}\n\n"Two\nlines",b\n,,,\nc,d\n`;
  expect(readSeason(csv).rows.map(({ line, values }) => [line, values.title])).toEqual([
    [4, 'Two\nlines'],
    [6, 'c'],
  ]);
});

it('names what is wrong with the whole', () => {
  const codes = (csv: string) => readSeason(csv).faults.map(({ column, code }) => `${column} ${code}`.trim());
  expect(codes('')).toEqual(['csv_empty']);
  expect(codes(HEAD)).toEqual(['csv_empty']);
  expect(codes(`${HEAD.replace('title', 'name')}\na`)).toEqual(['title csv_column_missing', 'name csv_column_unknown']);
  expect(codes(`${HEAD},day\na`)).toEqual(['day csv_column_twice']);
  expect(codes(`${HEAD}\n"a`)).toEqual(['csv_form']);
  expect(codes(`${HEAD}\n${'a\n'.repeat(301)}`)).toEqual(['csv_rows']);
});
