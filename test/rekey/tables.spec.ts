import { readdirSync, readFileSync } from 'node:fs';
import { REKEYED_TABLES } from '../../src/app/rekey-all.js';
import { rekeyedColumns } from '../../src/platform/rekey/rekeyed-table.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

/** Never rewritten: rows of the audit trail are only added, and an address is compared among those of one key. */
const FINAL = ['audit_events.ip_ix'];

const listed = REKEYED_TABLES.flatMap((table) => rekeyedColumns(table).map((column) => `${table.table}.${column}`));

let test: TestApp;
let columns: string[];

beforeAll(async () => {
  test = await startTestApp();
  const found = await test.database.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`,
  );
  columns = found.map(({ name }) => name);
});
afterAll(() => test.close());

/** Blind indexes by the name of their column; sealed text by the place that the code seals it for. */
const keyed = (source: string) => {
  const places = [...source.matchAll(/'(\w+\.\w+)'/g)].map((match) => match[1] ?? '');
  return [
    ...new Set([...columns.filter((name) => name.endsWith('_ix')), ...columns.filter((n) => places.includes(n))]),
  ];
};

const SOURCE = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.spec.'))
  .map((name) => readFileSync(`src/${name}`, 'utf8'))
  .join('\n');

it('every sealed column and every blind index is rekeyed, and each that is listed is there', () => {
  expect(
    keyed(SOURCE)
      .filter((name) => !FINAL.includes(name))
      .sort(),
  ).toEqual([...listed].sort());
  expect(columns).toEqual(expect.arrayContaining(FINAL));
});

it('a column that is forgotten is noticed', () => {
  const later = `${SOURCE} sealer.seal(title, 'clinics.title')`;
  expect(keyed(later).filter((name) => !listed.includes(name))).toContain('clinics.title');
});

it('the application may do all of it: its role writes every column that is listed', async () => {
  for (const table of REKEYED_TABLES) {
    for (const column of rekeyedColumns(table)) {
      const [row] = await test.database.query<{ may: boolean }>(
        `select has_column_privilege($1, $2, 'update') as may`,
        [table.table, column],
      );
      expect(row?.may).toBe(true);
    }
  }
});
