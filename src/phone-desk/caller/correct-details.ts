import { Injectable } from '@nestjs/common';
import { actionMessages } from '../../bookings/action-messages.js';
import type { LockedBooking } from '../../bookings/bookings.repository.js';
import { lockBookingById, recordEvent, reviseBooking } from '../../bookings/bookings.repository.js';
import type { OnBehalf } from '../../bookings/changer.js';
import { recordDeed } from '../../bookings/changer.js';
import { BookingReader } from '../../bookings/booking-reader.js';
import { ManageLinks } from '../../bookings/manage-links.js';
import { DispatchPoke } from '../../messaging/dispatch-poke.js';
import { queueMessages } from '../../messaging/outbox.js';
import { withdrawMessages } from '../../messaging/withdraw-messages.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database, rows } from '../../platform/database.js';
import { notFound, translateConstraint } from '../../platform/errors.js';
import { Sealer } from '../../platform/sealing.js';
import { CallerChecks } from './caller-checks.js';
import { consentSpoken, dropConsent } from './consents.repository.js';
import type { Correction } from './correction-rules.js';
import { corrected } from './correction-rules.js';
import type { Known } from './details.repository.js';
import { knownOf, rotateLink, writeDetails } from './details.repository.js';
import { tellingKind } from './telling-rules.js';

/** Corrects a name, a number, an email or the language of a booking. */
@Injectable()
export class CorrectDetails {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly links: ManageLinks,
    private readonly bookings: BookingReader,
    private readonly checks: CallerChecks,
    private readonly clock: Clock,
    private readonly poke: DispatchPoke,
  ) {}

  /**
   * After another number or email nothing goes to the old one any more, the link that went there is dead, and the new one
   * gets how things stand. What is right already changes nothing and is no error.
   * @throws AppError 404; 409 identity_unchecked, already_booked (somebody of this name has a place there under that
   * number); 422
   */
  async run(by: OnBehalf, correction: Correction): Promise<void> {
    await this.checks.demand(by.bookingId, by.caller);
    const details = await this.bookings.byId(by.bookingId);
    if (!details) throw notFound();
    const now = this.clock.now();
    const telling = tellingKind(details, now);
    try {
      await this.database.transaction(async (tx) => {
        const booking = await lockBookingById(tx, by.bookingId);
        const known = await knownOf(tx, booking.id, this.sealer);
        const { next, kinds } = corrected(known, correction);
        if (kinds.length === 0) return;
        await writeDetails(tx, booking.id, next, this.sealer);
        if (kinds.includes('contact_changed')) await this.readdress(tx, by, { known, next, correction });
        const revision = await reviseBooking(tx, booking.id, booking.clinicId, booking.status);
        for (const kind of kinds) await this.record(tx, by, { ...booking, revision }, kind);
        const channels = await channelsOf(tx, booking.id);
        if (telling) await queueMessages(tx, actionMessages(telling, { ...booking, revision, channels }, now));
      });
    } catch (error) {
      throw translateConstraint(error);
    }
    this.poke.poke();
  }

  /** What belongs to an old number or email ends: messages on their way, the link, the consent. */
  private async readdress(
    tx: Tx,
    by: OnBehalf,
    { known, next, correction }: { known: Known; next: Known; correction: Correction },
  ): Promise<void> {
    const now = this.clock.now();
    const changes = [
      { channel: 'sms', changed: known.phone !== next.phone, is: next.phone, consent: correction.smsConsent },
      { channel: 'email', changed: known.email !== next.email, is: next.email, consent: correction.emailConsent },
    ] as const;
    for (const { channel, is, consent } of changes.filter(({ changed }) => changed)) {
      await withdrawMessages(tx, by.bookingId, [channel], 'address_changed', now);
      if (!is || consent === false) await dropConsent(tx, by.bookingId, channel);
      else if (consent) await consentSpoken(tx, { ...by, channel, language: next.language }, now);
    }
    await rotateLink(tx, by.bookingId, { known, next }, this.links);
  }

  private async record(
    tx: Tx,
    by: OnBehalf,
    { id, clinicId, revision }: LockedBooking,
    kind: 'contact_changed' | 'name_changed' | 'language_changed',
  ): Promise<void> {
    const now = this.clock.now();
    await recordEvent(tx, { bookingId: id, clinicId, revision, kind, actor: by.caller.actor }, now);
    await recordDeed(tx, by, { action: kind, clinicId }, now);
  }
}

async function channelsOf(tx: Tx, id: string): Promise<('sms' | 'email')[]> {
  const found = await rows<{ channel: 'sms' | 'email' }>(tx, 'select channel from consents where booking_id = $1', [
    id,
  ]);
  return found.map(({ channel }) => channel);
}
