import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { phoneRule } from '../../bookings/contact-rules.js';
import { Answers } from '../../bookings/replies/answers.js';
import type { Reply } from '../../messaging/replies/reply-handlers.js';
import { ReplyHandlers } from '../../messaging/replies/reply-handlers.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import { OpenCallTask } from './open-call-task.js';

interface Booking {
  id: string;
  clinicId: string;
  language: string;
}

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
    const booking = await this.bookingOf(tx, from);
    const about = booking && { bookingId: booking.id, clinicId: booking.clinicId, language: booking.language };
    const task = await this.open.within(tx, { reason: 'reply', phone: from, ...about });
    await rows(tx, 'update replies set call_task_id = $2, booking_id = coalesce(booking_id, $3) where id = $1', [
      ...[id, task, booking?.id],
    ]);
    await this.answers.give(tx, reply, { kind: 'reply_person' });
  }

  /** The next one of this number that is not over. */
  private async bookingOf(tx: Tx, phone: string): Promise<Booking | undefined> {
    const [found] = await rows<Booking>(
      tx,
      `select b.id, b.clinic_id as "clinicId", b.language from bookings b
       join attendees a on a.booking_id = b.id and a.status <> 'cancelled' join slots s on s.id = a.slot_id
       where b.phone_ix = any($1) and b.status = 'booked' and s.ends_at > $2 order by s.starts_at limit 1`,
      [this.sealer.blindIndexes(phone, 'phone'), this.clock.now()],
    );
    return found;
  }
}
