import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { phoneRule } from '../../bookings/contact-rules.js';
import { Answers } from '../../bookings/replies/answers.js';
import { belongingOf } from '../../bookings/replies/belonging.js';
import type { Reply } from '../../messaging/replies/reply-handlers.js';
import { ReplyHandlers } from '../../messaging/replies/reply-handlers.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import { OpenCallTask } from './open-call-task.js';

/** The last of those who answer replies: whatever nobody else understood is for a person. */
@Injectable()
export class ReplyToPerson implements OnModuleInit {
  constructor(
    private readonly handlers: ReplyHandlers,
    private readonly open: OpenCallTask,
    private readonly answers: Answers,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.handlers.register(async (tx, reply) => {
      await this.take(tx, reply);
      return true;
    });
  }

  private async take(tx: Tx, reply: Reply): Promise<void> {
    const { id, from } = reply;
    // A short code of a company writes; it is kept, and there is nobody to call.
    if (phoneRule(from) !== undefined) return;
    const found = await belongingOf(tx, this.sealer, reply, this.clock.now());
    const about = found && { clinicId: found.clinicId, language: found.language };
    const bookingId = found?.isToCome ? found.id : undefined;
    const task = await this.open.within(tx, { reason: 'reply', phone: from, bookingId, ...about });
    await rows(tx, 'update replies set call_task_id = $2, booking_id = coalesce(booking_id, $3) where id = $1', [
      ...[id, task, found?.id],
    ]);
    await this.answers.give(tx, reply, { kind: 'reply_person' });
  }
}
