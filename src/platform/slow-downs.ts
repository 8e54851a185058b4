import { Injectable } from '@nestjs/common';
import { Clock } from './clock.js';
import { Database } from './database.js';
import { tooManyRequests } from './errors.js';
import { Sealer } from './sealing.js';

/** So many tries in so many seconds, from the first of them on. */
export interface Pace {
  /** Who or what is counted. Only its keyed hash is stored. */
  key: string;
  tries: number;
  seconds: number;
}

/**
 * Limits that hold across processes and restarts, because they are counted in the database, each try by one statement. For
 * what an attacker tries and a crowd does not: signing in. The crowd's limits are in `RateLimits`.
 */
@Injectable()
export class SlowDowns {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
  ) {}

  /** Counts a try before it is made, so that many at once count as many. Throws 429 when there were too many. */
  async take(...paces: Pace[]): Promise<void> {
    for (const pace of paces) {
      const wait = await this.count(pace);
      if (wait > 0) throw tooManyRequests(wait);
    }
  }

  /** Counts a try; the seconds to wait if that was one too many, else 0. */
  async count({ key, tries, seconds }: Pace): Promise<number> {
    const now = this.clock.now();
    const [row] = await this.database.query<{ tries: number; until: Date }>(
      `insert into slow_downs (key, tries, until) values ($1, 1, $2)
       on conflict (key) do update set
         tries = case when slow_downs.until <= $3 then 1 else slow_downs.tries + 1 end,
         until = case when slow_downs.until <= $3 then $2 else slow_downs.until end
       returning tries, until`,
      [this.hash(key), new Date(now.getTime() + seconds * 1_000), now],
    );
    if (!row || row.tries <= tries) return 0;
    return Math.max(1, Math.ceil((row.until.getTime() - now.getTime()) / 1_000));
  }

  /** Takes back a try that turned out to be right. */
  async giveBack(...paces: Pace[]): Promise<void> {
    await this.database.query('update slow_downs set tries = greatest(0, tries - 1) where key = any($1)', [
      paces.map(({ key }) => this.hash(key)),
    ]);
  }

  /** Removes what has run out. */
  async tidy(): Promise<void> {
    await this.database.query('delete from slow_downs where until <= $1', [this.clock.now()]);
  }

  private hash(key: string): string {
    return this.sealer.mac('slow-down', key).subarray(0, 16).toString('base64url');
  }
}
