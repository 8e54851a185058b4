import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { DateTime } from 'luxon';
import { purgeBad } from '../../messaging/bad-addresses.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { Database, rows } from '../../platform/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Log } from '../../platform/logging.js';
import { eraseTests } from '../team-messages/test-message.js';
import { eraseBookings } from './erase-bookings.js';

/** Rows in one transaction: locks are short, and what is done stays done when the rest is not. */
const BATCH = 200;
/** Four in the morning in Boston, or three. */
const NIGHTLY = '15 8 * * *';
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The nightly purge: `RETENTION_DAYS` after a clinic's day, what names its people is erased, unless a legal hold keeps it.
 * It goes by the date in UTC, which no zone is more than 14 hours ahead of: a day late for some, early for nobody.
 */
@Injectable()
export class Purge implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.jobs.register({ name: 'purge', cron: NIGHTLY, run: (_payload, signal) => this.run(signal).then(() => {}) });
  }

  /** In batches, until nothing is left or `signal` says to stop; the next run goes on where this one stopped. */
  async run(signal = new AbortController().signal): Promise<{ bookings: number; links: number; hashes: number }> {
    const now = this.clock.now();
    const before =
      DateTime.fromJSDate(now, { zone: 'utc' }).minus({ days: this.config.retentionDays }).toISODate() ?? '';
    const done = {
      bookings: await this.repeat(signal, () => this.bookings(before, now)),
      links: await this.repeat(signal, () => this.links(before)),
      hashes: await this.repeat(signal, () => this.hashes(new Date(now.getTime() - DAY_MS))),
    };
    await this.repeat(signal, () => this.tests(new Date(now.getTime() - DAY_MS), now));
    await this.repeat(signal, () => this.database.transaction((tx) => purgeBad(tx, now)));
    await this.database.query('delete from api_tokens where expires_at <= $1', [now]);
    this.log.info('purged', done);
    return done;
  }

  private async repeat(signal: AbortSignal, batch: () => Promise<number>): Promise<number> {
    for (let total = 0; ;) {
      signal.throwIfAborted();
      const done = await batch();
      if (done === 0) return total;
      total += done;
    }
  }

  /** Bookings of clinics that are long over. The clinic is locked too: a hold that was just set is seen. */
  private async bookings(before: string, now: Date): Promise<number> {
    return this.database.transaction(async (tx) => {
      const found = await rows<{ id: string }>(
        tx,
        `select b.id from bookings b join clinics c on c.id = b.clinic_id
         where b.erased_at is null and c.day < $1 and c.legal_hold_reason is null
         order by b.id limit $2 for update of b skip locked for share of c`,
        [before, BATCH],
      );
      const ids = found.map(({ id }) => id);
      if (ids.length > 0) await eraseBookings(tx, ids, 'retention', now);
      return ids.length;
    });
  }

  /** Addresses of video calls that are long over. */
  private async links(before: string): Promise<number> {
    const done = await this.database.query(
      `update clinics set joining_link = null where id in (
         select id from clinics where joining_link is not null and day < $1 and legal_hold_reason is null
         order by id limit $2 for update skip locked)
       returning id`,
      [before, BATCH],
    );
    return done.length;
  }

  /** Samples that somebody of the team sent to themselves. */
  private tests(before: Date, now: Date): Promise<number> {
    return this.database.transaction((tx) => eraseTests(tx, before, now));
  }

  /** Hashes of submissions, kept for a day: nobody sends the same form again later than that. */
  private async hashes(before: Date): Promise<number> {
    const done = await this.database.query(
      `update bookings set idempotency_hash = null, request_hash = null where id in (
         select id from bookings where idempotency_hash is not null and created_at < $1
         order by created_at limit $2 for update skip locked)
       returning id`,
      [before, BATCH],
    );
    return done.length;
  }
}
