import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { TROUBLE } from '../../messaging/message-words.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database, rows } from '../../platform/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Log } from '../../platform/logging.js';
import { Sealer } from '../../platform/sealing.js';
import { OpenCallTask } from '../tasks/open-call-task.js';
import { waitAgain } from './hand-over.js';

const EVERY_MINUTE = '* * * * *';
const BATCH = 50;
/** Many carriers never report: what went and was not heard of for so long is taken for arrived. */
const HEARD_DAYS = 3;
/** What the one who calls reads. */
const ANSWER_LOST = 'Our answer by text did not reach them.';
const QUESTION_LOST = 'They wrote; what the program asked back did not reach them.';

/** `$1` what did not arrive, `$2` when what went must have gone; those that were not sent as well. */
const ENDED = `
  select s.id, s.reply_id as "replyId", r.sender, m.state = any($1) or m.state = 'suppressed' as lost
  from staff_answers s join replies r on r.id = s.reply_id
  join messages m on m.dedupe_key = 'staff_answer:' || s.id || ':sms'
  where not s.settled and (
    (m.state = any($1) and (m.state <> 'unknown' or m.settled_at is not null)) or m.state in ('suppressed', 'delivered')
    or (m.state = 'sent' and m.sent_at < $2))
  order by s.at limit ${BATCH} for update of s skip locked`;

/**
 * `$1` what did not arrive, `$2` since when: questions of the program, to numbers that have not written on. What was asked for
 * nothing, or of somebody who is erased, is not missed.
 */
const NOT_ASKED = `
  select r.id as "replyId", r.sender
  from replies r join messages m on m.dedupe_key = r.answer || ':' || r.id || ':sms'
  where r.asked is not null and r.call_task_id is null and r.sender is not null and r.received_at > $2
    and ((m.state = any($1) and (m.state <> 'unknown' or m.settled_at is not null))
      or (m.state = 'suppressed' and m.error_code not in ('superseded', 'erased')))
    and not exists (select from replies l where l.phone_ix = r.phone_ix and l.number > r.number
      and (l.answer is not null or l.call_task_id is not null))
  order by r.number limit ${BATCH} for update of r skip locked`;

interface Lost {
  replyId: string;
  sender: string | null;
}

interface Ended extends Lost {
  id: string;
  lost: boolean;
}

/** Whom an answer of the team, or a question of the program, did not reach waits for a person. */
@Injectable()
export class ReopenUnanswered implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly openTask: OpenCallTask,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    const run = (_payload: unknown, signal: AbortSignal) => this.run(signal).then(() => {});
    this.jobs.register({ name: 'reopen-unanswered', cron: EVERY_MINUTE, makeUp: false, run });
  }

  /** How many wait again. */
  async run(signal = new AbortController().signal): Promise<number> {
    const again =
      (await this.all((tx) => this.answers(tx), signal)) + (await this.all((tx) => this.questions(tx), signal));
    if (again > 0) this.log.info('answers not delivered', { waitAgain: again });
    return again;
  }

  /** Batch after batch, until one is not full. */
  private async all(batch: (tx: Tx) => Promise<boolean[]>, signal: AbortSignal): Promise<number> {
    let [again, found] = [0, BATCH];
    while (found === BATCH) {
      signal.throwIfAborted();
      const lost = await this.database.transaction(batch);
      [again, found] = [again + lost.filter(Boolean).length, lost.length];
    }
    return again;
  }

  private async answers(tx: Tx): Promise<boolean[]> {
    const ended = await rows<Ended>(tx, ENDED, [TROUBLE, this.since()]);
    for (const one of ended) if (one.lost) await this.wait(tx, one, ANSWER_LOST);
    await rows(tx, 'update staff_answers set settled = true where id = any($1)', [ended.map(({ id }) => id)]);
    return ended.map(({ lost }) => lost);
  }

  private async questions(tx: Tx): Promise<boolean[]> {
    const lost = await rows<Lost>(tx, NOT_ASKED, [TROUBLE, this.since()]);
    for (const one of lost) await this.wait(tx, one, QUESTION_LOST);
    return lost.map(() => true);
  }

  private async wait(tx: Tx, { replyId, sender }: Lost, words: string): Promise<void> {
    if (!sender) return;
    const phone = this.sealer.open(sender, 'replies.sender');
    await waitAgain(tx, this.openTask, { replyId, phone, words });
  }

  private since(): Date {
    return new Date(this.clock.now().getTime() - HEARD_DAYS * 24 * 3_600_000);
  }
}
