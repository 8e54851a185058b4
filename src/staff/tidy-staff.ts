import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { SlowDowns } from '../platform/slow-downs.js';
import { removeLinks } from './staff-links.js';

/** Half an hour after the purge of bookings. */
const NIGHTLY = '45 8 * * *';

/** Removes every night what is over of signing in: sessions, links with the emails that carried them, counted tries. */
@Injectable()
export class TidyStaff implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly slowDowns: SlowDowns,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register({ name: 'tidy-staff', cron: NIGHTLY, run: () => this.run() });
  }

  async run(): Promise<void> {
    const now = this.clock.now();
    await this.database.query('delete from sessions where ended_at is not null or expires_at <= $1', [now]);
    await this.slowDowns.tidy();
    await this.database.transaction((tx) => removeLinks(tx, 'used_at is not null or expires_at <= $1', [now], now));
  }
}
