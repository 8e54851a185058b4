import { Injectable } from '@nestjs/common';
import type { OnBehalf } from '../../bookings/changer.js';
import type { MoveTarget } from '../../bookings/move-booking.js';
import { MoveBooking } from '../../bookings/move-booking.js';
import { CallerChecks } from './caller-checks.js';

/** Moves a caller's booking, by the same statement as everybody's. */
@Injectable()
export class MoveForCaller {
  constructor(
    private readonly checks: CallerChecks,
    private readonly moveBooking: MoveBooking,
  ) {}

  /** @throws AppError 409 `identity_unchecked`, and as `MoveBooking` does */
  async run(by: OnBehalf, target: MoveTarget): Promise<void> {
    await this.checks.demand(by.bookingId, by.caller);
    await this.moveBooking.run(by, target);
  }
}
