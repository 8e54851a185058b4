import type { TestApp } from './test-app.js';

/** For `METRICS_TOKEN`. */
export const METRICS_TOKEN = 'metrics-token-of-the-tests';

/** A queue of jobs as graphile-worker shows it, with one job waiting, one to come, one in work, and two that failed. */
export const JOBS_SCHEMA = `
  drop schema if exists graphile_worker cascade;
  create schema graphile_worker;
  create table graphile_worker.jobs (locked_at timestamptz, attempts int, max_attempts int, run_at timestamptz);
  insert into graphile_worker.jobs values (null, 0, 25, '2026-01-01'), (null, 0, 25, '2100-01-01'),
    ('2026-01-01', 1, 25, '2026-01-01'), (null, 25, 25, '2026-01-01'), (null, 25, 25, '2026-01-01');
  grant usage on schema graphile_worker to public;
  grant select on graphile_worker.jobs to public`;

/** The lines of `/metrics` as name and labels → value, read with the token of the monitoring. */
export async function scrape({ app }: Pick<TestApp, 'app'>): Promise<Record<string, number>> {
  const answer = await app.inject({ url: '/metrics', headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  if (answer.statusCode !== 200) throw new Error(`/metrics answers ${answer.statusCode}`);
  const lines = answer.body.split('\n').filter((line) => line && !line.startsWith('#'));
  return Object.fromEntries(lines.map((line) => [line.replace(/ [^ ]+$/, ''), Number(/[^ ]+$/.exec(line)?.[0])]));
}

/** The series of one metric. */
export function series(all: Record<string, number>, name: string): Record<string, number> {
  return Object.fromEntries(Object.entries(all).filter(([line]) => line === name || line.startsWith(`${name}{`)));
}
