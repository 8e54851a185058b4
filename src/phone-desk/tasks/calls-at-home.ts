import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { count } from '../../bookings/changes/change-words.js';
import { HomeNotes } from '../../clinics/home-notes.js';
import { Clock } from '../../platform/clock.js';
import { waitWords } from './call-words.js';
import { CallsReader } from './calls-reader.js';

/** Says on the first page how many wait to be called, and how long the oldest of them. */
@Injectable()
export class CallsAtHome implements OnModuleInit {
  constructor(
    private readonly notes: HomeNotes,
    private readonly calls: CallsReader,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.notes.register('calls.work', async ({ clinics }) => {
      const { count: waiting, oldest } = await this.calls.waiting(clinics);
      if (!oldest) return undefined;
      const wait = waitWords(oldest, this.clock.now());
      return { href: '/staff/calls', words: `${count(waiting, 'call')} to make`, more: `the oldest waits for ${wait}` };
    });
  }
}
