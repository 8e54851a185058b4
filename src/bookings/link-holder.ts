import { Injectable } from '@nestjs/common';
import { notFound } from '../platform/errors.js';
import { RateLimits } from '../platform/rate-limits.js';
import type { BookingDetails } from './booking-reads.js';
import { BookingReader } from './booking-reader.js';
import { isManageToken } from './manage-links.js';

/**
 * The way in with a manage link. Wrong, malformed and expired links get the same 404. Only who guesses is slowed down: a
 * right link gets in whatever others on its address do.
 */
@Injectable()
export class LinkHolder {
  constructor(
    private readonly reader: BookingReader,
    private readonly limits: RateLimits,
  ) {}

  /** @throws AppError 404; 429 after many unknown links from one address */
  async booking(token: string, address: string): Promise<BookingDetails> {
    const booking = isManageToken(token) ? await this.reader.byToken(token) : undefined;
    if (booking) return booking;
    await this.limits.check('unknownToken', address);
    await this.limits.count('unknownToken', address);
    throw notFound();
  }
}
