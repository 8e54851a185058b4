import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import { Views } from '../../access/views.js';
import { Clock } from '../../platform/clock.js';
import type { Conversation } from './conversation.js';
import { ConversationReader } from './conversation-reader.js';
import type { RecentOne, WaitingOne } from './inbox-reader.js';
import { InboxReader } from './inbox-reader.js';
import { newsOf, newsOfList } from './news.js';

export interface Inbox {
  waiting: WaitingOne[];
  /** How many wait in all. */
  count: number;
  recent: RecentOne[];
  page: number;
  more: boolean;
}

/** Opens the inbox, and what one number wrote; each look leaves its rows. */
@Injectable()
export class LookAtInbox {
  constructor(
    private readonly inbox: InboxReader,
    private readonly conversations: ConversationReader,
    private readonly views: Views,
    private readonly clock: Clock,
  ) {}

  async list(caller: Caller, page: number): Promise<Inbox> {
    const inbox = await this.read(caller, page);
    const seen = [...inbox.waiting, ...inbox.recent].flatMap(({ id, bookingId, clinicId }) => {
      const subject = subjectOf(bookingId, id);
      return subject ? [{ ...subject, clinicId: clinicId ?? undefined }] : [];
    });
    await this.views.recordAll(caller, seen);
    return inbox;
  }

  /** The word for the list as it is now. Nobody is seen: no row is left. */
  async newsOfList(caller: Caller, page: number): Promise<string> {
    return newsOfList(await this.read(caller, page), this.clock.now());
  }

  /** The word for a conversation as it is now. @throws AppError 404 */
  async newsOfOne(replyId: string, caller: Caller): Promise<string> {
    return newsOf(await this.conversations.read(replyId, caller));
  }

  /** @throws AppError 404 */
  async one(replyId: string, caller: Caller): Promise<Conversation> {
    const conversation = await this.conversations.read(replyId, caller);
    const [booking] = conversation.bookings;
    await this.views.record(caller, {
      ...(subjectOf(booking?.id ?? null, replyId) ?? { subjectType: 'reply', subjectId: replyId }),
      clinicId: booking?.clinic.id,
    });
    return conversation;
  }

  private async read(caller: Caller, page: number): Promise<Inbox> {
    const [waiting, { recent, more }, { count }] = await Promise.all([
      page === 1 ? this.inbox.waiting(caller) : [],
      this.inbox.recent(caller, page),
      this.inbox.count(caller),
    ]);
    return { waiting, count, recent, page, more };
  }
}

function subjectOf(bookingId: string | null, replyId: string | null) {
  if (bookingId) return { subjectType: 'booking', subjectId: bookingId };
  return replyId ? { subjectType: 'reply', subjectId: replyId } : undefined;
}
