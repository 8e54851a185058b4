import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import { JOBS_SCHEMA, METRICS_TOKEN } from '../support/metrics.js';
import { asOwner } from '../support/database.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

interface Rule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}

interface Panel {
  id: number;
  title: string;
  gridPos: { h: number; w: number; x: number; y: number };
  targets: { expr: string }[];
}

interface Dashboard {
  uid: string;
  schemaVersion: number;
  panels: Panel[];
  templating: { list: { name: string }[] };
}

const file = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const alerts = parse(file('operations/alerts.yml')) as { groups: { name: string; rules: Rule[] }[] };
const rules = alerts.groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(file('operations/grafana-dashboard.json')) as Dashboard;
const expressions = [
  ...rules.map(({ alert, expr }) => [alert, expr]),
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr])),
] as [string, string][];

/** Labels that Prometheus itself adds. */
const ADDED = ['job', 'instance'];

let test: TestApp;
/** The labels of each exported metric. */
const exported = new Map<string, Set<string>>();

beforeAll(async () => {
  test = await startTestApp({ env: { METRICS_TOKEN } });
  await somethingOfAll();
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  const { body } = await test.app.inject({ url: '/metrics', headers });
  for (const [, name = '', labels = ''] of body.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const known = exported.get(name) ?? new Set();
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label);
    exported.set(name, known);
  }
  exported.set('up', new Set());
});
afterAll(() => test.close());

/** A metric without a value shows none of its labels: so one thing of each kind happens. */
async function somethingOfAll() {
  const { slots } = await makeClinic(test);
  await booked(test, bookingBody(slots[0]?.id ?? '', { email: 'ana@example.org', emailConsent: true }));
  await test.database.query(`update messages set state = 'failed', error_code = '30007' where channel = 'sms'`);
  await asOwner(test, JOBS_SCHEMA);
  await test.app.inject({ url: '/en' });
}

/** Every metric and every label that an expression names; fails on what is no PromQL. */
function named(expr: string) {
  const metrics: string[] = [];
  const labels: string[] = [];
  const text = expr.replaceAll('$job', 'clinics');
  parser.parse(text).iterate({
    enter: ({ name, type, from, to, node }) => {
      if (type.isError) throw new Error(`no PromQL at "${text.slice(from)}" in: ${text}`);
      const word = text.slice(from, to);
      if (name === 'Identifier' && node.parent?.name === 'VectorSelector') metrics.push(word);
      if (name === 'LabelName') labels.push(word);
    },
  });
  return { metrics, labels };
}

it('finds what an expression names, and what is no expression', () => {
  expect(named('sum by (a) (rate(one_total{b=~"x"}[5m])) / two')).toEqual({
    metrics: ['one_total', 'two'],
    labels: ['a', 'b'],
  });
  expect(() => named('sum by (a) (rate(one_total[5m])')).toThrow('no PromQL');
});

it.each(expressions)('"%s" asks for what a running app exports', (_, expr) => {
  const { metrics, labels } = named(expr);
  expect(metrics.filter((name) => !exported.has(name))).toEqual([]);
  const known = [...ADDED, ...metrics.flatMap((name) => [...(exported.get(name) ?? [])])];
  expect(labels.filter((label) => !known.includes(label))).toEqual([]);
});

it('every metric of ours is looked at, by a panel or an alert', () => {
  const used = new Set(expressions.flatMap(([, expr]) => named(expr).metrics));
  const ours = [...exported.keys()].filter((name) => name.startsWith('clinics_') && !name.endsWith('_sum'));
  expect(ours.filter((name) => !used.has(name))).toEqual([]);
});

it('every alert says how bad it is, what it is, and where its chapter is', () => {
  const chapters = [...file('operations.md').matchAll(/^#{2,4} (.+)$/gm)].map(([, title = '']) => title.toLowerCase());
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  for (const { alert, labels, annotations, for: patience = '1m' } of rules) {
    expect(['page', 'notice']).toContain(labels.severity);
    expect(annotations.summary).toMatch(/\w{3}/);
    expect(annotations.runbook).toBe(`docs/operations.md#${alert.toLowerCase()}`);
    expect(chapters).toContain(alert.toLowerCase());
    expect(patience).toMatch(/^\d+[mh]$/);
  }
});

it('the dashboard is one that can be imported: panels apart from each other, variables declared', () => {
  expect(dashboard).toMatchObject({ uid: 'clinics', schemaVersion: 39 });
  const { panels } = dashboard;
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(panels.every(({ gridPos }) => gridPos.x + gridPos.w <= 24)).toBe(true);
  const declared = dashboard.templating.list.map(({ name }) => name);
  const used = [...JSON.stringify(panels).matchAll(/\$\{?(\w+)/g)].map(([, name]) => name ?? '');
  expect(used.filter((name) => !declared.includes(name))).toEqual([]);
});
