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
const WORDS = 'Our answer by text did not reach them.';

/** `$1` what did not arrive, `$2` when what went must have gone; those that were not sent as well. */
const ENDED = `
  select s.id, s.reply_id as "replyId", r.sender, m.state = any($1) or m.state = 'suppressed' as lost
  from staff_answers s join replies r on r.id = s.reply_id
  join messages m on m.dedupe_key = 'staff_answer:' || s.id || ':sms'
  where not s.settled and (
    (m.state = any($1) and (m.state <> 'unknown' or m.settled_at is not null)) or m.state in ('suppressed', 'delivered')
    or (m.state = 'sent' and m.sent_at < $2))
  order by s.at limit ${BATCH} for update of s skip locked`;

interface Ended {
  id: string;
  replyId: string;
  sender: string | null;
  lost: boolean;
}

/** Whom an answer of the team did not reach waits again. */
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
    let [again, found] = [0, BATCH];
    while (found === BATCH) {
      signal.throwIfAborted();
      const lost = await this.database.transaction((tx) => this.batch(tx));
      [again, found] = [again + lost.filter(Boolean).length, lost.length];
    }
    if (again > 0) this.log.info('answers not delivered', { waitAgain: again });
    return again;
  }

  private async batch(tx: Tx): Promise<boolean[]> {
    const since = new Date(this.clock.now().getTime() - HEARD_DAYS * 24 * 3_600_000);
    const ended = await rows<Ended>(tx, ENDED, [TROUBLE, since]);
    for (const { replyId, sender, lost } of ended) {
      if (!lost || !sender) continue;
      const phone = this.sealer.open(sender, 'replies.sender');
      await waitAgain(tx, this.openTask, { replyId, phone, words: WORDS });
    }
    await rows(tx, 'update staff_answers set settled = true where id = any($1)', [ended.map(({ id }) => id)]);
    return ended.map(({ lost }) => lost);
  }
}
