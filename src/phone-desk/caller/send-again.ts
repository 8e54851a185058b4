import { Injectable } from '@nestjs/common';
import { BookingReader } from '../../bookings/booking-reader.js';
import { lockBookingById } from '../../bookings/bookings.repository.js';
import type { OnBehalf } from '../../bookings/changer.js';
import { recordDeed } from '../../bookings/changer.js';
import { DispatchPoke } from '../../messaging/dispatch-poke.js';
import { queueMessages } from '../../messaging/outbox.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { conflict, notFound } from '../../platform/errors.js';
import { CallerChecks } from './caller-checks.js';
import { tellingKind } from './telling-rules.js';

/** Writes again how things stand, with the link, to the contact on file. */
@Injectable()
export class SendAgain {
  constructor(
    private readonly database: Database,
    private readonly bookings: BookingReader,
    private readonly checks: CallerChecks,
    private readonly clock: Clock,
    private readonly poke: DispatchPoke,
  ) {}

  /** Once a minute at most: a second press is the same wish. @throws AppError 404; 409 identity_unchecked, booking_over, no_channel */
  async run(by: OnBehalf): Promise<void> {
    await this.checks.demand(by.bookingId, by.caller);
    const now = this.clock.now();
    const minute = now.toISOString().slice(0, 16).replace(/\D/g, '');
    const details = await this.bookings.byId(by.bookingId);
    if (!details) throw notFound();
    const kind = tellingKind(details, now);
    if (!kind) throw conflict('booking_over');
    await this.database.transaction(async (tx) => {
      const { id, clinicId, revision, channels } = await lockBookingById(tx, by.bookingId);
      if (channels.length === 0) throw conflict('no_channel');
      const messages = channels.map((channel) => ({
        ...{ clinicId, subjectType: 'booking', subjectId: id, kind, channel, dueAt: now },
        dedupeKey: `${kind}:${id}:${revision}:again${minute}:${channel}`,
      }));
      await queueMessages(tx, messages);
      await recordDeed(tx, by, { action: 'booking_sent_again', clinicId }, now);
    });
    this.poke.poke();
  }
}
