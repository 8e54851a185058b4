import { Injectable } from '@nestjs/common';
import { actionMessages } from '../../bookings/action-messages.js';
import { BookingReader } from '../../bookings/booking-reader.js';
import { lockBookingById, recordEvent, reviseBooking } from '../../bookings/bookings.repository.js';
import type { OnBehalf } from '../../bookings/changer.js';
import { recordDeed } from '../../bookings/changer.js';
import { addressIndexes } from '../../messaging/address-index.js';
import { DispatchPoke } from '../../messaging/dispatch-poke.js';
import { queueMessages } from '../../messaging/outbox.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database, rows } from '../../platform/database.js';
import { invalid, notFound } from '../../platform/errors.js';
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
   * @throws AppError 404; 409 identity_unchecked; 422 when there is no such address
   */
  async run(by: OnBehalf, { channel, wanted }: Wish): Promise<void> {
    await this.checks.demand(by.bookingId, by.caller);
    const now = this.clock.now();
    const details = await this.bookings.byId(by.bookingId);
    if (!details) throw notFound();
    const address = channel === 'sms' ? details.contact.phone : details.contact.email;
    if (!address) throw invalid({ field: 'channel', code: 'contact_required' });
    const indexes = addressIndexes(this.sealer, channel, address);
    await this.database.transaction(async (tx) => {
      const booking = await lockBookingById(tx, by.bookingId);
      const changed = wanted
        ? await this.resume(tx, by, { channel, indexes, agreed: booking.channels.includes(channel) }, details.locale)
        : await stop(tx, { channel, indexes, sealed: this.sealer.seal(address, 'opt_outs.address') }, now);
      if (!changed) return;
      const revision = await reviseBooking(tx, booking.id, booking.clinicId, booking.status);
      const kind = wanted ? 'messages_resumed' : 'messages_stopped';
      const event = {
        bookingId: booking.id,
        clinicId: booking.clinicId,
        revision,
        kind,
        actor: by.caller.actor,
      } as const;
      await recordEvent(tx, event, now);
      await recordDeed(tx, by, { action: kind, clinicId: booking.clinicId }, now);
      const telling = wanted && tellingKind(details, now);
      if (telling) await queueMessages(tx, actionMessages(telling, { ...booking, revision, channels: [channel] }, now));
    });
    this.poke.poke();
  }

  private async resume(
    tx: Tx,
    by: OnBehalf,
    { channel, indexes, agreed }: { channel: 'sms' | 'email'; indexes: string[]; agreed: boolean },
    language: string,
  ): Promise<boolean> {
    const text = 'delete from opt_outs where channel = $1 and address_ix = any($2) returning 1';
    const stopped = await rows(tx, text, [channel, indexes]);
    if (stopped.length === 0 && agreed) return false;
    await consentSpoken(tx, { ...by, channel, language }, this.clock.now());
    return true;
  }
}

async function stop(
  tx: Tx,
  { channel, indexes, sealed }: { channel: string; indexes: string[]; sealed: string },
  now: Date,
): Promise<boolean> {
  const stopped = await rows(tx, 'select 1 from opt_outs where channel = $1 and address_ix = any($2)', [
    channel,
    indexes,
  ]);
  if (stopped.length > 0) return false;
  await rows(
    tx,
    `insert into opt_outs (channel, address_ix, address, reason, at) values ($1, $2, $3, 'asked', $4) on conflict do nothing`,
    [channel, indexes[0], sealed, now],
  );
  return true;
}
