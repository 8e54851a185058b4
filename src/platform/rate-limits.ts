import { Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { tooManyRequests } from './errors.js';

/** Points and seconds of each limit, per address. A whole library may share one address: they stop floods, not crowds. */
const LIMITS = {
  /** Bookings made (refused attempts do not count). */
  booking: { points: 1_200, duration: 600 },
  /** Lost links asked for. */
  lostLink: { points: 20, duration: 600 },
  /** Calls asked for. */
  callMe: { points: 20, duration: 600 },
  /** Tests of messages that one of the team sends to themselves. */
  testSend: { points: 10, duration: 3_600 },
  /** Addresses with a token that we do not know: somebody guesses. */
  unknownToken: { points: 100, duration: 600 },
  /** Wrong keys for the preview mailbox, wrong API tokens. */
  wrongKey: { points: 20, duration: 600 },
};

type LimitName = keyof typeof LIMITS;

/** In memory, per process: no write to the database for what a crowd does. */
@Injectable()
export class RateLimits {
  private readonly limiters = Object.fromEntries(
    Object.entries(LIMITS).map(([name, limit]) => [name, new RateLimiterMemory({ ...limit, keyPrefix: name })]),
  ) as Record<LimitName, RateLimiterMemory>;

  /** Throws 429 when nothing is left for this address; takes nothing. */
  async check(name: LimitName, address: string): Promise<void> {
    const state = await this.limiters[name].get(address);
    if (state && state.remainingPoints <= 0) throw tooManyRequests(Math.ceil(state.msBeforeNext / 1000));
  }

  /** Takes one point; never throws. Call it once the thing happened that is limited. */
  async count(name: LimitName, address: string): Promise<void> {
    await this.limiters[name].consume(address).catch(() => undefined);
  }
}
