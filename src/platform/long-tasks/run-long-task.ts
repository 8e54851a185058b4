import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import type { Tx } from '../database.js';
import { Database, rows } from '../database.js';
import { AppError } from '../errors.js';
import { Jobs } from '../jobs/jobs.js';
import { Log } from '../logging.js';
import { Sealer } from '../sealing.js';
import type { Step, TaskParams } from './long-tasks.js';
import { LONG_TASK, LongTasks, PART } from './long-tasks.js';

/** An hour before the team's mornings begin, after the other nightly work. */
const NIGHTLY = '50 8 * * *';
/** So many steps may fail, one after another, before a task is given up. */
const MOST_TRIES = 4;

interface Row {
  kind: string;
  params: TaskParams;
  mark: string | null;
  parts: number;
}

/**
 * Works on a task until it is done. A step, its part of the file and how far it came are one transaction: whoever goes on
 * after a worker was killed finds all of a step or nothing of it.
 */
@Injectable()
export class RunLongTask implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly tasks: LongTasks,
    private readonly jobs: Jobs,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.jobs.register({ name: LONG_TASK, run: ({ id }, signal) => this.run(String(id), signal) });
    this.jobs.register({ name: 'erase-long-tasks', cron: NIGHTLY, run: () => this.tasks.erase() });
  }

  /** Until nothing is left or `signal` says to stop; the next run goes on where this one stopped. */
  async run(id: string, signal = new AbortController().signal): Promise<void> {
    for (let more = true; more;) {
      signal.throwIfAborted();
      try {
        more = await this.database.transaction((tx) => this.step(tx, id));
      } catch (error) {
        if (await this.giveUp(id, error)) return;
        throw error;
      }
    }
  }

  /** One step; false when there is nothing more to do. All it goes by stands in the locked row, read after any wait. */
  private async step(tx: Tx, id: string): Promise<boolean> {
    const [task] = await rows<Row>(
      tx,
      `select kind, params, mark, parts from long_tasks where id = $1 and state in ('queued', 'running') for update`,
      [id],
    );
    if (!task) return false;
    const step = await this.tasks.kind(task.kind).step(tx, task.params, task.mark);
    await this.record(tx, id, step, task.parts);
    return step.mark !== null;
  }

  private async record(tx: Tx, id: string, { mark, done, part }: Step, n: number): Promise<void> {
    if (part !== undefined) {
      const sealed = this.sealer.seal(part, PART);
      await rows(tx, 'insert into long_task_parts (task_id, n, content) values ($1, $2, $3)', [id, n, sealed]);
    }
    const finished = mark === null ? this.clock.now() : null;
    await rows(
      tx,
      `update long_tasks set state = $2, mark = $3, done_count = done_count + $4, parts = parts + $5, tries = 0,
         finished_at = $6 where id = $1`,
      [id, finished ? 'done' : 'running', mark, done, part === undefined ? 0 : 1, finished],
    );
  }

  /** Whether the task has failed for good: what it met will not pass, or it met something too often. */
  private async giveUp(id: string, error: unknown): Promise<boolean> {
    const code = error instanceof AppError ? error.code : undefined;
    const [row] = await this.database.query<{ state: string }>(
      `update long_tasks set tries = tries + 1,
         state = case when $2::text is not null or tries + 1 >= $3 then 'failed' else state end,
         message = case when $2 is not null or tries + 1 >= $3 then coalesce($2, 'internal') end,
         finished_at = case when $2 is not null or tries + 1 >= $3 then $4::timestamptz end
       where id = $1 and state in ('queued', 'running') returning state`,
      [id, code, MOST_TRIES, this.clock.now()],
    );
    if (row?.state !== 'failed') return false;
    this.log.error('long task failed', error, { id });
    return true;
  }
}
