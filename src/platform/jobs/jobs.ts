import { Injectable } from '@nestjs/common';
import type { Tx } from '../database.js';
import { rows } from '../database.js';

/** What a job is told: ids, codes and counts. It lies open in the database and must name nobody. */
export type JobPayload = Record<string, string | number | boolean>;

/** Work that is done later or on a schedule, at least once: running it twice must do no harm. */
export interface Job {
  name: string;
  /** When it runs by itself: five cron fields, in UTC. Such runs go one after the other. */
  cron?: string;
  /** False: what a worker was away for is not made up for, because the next time does it all. */
  makeUp?: boolean;
  /** `signal` is aborted when the process leaves: long work stops at the next good moment by throwing, and is run again. */
  run: (payload: JobPayload, signal: AbortSignal) => Promise<void>;
}

export interface EnqueueOptions {
  runAt?: Date;
  /** One job at a time with this key: a new one takes the place of one that waits. */
  key?: string;
}

/** The jobs that features have registered in `onModuleInit`, and the way to ask for one. */
@Injectable()
export class Jobs {
  private readonly jobs = new Map<string, Job>();

  register(job: Job): void {
    this.jobs.set(job.name, job);
  }

  all(): Job[] {
    return [...this.jobs.values()];
  }

  /**
   * Asks for a job in the caller's transaction: it exists when, and only when, that commits.
   * @throws Error when nobody registered a job of this name
   */
  async enqueue(tx: Tx, name: string, payload: JobPayload = {}, { runAt, key }: EnqueueOptions = {}): Promise<void> {
    if (!this.jobs.has(name)) throw new Error(`no job is called ${name}`);
    await rows(
      tx,
      'select id from graphile_worker.add_job($1, $2::json, run_at := $3::timestamptz, job_key := $4, max_attempts := $5)',
      [name, JSON.stringify(payload), runAt, key, MAX_ATTEMPTS],
    );
  }
}

/** The last try comes about an hour after the first: the pauses grow by e. */
export const MAX_ATTEMPTS = 8;
