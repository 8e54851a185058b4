import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './dockerfile.js';

const FOLDER = join(ROOT, 'migrations');

/** What code that is one release older cannot live with. A name stands for `table` or `table.column`. */
const FORBIDDEN: [string, RegExp][] = [
  ['drop', /\bdrop\s+(?:table|column|function|type|view|schema)\b/],
  ['rename', /\brename\s+(?:to|column|constraint|table)\b|\brename\s+\w+\s+to\b/],
  ['set not null', /\bset\s+not\s+null\b/],
  ['another type', /\balter\s+(?:column\s+)?\w+\s+(?:set\s+data\s+)?type\b/],
  [
    'a column that must be given',
    /\badd\s+(?:column\s+)?(?:if\s+not\s+exists\s+)?(?!constraint\b)\w+[^,;]*\bnot\s+null\b(?![^,;]*\bdefault\b)/,
  ],
];

/** Statements in `up` that break the rule of docs/operations.md; `-- unused since 1.4` before one allows it. */
function offences(source: string): string[] {
  const up = source.slice(source.indexOf('async up('), source.indexOf('async down('));
  const statements = up.split(';').map((text) => text.replace(/\s+/g, ' ').trim().toLowerCase());
  return statements
    .filter((statement) => !/-- unused since \d/.test(statement))
    .flatMap((statement) => FORBIDDEN.filter(([, pattern]) => pattern.test(statement)).map(([name]) => name));
}

const migration = (up: string, down = 'drop table b') =>
  `class X {\n async up(db) { await db.query(\`${up}\`); }\n async down(db) { await db.query(\`${down}\`); }\n}`;

it.each(readdirSync(FOLDER).filter((name) => /^\d+-.*\.ts$/.test(name)))('%s leaves old code running', (name) => {
  const source = readFileSync(join(FOLDER, name), 'utf8');
  expect(source.indexOf('async up(')).toBeGreaterThan(0);
  expect(source.indexOf('async down(')).toBeGreaterThan(source.indexOf('async up('));
  expect(offences(source)).toEqual([]);
});

it.each([
  ['drop', 'alter table slots drop column extra'],
  ['drop', 'DROP TABLE venues'],
  ['rename', 'alter table slots rename column taken to used'],
  ['rename', 'alter table slots rename taken to used'],
  ['rename', 'alter table slots rename to times'],
  ['set not null', 'alter table bookings alter column phone set not null'],
  ['another type', 'alter table slots alter capacity type bigint'],
  ['another type', 'alter table slots alter column capacity set data type bigint'],
  ['a column that must be given', 'alter table slots add column room text not null'],
  ['a column that must be given', 'alter table slots add room text constraint x check (length(room) > 0) not null'],
])('notices %s: %s', (name, up) => {
  expect(offences(migration(`create table a (id uuid); ${up}; create index i on a (id)`))).toEqual([name]);
});

it.each([
  'create table a (id uuid not null, name text not null)',
  'alter table slots add column room text',
  "alter table slots add column room text not null default ''",
  'alter table slots add column a text, add column b integer not null default 0',
  'alter table slots add constraint slots_room check (room is not null) not valid',
  'alter table slots alter column room drop not null',
  'alter table clinics drop constraint clinics_mode_known, add constraint clinics_mode_known check (mode is not null)',
  'create or replace function f() returns void language sql as $$ select 1 $$',
  '-- unused since 1.4\n alter table slots drop column extra',
])('lets pass: %s', (up) => {
  expect(offences(migration(up))).toEqual([]);
});

it('reads `up` alone', () => {
  expect(offences(migration('create table b (id uuid)', 'drop table b; drop table c'))).toEqual([]);
});
