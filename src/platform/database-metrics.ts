import { Injectable } from '@nestjs/common';
import { Clock } from './clock.js';
import { Database } from './database.js';
import type { Sample } from './metrics.js';
import { Metrics } from './metrics.js';

/** Counts of graphile-worker's queue; asked only once it has made its schema. */
const JOBS = `
  select count(*) filter (where locked_at is null and attempts < max_attempts and run_at <= $1)::integer as waiting,
    count(*) filter (where locked_at is null and attempts < max_attempts and run_at > $1)::integer as scheduled,
    count(*) filter (where locked_at is not null)::integer as running,
    count(*) filter (where locked_at is null and attempts >= max_attempts)::integer as failed
  from graphile_worker.jobs`;

/** The connection pool of this process, the size of the database, and the queue of jobs. */
@Injectable()
export class DatabaseMetrics {
  private readonly jobs;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    metrics.gauge('clinics_pool_connections', 'Connections to the database', ['state'], (gauge) => {
      const { total, idle } = database.connections;
      gauge.set({ state: 'busy' }, total - idle);
      gauge.set({ state: 'idle' }, idle);
    });
    metrics.gauge('clinics_pool_limit', 'Most connections that this process makes', [], (gauge) =>
      gauge.set(database.connections.limit),
    );
    metrics.gauge('clinics_pool_waiting', 'Who waits for a connection', [], (gauge) =>
      gauge.set(database.connections.waiting),
    );
    const bytes = metrics.gauge('clinics_database_bytes', 'Size of the database on its disk');
    metrics.reader('database', [bytes], async () => {
      const [row] = await database.query<{ size: string }>('select pg_database_size(current_database()) as size');
      return [{ gauge: bytes, value: Number(row?.size) }];
    });
    this.jobs = metrics.gauge('clinics_jobs', 'Jobs by state; failed ones are not tried again', ['state']);
    metrics.reader('jobs', [this.jobs], () => this.readJobs());
  }

  private async readJobs(): Promise<Sample[]> {
    const [there] = await this.database.query<{ yes: boolean }>(
      `select to_regclass('graphile_worker.jobs') is not null as yes`,
    );
    if (!there?.yes) return [];
    const [counts] = await this.database.query<Record<string, number>>(JOBS, [this.clock.now()]);
    return Object.entries(counts ?? {}).map(([state, value]) => ({ gauge: this.jobs, labels: { state }, value }));
  }
}
