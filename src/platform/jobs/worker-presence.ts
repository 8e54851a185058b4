import pg from 'pg';

/** First half of the advisory locks by which workers show that they are there. */
const PRESENT = 7_204_320;
/** A worker that is just starting may lock a job a moment before it shows itself. */
const GRACE_MS = 5_000;

/**
 * Shows other processes which of the workers that locked jobs are still there: one advisory lock for each, on a
 * connection that ends with the process. What a killed process had locked is given back by whoever looks next, instead
 * of after the four hours that graphile-worker waits.
 */
export class WorkerPresence {
  private readonly workers = new Set<string>();
  private client?: pg.Client;

  constructor(private readonly url: string) {}

  /** From here on `worker` is known to be there. */
  async show(worker: string): Promise<void> {
    this.workers.add(worker);
    const known = this.client;
    const client = await this.connected();
    if (client === known) await lock(client, worker); // a new connection has taken all of them
  }

  /** Unlocks the jobs of workers that are gone. Returns how many workers that were. */
  async sweep(graceMs = GRACE_MS): Promise<number> {
    const client = await this.connected();
    const { rows } = await client.query<{ worker: string }>(
      `select distinct locked_by as worker from graphile_worker._private_jobs
       where locked_at <= now() - $1 * interval '1 millisecond'`,
      [graceMs],
    );
    let gone = 0;
    for (const { worker } of rows.filter((row) => !this.workers.has(row.worker))) {
      const tried = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as free', [
        PRESENT,
        worker,
      ]);
      if (!tried.rows[0]?.free) continue;
      await client.query('select graphile_worker.force_unlock_workers(array[$1])', [worker]);
      await client.query('select pg_advisory_unlock($1, hashtext($2))', [PRESENT, worker]);
      gone += 1;
    }
    return gone;
  }

  async close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    await client?.end();
  }

  private async connected(): Promise<pg.Client> {
    if (this.client) return this.client;
    const client = new pg.Client({ connectionString: this.url, application_name: 'clinics-worker', keepAlive: true });
    client.on('error', () => {}); // 'end' follows
    client.on('end', () => {
      if (this.client === client) this.client = undefined;
    });
    await client.connect();
    for (const worker of this.workers) await lock(client, worker);
    return (this.client = client);
  }
}

async function lock(client: pg.Client, worker: string): Promise<void> {
  await client.query('select pg_advisory_lock($1, hashtext($2))', [PRESENT, worker]);
}
