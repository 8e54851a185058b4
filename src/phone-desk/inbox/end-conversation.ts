import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import { TakeCall } from '../tasks/take-call.js';
import { ConversationReader } from './conversation-reader.js';
import type { OpenTask } from './conversation-tasks.js';
import { closeTask, lockConversation, recordConversation, releaseTask } from './conversation-tasks.js';

/** Takes a conversation for oneself, gives it back, and ends it without an answer. */
@Injectable()
export class EndConversation {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly reader: ConversationReader,
    private readonly takeCall: TakeCall,
    private readonly clock: Clock,
  ) {}

  /** For a quarter of an hour, here and in the list of calls. Whether it is mine now. @throws AppError 404 */
  async take(replyId: string, caller: Caller): Promise<boolean> {
    const { waiting } = await this.reader.read(replyId, caller);
    return waiting !== undefined && this.takeCall.run(waiting.taskId, caller);
  }

  /** Nobody has it any more; it waits on. @throws AppError 404; 409 conversation_taken */
  async giveBack(replyId: string, caller: Caller): Promise<void> {
    await this.with(replyId, caller, async (tx, task) => {
      await releaseTask(tx, task);
      return 'reply_given_back';
    });
  }

  /**
   * Nothing is to be answered.
   * @returns whether nobody waits any more; false when more came in meanwhile
   * @throws AppError 404; 409 conversation_taken
   */
  async done(replyId: string, seen: number, caller: Caller): Promise<boolean> {
    let closed = true;
    await this.with(replyId, caller, async (tx, task) => {
      closed = await closeTask(tx, task, seen, this.clock.now());
      return closed ? 'reply_closed' : 'reply_given_back';
    });
    return closed;
  }

  private async with(
    replyId: string,
    caller: Caller,
    work: (tx: Tx, task: OpenTask) => Promise<string>,
  ): Promise<void> {
    const phone = await this.reader.numberOf(replyId, caller);
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const task = await lockConversation(tx, this.sealer.blindIndexes(phone, 'phone'), caller, now);
      // Somebody else has ended it: that is what is wanted.
      if (task) await recordConversation(tx, caller, { replyId, task, action: await work(tx, task) }, now);
    });
  }
}
