import { Injectable } from '@nestjs/common';
import { notFound } from '../platform/errors.js';
import { RateLimits } from '../platform/rate-limits.js';
import { sameText } from '../platform/sealing.js';
import { isUuid } from '../platform/validation.js';
import type { BookingDetails } from './booking-reads.js';
import { BookingReader } from './booking-reader.js';
import { isManageToken, ManageLinks } from './manage-links.js';

/**
 * The way in with a manage link. Wrong, malformed and expired links get the same 404. Only who guesses is slowed down: a
 * right link gets in whatever others on its address do.
 */
@Injectable()
export class LinkHolder {
  constructor(
    private readonly reader: BookingReader,
    private readonly links: ManageLinks,
    private readonly limits: RateLimits,
  ) {}

  /** @throws AppError 404; 429 after many unknown links from one address */
  async booking(token: string, address: string): Promise<BookingDetails> {
    const booking = isManageToken(token) ? await this.reader.byToken(token) : undefined;
    return booking ?? this.refuse(address);
  }

  /**
   * The same with the address that stops emails: it lets in nowhere else.
   * @throws AppError 404, also where there is no email; 429
   */
  async emailed(bookingId: string, proof: string, address: string): Promise<BookingDetails & { email: string }> {
    const booking = isUuid(bookingId) ? await this.reader.byId(bookingId) : undefined;
    const email = booking?.contact.email;
    const right = email && sameText(proof, this.links.unsubscribeProof(booking.id, email, booking.link));
    return right ? { ...booking, email } : this.refuse(address);
  }

  private async refuse(address: string): Promise<never> {
    await this.limits.check('unknownToken', address);
    await this.limits.count('unknownToken', address);
    throw notFound();
  }
}
