import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { eraseReplies } from '../../messaging/replies/erase-replies.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import type { Tx } from '../../platform/database.js';
import { Database, rows } from '../../platform/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Log } from '../../platform/logging.js';
import { isNeeded } from './call-sql.js';

const BATCH = 500;
/** Half past four in the morning in Boston, or three: after the purge of the bookings. */
const NIGHTLY = '30 8 * * *';
const DAY_MS = 24 * 60 * 60_000;
/** One that nobody closed is kept three times as long; by then nobody waits for the call any more. */
const OPEN_TIMES = 3;

/** `$1` closed before, `$2` opened before. */
const TASKS = `
  delete from call_tasks where id in (
    select id from call_tasks where subject_id is null and (closed_at < $1 or (closed_at is null and created_at < $2))
    order by id limit ${BATCH} for update skip locked)
  returning id`;

/** A reply goes with the task that it belongs to, or with its booking; one that needed nobody goes `RETENTION_DAYS` after it came. */
const REPLIES = `
  select r.id from replies r left join call_tasks k on k.id = r.call_task_id
  where r.body is not null and r.received_at < $1 and (k.id is null or (k.subject_id is null and k.closed_at < $1))
  order by r.id limit ${BATCH} for update of r skip locked`;

/** Tasks about a message that are not needed any more close by themselves; not while something may still come to nothing. */
const CLOSED = `
  update call_tasks k set state = 'done', closed_at = $1
  where k.reason = 'undelivered' and k.state = 'open' and not (${isNeeded(1)})
    and not exists (select from messages m where m.subject_id = k.subject_id and m.state in ('queued', 'sending'))
  returning id`;

/**
 * Erases the next of those whose time is over, and says how many. A restored backup is asked for them too: they are in no
 * ledger.
 */
export async function eraseNextCalls(tx: Tx, retentionDays: number, now: Date): Promise<number> {
  const before = (times: number) => new Date(now.getTime() - times * retentionDays * DAY_MS);
  // In this order: a reply is let go of by the task that goes.
  const tasks = await rows(tx, TASKS, [before(1), before(OPEN_TIMES)]);
  const replies = await rows<{ id: string }>(tx, REPLIES, [before(1)]);
  await eraseReplies(
    tx,
    replies.map(({ id }) => id),
    now,
  );
  return tasks.length + replies.length;
}

/**
 * Every night: who called and asked to be called without a booking is forgotten `RETENTION_DAYS` after the call. What is about
 * a booking goes with it.
 */
@Injectable()
export class EraseCalls implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'erase-calls',
      cron: NIGHTLY,
      run: (_payload, signal) => this.run(signal).then(() => {}),
    });
  }

  async run(signal = new AbortController().signal): Promise<{ closed: number; erased: number }> {
    const now = this.clock.now();
    const done = { closed: (await this.database.query(CLOSED, [now])).length, erased: 0 };
    for (let batch = -1; batch !== 0; done.erased += batch) {
      signal.throwIfAborted();
      batch = await this.database.transaction((tx) => eraseNextCalls(tx, this.config.retentionDays, now));
    }
    this.log.info('calls erased', done);
    return done;
  }
}
