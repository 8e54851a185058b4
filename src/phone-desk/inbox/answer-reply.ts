import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import { phoneRule } from '../../bookings/contact-rules.js';
import { DispatchPoke } from '../../messaging/dispatch-poke.js';
import { isStopped } from '../../messaging/opt-outs.js';
import { queueMessages } from '../../messaging/outbox.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database, rows } from '../../platform/database.js';
import { conflict } from '../../platform/errors.js';
import { Sealer } from '../../platform/sealing.js';
import { check } from '../../staff/forms.js';
import { ConversationReader } from './conversation-reader.js';
import { closeTask, lockConversation, recordConversation, releaseTask } from './conversation-tasks.js';
import { answerRule } from './inbox-rules.js';
import { ANSWERS } from './inbox-sql.js';
import { STAFF_ANSWER } from './staff-answer-kind.js';

export interface WrittenAnswer {
  words: string;
  /** The revision of the task that whoever answers was looking at, 0 where nobody waited: what came in since is not closed unseen. */
  seen: number;
  /** How many answers of the team they were looking at: nobody answers what a colleague has answered meanwhile. */
  answers: number;
  keepOpen: boolean;
  /** The same for however often it is sent. */
  key: string;
}

/** Answers by text what somebody wrote, and closes what waits. */
@Injectable()
export class AnswerReply {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly reader: ConversationReader,
    private readonly clock: Clock,
    private readonly poke: DispatchPoke,
  ) {}

  /**
   * @returns whether nobody waits any more; false also when more came in from them meanwhile
   * @throws AppError 404; 409 conversation_taken, answered_meanwhile, texts_stopped, number_unreachable, idempotency_key_reused; 422
   */
  async run(replyId: string, answer: WrittenAnswer, caller: Caller): Promise<boolean> {
    check({ words: answer.words }, { words: answerRule });
    const phone = await this.reader.numberOf(replyId, caller);
    if (phoneRule(phone) !== undefined) throw conflict('number_unreachable');
    const closed = await this.database.transaction((tx) => this.within(tx, replyId, { ...answer, phone }, caller));
    this.poke.poke();
    return closed;
  }

  private async within(tx: Tx, replyId: string, answer: WrittenAnswer & { phone: string }, caller: Caller) {
    const now = this.clock.now();
    const indexes = this.sealer.blindIndexes(answer.phone, 'phone');
    const id = idOf(`${caller.actor}:${replyId}:${answer.key}`);
    await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 2))', [id]);
    const earlier = await this.earlier(tx, id, answer.words);
    if (earlier) return earlier.closed;
    const task = await lockConversation(tx, indexes, caller, now);
    const [{ n } = { n: 0 }] = await rows<{ n: number }>(tx, ANSWERS, [indexes]);
    if (n > answer.answers) throw conflict('answered_meanwhile');
    if (await isStopped(tx, 'sms', indexes)) throw conflict('texts_stopped');
    await this.write(tx, id, { replyId, words: answer.words, clinicId: task?.clinicId ?? null }, caller, now);
    await recordConversation(tx, caller, { replyId, task, action: 'reply_answered' }, now);
    if (task && answer.keepOpen) await releaseTask(tx, task);
    return task && !answer.keepOpen ? closeTask(tx, task, answer.seen, now) : !task;
  }

  /** How it was when it was sent the first time. */
  private async earlier(tx: Tx, id: string, words: string): Promise<{ closed: boolean } | undefined> {
    const [known] = await rows<{ words: string; closed: boolean }>(
      tx,
      `select s.words, not exists (
         select from replies r join call_tasks k on k.phone_ix = r.phone_ix and k.reason = 'reply' and k.closed_at is null
         where r.id = s.reply_id) as closed
       from staff_answers s where s.id = $1`,
      [id],
    );
    if (known && this.sealer.open(known.words, 'staff_answers.words') !== words) {
      throw conflict('idempotency_key_reused');
    }
    return known;
  }

  private async write(
    tx: Tx,
    id: string,
    { replyId, words, clinicId }: { replyId: string; words: string; clinicId: string | null },
    { actor }: Caller,
    now: Date,
  ): Promise<void> {
    await rows(tx, 'insert into staff_answers (id, reply_id, actor, words, at) values ($1, $2, $3, $4, $5)', [
      ...[id, replyId, actor, this.sealer.seal(words, 'staff_answers.words'), now],
    ]);
    const about = { clinicId, subjectType: 'reply', subjectId: replyId, kind: STAFF_ANSWER };
    await queueMessages(tx, [{ ...about, channel: 'sms', dedupeKey: `${STAFF_ANSWER}:${id}:sms`, dueAt: now }]);
  }
}

/** An id of the form of ours that says nothing of what it is made from. */
function idOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
