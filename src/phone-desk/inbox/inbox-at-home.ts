import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { count } from '../../bookings/changes/change-words.js';
import { HomeNotes } from '../../clinics/home-notes.js';
import { Clock } from '../../platform/clock.js';
import { waitWords } from '../tasks/call-words.js';
import { InboxReader } from './inbox-reader.js';

/** Says on the first page how many wait for an answer, how long the oldest of them, and how many are for whoever looks. */
@Injectable()
export class InboxAtHome implements OnModuleInit {
  constructor(
    private readonly notes: HomeNotes,
    private readonly inbox: InboxReader,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.notes.register('calls.work', async (caller) => {
      const { count: waiting, oldest, mine } = await this.inbox.count(caller);
      if (!oldest) return undefined;
      const more = `the oldest waits for ${waitWords(oldest, this.clock.now())}${mine > 0 ? `, ${mine} for you` : ''}`;
      return { href: '/staff/replies', words: `${count(waiting, 'reply', 'replies')} to answer`, more };
    });
  }
}
