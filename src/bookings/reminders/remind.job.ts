import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { DispatchPoke } from '../../messaging/dispatch-poke.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { dueSteps, writeReminders } from './due-reminders.js';

const EVERY_MINUTE = '* * * * *';
/** In one transaction. */
const BATCH = 1000;

/**
 * Writes the reminders that are due into the outbox. Nothing is planned ahead: each minute it is derived anew from what is
 * booked who should have one and has none for this time, so that whatever changed, or was swallowed, needs no mending.
 */
@Injectable()
export class Remind implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly poke: DispatchPoke,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'remind',
      cron: EVERY_MINUTE,
      makeUp: false,
      run: async (_, signal) => void (await this.run(signal)),
    });
  }

  /** How many it wrote; `signal` stops it between two batches. */
  async run(signal = new AbortController().signal): Promise<number> {
    const now = this.clock.now();
    const due = await dueSteps(this.database, now);
    let all = 0;
    for (let written = BATCH; due.length > 0 && written === BATCH;) {
      signal.throwIfAborted();
      written = await this.database.transaction((tx) => writeReminders(tx, due, now, BATCH));
      if (written > 0) this.poke.poke();
      all += written;
    }
    return all;
  }
}
