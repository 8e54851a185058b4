import { EventEmitter } from 'node:events';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Logger, parseCronItems, run } from 'graphile-worker';
import type { Runner, TaskList, WorkerEvents } from 'graphile-worker';
import { Config } from '../config.js';
import { describeError, Log } from '../logging.js';
import type { Job, JobPayload } from './jobs.js';
import { Jobs, MAX_ATTEMPTS } from './jobs.js';
import { WorkerPresence } from './worker-presence.js';

const AT_ONCE = 2;
const SWEEP_EVERY_MS = 60_000;
const AGAIN_AFTER_MS = 5_000;
/** A worker that was away at the appointed minute makes up for it if it comes back within a day. */
const MAKE_UP_MS = 24 * 60 * 60 * 1000;

/** Runs the registered jobs in processes that are workers; waits for those in hand when the process leaves. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly leaving = new AbortController();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly presence: WorkerPresence;
  private runner?: Runner;

  constructor(
    private readonly jobs: Jobs,
    private readonly config: Config,
    private readonly log: Log,
  ) {
    this.presence = new WorkerPresence(config.databaseUrl ?? '');
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.runWorker) return;
    await this.sweep();
    await this.start();
    this.every(SWEEP_EVERY_MS, () => this.sweep());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.leaving.abort(new Error('the process leaves'));
    for (const timer of this.timers) clearInterval(timer);
    await this.runner?.stop().catch(() => undefined); // it has ended by itself
    await this.presence.close();
  }

  private async start(): Promise<void> {
    const events = new EventEmitter() as WorkerEvents;
    events.on('pool:create', ({ workerPool }) => {
      this.presence.show(workerPool.id).catch((error: unknown) => this.log.error('worker not shown', error));
    });
    events.on('pool:listen:error', ({ error }) => this.log.error('jobs: connection lost', error));
    events.on('worker:getJob:error', ({ error }) => this.log.error('jobs: none could be had', error));
    this.runner = await run({
      connectionString: this.config.databaseUrl,
      maxPoolSize: AT_ONCE + 2,
      concurrency: AT_ONCE,
      noHandleSignals: true,
      // With the default, stopping does not wait until what was done is also recorded as done.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      // Its own lines quote payloads and messages of errors; ours are made of the events above.
      logger: new Logger(() => () => {}),
      events,
      taskList: this.tasks(),
      parsedCronItems: parseCronItems(this.jobs.all().flatMap(cronItem)),
    });
    void this.runner.promise.catch(() => undefined).then(() => this.comeBack());
  }

  /** It ends by itself when the database was away for long: it is started again until that works. */
  private comeBack(): void {
    if (this.leaving.signal.aborted) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.start().catch((error: unknown) => {
        this.log.error('jobs: not started', error);
        this.comeBack();
      });
    }, AGAIN_AFTER_MS);
    this.timers.add(timer);
  }

  private every(ms: number, work: () => Promise<void>): void {
    this.timers.add(setInterval(() => void work(), ms));
  }

  private async sweep(): Promise<void> {
    try {
      const gone = await this.presence.sweep();
      if (gone > 0) this.log.warn('jobs of lost workers given back', { workers: gone });
    } catch (error) {
      this.log.error('jobs: sweep failed', error);
    }
  }

  private tasks(): TaskList {
    return Object.fromEntries(this.jobs.all().map((job) => [job.name, this.task(job)]));
  }

  /** What a job throws stays out of the table of jobs, where its message would be kept: it may quote a person. */
  private task(job: Job): TaskList[string] {
    return async (payload, { job: { id, attempts, max_attempts: most } }) => {
      try {
        await job.run((payload ?? {}) as JobPayload, this.leaving.signal);
      } catch (error) {
        // Stopped because the process leaves: it is run again, and nothing is wrong.
        if (!this.leaving.signal.aborted) {
          this.log.error('job failed', error, { job: job.name, id, attempt: attempts, last: attempts >= most });
        }
        const { type, code } = describeError(error);
        throw new Error([type, code].filter(Boolean).join(' '));
      }
    };
  }
}

/**
 * A queue of its own: its runs go one after the other, in whichever process, so that a slow one takes one of our turns and not
 * all. No key instead of one that waits: it would begin the tries anew each minute, and nobody would hear that all of them fail.
 */
function cronItem({ name, cron, makeUp = true }: Job) {
  if (!cron) return [];
  const backfillPeriod = makeUp ? MAKE_UP_MS : 0;
  return [{ task: name, match: cron, options: { backfillPeriod, maxAttempts: MAX_ATTEMPTS, queueName: name } }];
}
