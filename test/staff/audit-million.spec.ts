import { randomUUID } from 'node:crypto';
import { AuditReader, auditQuery } from '../../src/staff/audit/audit-reader.js';
import type { AuditFilter } from '../../src/staff/audit/audit-reader.js';
import { asOwner } from '../support/database.js';
import { inFull } from '../support/full.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

/** Each filter opens fast at a million rows: it goes by an index and reads about what it shows, whatever the hardware. */
const ROWS = inFull(1_000_000, 100_000);
const MINUTES_APART = 1_000_000 / ROWS;
const SHOWN = 50;
const CLINICS = Array.from({ length: 40 }, () => randomUUID());
const [RARE_PERSON, BUSY_PERSON, BOOKING] = [randomUUID(), randomUUID(), randomUUID()];

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp();
  // The indexes are made afterwards, as they stand: to fill them row by row takes ten times as long.
  const indexes = await test.database.query<{ name: string; def: string }>(
    `select indexname as name, indexdef as def from pg_indexes where tablename = 'audit_events' and indexname <> 'audit_events_pkey'`,
  );
  for (const { name } of indexes) await asOwner(test, `drop index ${name}`);
  // Over two years, mostly looks of one busy person; now and then of somebody, or something, rare.
  await asOwner(
    test,
    `insert into audit_events (at, actor, action, clinic_id, subject_type, subject_id, ip_ix, request_id)
     select timestamptz '2025-01-01' + n * interval '${MINUTES_APART} minutes',
       case when n % ${ROWS / 20} = 0 then 'staff:${RARE_PERSON}' when n % 3 = 0 then 'staff:' || md5((n % 30)::text)
         else 'staff:${BUSY_PERSON}' end,
       case when n % ${ROWS / 25} = 0 then 'legal_hold_set' else 'viewed' end,
       case when n % 10 > 0 then (array['${CLINICS.join("','")}'])[1 + n % 40]::uuid end,
       'booking', case when n % ${ROWS / 10} = 7 then '${BOOKING}' else md5((n / 4)::text) end, 'abcdefgh', 'request-' || n
     from generate_series(1, ${ROWS}) n`,
  );
  for (const { def } of indexes) await asOwner(test, def);
  await asOwner(test, 'analyze audit_events');
}, 120_000);
afterAll(() => test.close());

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[];
}

async function planOf(filter: AuditFilter, clinics: 'all' | string[]) {
  const { text, values } = auditQuery(filter, clinics, SHOWN + 1);
  const explain = `explain (analyze, buffers, timing off, format json) ${text}`;
  const [row] = await test.database.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(explain, values);
  const root = row?.['QUERY PLAN'][0].Plan as Plan;
  const scans = nodes(root).filter((node) => node['Relation Name'] === 'audit_events');
  const read = scans.map(
    (node) => (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
  );
  return {
    scans: [...new Set(scans.map((node) => node['Node Type']))],
    read: Math.round(read.reduce((a, b) => a + b, 0)),
    blocks: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
  };
}

const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

const DAY = { from: new Date('2025-06-01T04:00:00Z'), until: new Date('2025-06-02T04:00:00Z') };
const MONTHS = { from: new Date('2025-06-01T04:00:00Z'), until: new Date('2026-06-01T04:00:00Z') };
const [CLINIC = '', ...OTHERS] = CLINICS.slice(1, 6);

const CASES: [string, AuditFilter, string[]?][] = [
  ['everything', {}],
  ['everything that is older, deep down', { before: String(ROWS / 2) }],
  ['a busy person', { actor: `staff:${BUSY_PERSON}` }],
  ['a rare person', { actor: `staff:${RARE_PERSON}` }],
  ['nobody', { actor: `staff:${randomUUID()}` }],
  ['a clinic', { clinicId: CLINIC }],
  ['an unknown clinic', { clinicId: randomUUID() }],
  ['a booking by its id', { about: BOOKING }],
  ['a booking by its reference', { about: 'K7M4QP' }],
  ['a usual action', { action: 'viewed' }],
  ['a rare action', { action: 'legal_hold_set' }],
  ['an action that never was', { action: 'erased_all' }],
  ['one day', DAY],
  ['a year', MONTHS],
  ['a rare person within a year', { ...MONTHS, actor: `staff:${RARE_PERSON}` }],
  ['a clinic within a day', { ...DAY, clinicId: CLINIC }],
  ['a rare action of a busy person', { actor: `staff:${BUSY_PERSON}`, action: 'legal_hold_set' }],
  ['the clinics of a coordinator', {}, [CLINIC, ...OTHERS]],
  ['a person in the clinics of a coordinator', { actor: `staff:${BUSY_PERSON}` }, [CLINIC, ...OTHERS]],
  ['older ones of a coordinator', { before: String(ROWS / 2) }, [CLINIC, ...OTHERS]],
  ['a coordinator of no clinic', {}, []],
];

it.each(CASES.map(([name, filter, clinics]) => ({ name, filter, clinics: clinics ?? ('all' as const) })))(
  '$name',
  async ({ filter, clinics }) => {
    const { scans, read, blocks } = await planOf(filter, clinics);
    expect(scans.filter((type) => !/^Index (Only )?Scan|^Bitmap/.test(type))).toEqual([]);
    expect(read).toBeLessThanOrEqual(10 * SHOWN);
    expect(blocks).toBeLessThan(2_000);
  },
);

it('pages follow each other without a gap or a row twice, also where many rows are of one instant', async () => {
  await asOwner(test, `update audit_events set at = '2026-01-01' where id between 300 and 500`);
  const reader = test.app.get(AuditReader);
  const filter = { from: new Date('2026-01-01'), until: new Date('2026-01-01T00:00:01Z') };
  const all = (await reader.page(filter, 'all', 1_000)).map(({ id }) => id);
  expect(all.length).toBeGreaterThan(200);
  const paged: string[] = [];
  for (;;) {
    const next = await reader.page({ ...filter, before: paged.at(-1) }, 'all', 40);
    if (next.length === 0) break;
    paged.push(...next.map(({ id }) => id));
  }
  expect(paged).toEqual(all);
});
