import { Injectable } from '@nestjs/common';
import { CancelBooking } from '../../bookings/cancel-booking.js';
import type { OnBehalf } from '../../bookings/changer.js';
import { CallerChecks } from './caller-checks.js';

/** Gives a caller's places back: all of them, or one person's. */
@Injectable()
export class CancelForCaller {
  constructor(
    private readonly checks: CallerChecks,
    private readonly cancelBooking: CancelBooking,
  ) {}

  /** @throws AppError 409 `identity_unchecked`, and as `CancelBooking` does */
  async run(by: OnBehalf, attendeeId?: string): Promise<void> {
    await this.checks.demand(by.bookingId, by.caller);
    await this.cancelBooking.run(by, attendeeId);
  }
}
