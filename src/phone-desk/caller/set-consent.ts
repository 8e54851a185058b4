import { Injectable } from '@nestjs/common';
import { BookingReader } from '../../bookings/booking-reader.js';
import type { LockedBooking } from '../../bookings/bookings.repository.js';
import { lockBookingById, recordEvent } from '../../bookings/bookings.repository.js';
import type { OnBehalf } from '../../bookings/changer.js';
import { recordDeed } from '../../bookings/changer.js';
import { DispatchPoke } from '../../messaging/dispatch-poke.js';
import { optIn, optOut } from '../../messaging/opt-outs.js';
import type { QueuedMessage } from '../../messaging/outbox.js';
import { queueMessages } from '../../messaging/outbox.js';
import { withdrawMessages } from '../../messaging/withdraw-messages.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database } from '../../platform/database.js';
import { conflict, invalid, notFound } from '../../platform/errors.js';
import { Sealer } from '../../platform/sealing.js';
import { CallerChecks } from './caller-checks.js';
import { consentSpoken } from './consents.repository.js';
import { tellingKind } from './telling-rules.js';

/** Whether somebody wants to be written to by one channel. */
export interface Wish {
  channel: 'sms' | 'email';
  wanted: boolean;
}

/** Stops messages to a caller, or begins them again with what they said yes to. */
@Injectable()
export class SetConsent {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly bookings: BookingReader,
    private readonly checks: CallerChecks,
    private readonly clock: Clock,
    private readonly poke: DispatchPoke,
  ) {}

  /**
   * Stopping holds for the address, whatever else is booked under it. What is so already changes nothing and is no error.
   * @throws AppError 404; 409 identity_unchecked, carrier_stopped; 422 when there is no such address
   */
  async run(by: OnBehalf, { channel, wanted }: Wish): Promise<void> {
    await this.checks.demand(by.bookingId, by.caller);
    const now = this.clock.now();
    const details = await this.bookings.byId(by.bookingId);
    if (!details) throw notFound();
    const address = channel === 'sms' ? details.contact.phone : details.contact.email;
    if (!address) throw invalid({ field: 'channel', code: 'contact_required' });
    await this.database.transaction(async (tx) => {
      const booking = await lockBookingById(tx, by.bookingId);
      const changed = wanted
        ? await this.resume(
            tx,
            by,
            { channel, to: address, agreed: booking.channels.includes(channel) },
            details.locale,
          )
        : await optOut(tx, this.sealer, channel, {
            ...{ to: address, reason: 'asked', at: now, actor: by.caller.actor },
          });
      if (!changed) return;
      // The booking's revision stays: what waits to go out by the other channel is still true.
      if (wanted) await withdrawMessages(tx, booking.id, [channel], 'superseded', now);
      const kind = wanted ? 'messages_resumed' : 'messages_stopped';
      const event = {
        bookingId: booking.id,
        clinicId: booking.clinicId,
        revision: booking.revision,
        kind,
        actor: by.caller.actor,
      } as const;
      await recordEvent(tx, event, now);
      await recordDeed(tx, by, { action: kind, clinicId: booking.clinicId }, now);
      const telling = wanted && tellingKind(details, now);
      if (telling) await queueMessages(tx, [tellAnew(telling, booking, channel, now)]);
    });
    this.poke.poke();
  }

  private async resume(
    tx: Tx,
    by: OnBehalf,
    { channel, to, agreed }: { channel: 'sms' | 'email'; to: string; agreed: boolean },
    language: string,
  ): Promise<boolean> {
    const outcome = await optIn(tx, this.sealer, channel, { to, byCarrier: false });
    if (outcome === 'by_carrier_only') throw conflict('carrier_stopped');
    if (outcome === 'not_stopped' && agreed) return false;
    await consentSpoken(tx, { ...by, channel, language }, this.clock.now());
    return true;
  }
}

/** How things stand, once more under this revision. */
function tellAnew(
  kind: string,
  { id, clinicId, revision }: LockedBooking,
  channel: Wish['channel'],
  now: Date,
): QueuedMessage {
  const dedupeKey = `${kind}:${id}:${revision}:again${now.getTime()}:${channel}`;
  return { clinicId, subjectType: 'booking', subjectId: id, kind, channel, dedupeKey, dueAt: now };
}
