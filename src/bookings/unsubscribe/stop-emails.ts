import { Injectable } from '@nestjs/common';
import { optOut } from '../../messaging/opt-outs.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import { lockBookingById, recordEvent } from '../bookings.repository.js';

/** Stops emails to the address that an email about a booking went to. */
@Injectable()
export class StopEmails {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /**
   * It holds for the address, whatever else is booked under it. The booking itself stays as it is, its revision too: what
   * waits to go out by text is still true. Emails that were stopped already change nothing and are no error.
   * @throws AppError 404 when the booking was erased meanwhile
   */
  async run({ id, email }: { id: string; email: string }): Promise<void> {
    const at = this.clock.now();
    await this.database.transaction(async (tx) => {
      const { clinicId, revision } = await lockBookingById(tx, id);
      const isNew = await optOut(tx, this.sealer, 'email', { to: email, reason: 'unsubscribed', at });
      const event = { bookingId: id, clinicId, revision, kind: 'messages_stopped', actor: 'applicant' } as const;
      if (isNew) await recordEvent(tx, event, at);
    });
  }
}
