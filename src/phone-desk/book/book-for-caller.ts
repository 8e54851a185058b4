import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../access/audit.js';
import type { Caller } from '../../access/caller.js';
import type { BookingDetails } from '../../bookings/booking-reads.js';
import type { BookingRequest } from '../../bookings/booking-request.js';
import { BookSlot } from '../../bookings/book-slot.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { AppError, conflict, invalid } from '../../platform/errors.js';
import { Holds } from '../../places/holds.js';
import { CallerChecks } from '../caller/caller-checks.js';
import { OffersReader } from './offers-reader.js';

export interface CallerBooking {
  request: BookingRequest;
  /** Makes it one submission. */
  key: string;
  /** The hold that keeps the places; one that is gone does no harm as long as there is room. */
  holdId?: string;
  /** It is somebody else than whoever has this name and contact in the clinic already. */
  namesake?: boolean;
  /** The start that was read out, of the first attendee's time. */
  readOut?: Date;
}

/** So many people of one name on one number are believed. */
const MOST_TWINS = 5;

/** Books for whoever is on the phone, by the same statement and rules as everybody. */
@Injectable()
export class BookForCaller {
  constructor(
    private readonly database: Database,
    private readonly bookSlot: BookSlot,
    private readonly holds: Holds,
    private readonly offers: OffersReader,
    private readonly checks: CallerChecks,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 409 slot_full, booking_closed, already_booked, idempotency_key_reused, time_changed; 422 slot_unknown,
   *   also for what lies outside one's clinics, one_clinic
   */
  async run(
    { request, key, holdId, namesake = false, readOut }: CallerBooking,
    caller: Caller,
  ): Promise<BookingDetails> {
    const slotId = request.attendees[0]?.slotId ?? '';
    const found = await this.offers.ofSlot(slotId, caller.clinics);
    if (!found) throw invalid({ field: 'slotId', code: 'slot_unknown' });
    if (readOut && readOut.getTime() !== found.slot.startsAt.getTime()) throw conflict('time_changed');
    const mine = holdId ? await this.holds.find(holdId, caller.actor) : undefined;
    const by = { holdId: mine?.id, recordedBy: caller.actor };
    const booking = await this.book(namesake ? 1 : 0, (twin) =>
      this.bookSlot.run(request, `phone:${caller.actor}:${key}`, 'phone', { ...by, twin }),
    );
    const subject = { clinicId: booking.clinic.id, subjectType: 'booking', subjectId: booking.id };
    await this.database.transaction(async (tx) => {
      await this.checks.bookedNow(tx, booking.id, caller.actor);
      await recordAudit(tx, { ...caller, ...subject, action: 'booked_for_caller' }, this.clock.now());
    });
    return booking;
  }

  /** The next of several people of one name, when that is what staff say. */
  private async book(first: number, attempt: (twin: number) => Promise<BookingDetails>): Promise<BookingDetails> {
    for (let twin = first; ; twin++) {
      try {
        return await attempt(twin);
      } catch (error) {
        const another = error instanceof AppError && error.code === 'already_booked' && twin > 0 && twin < MOST_TWINS;
        if (!another) throw error;
      }
    }
  }
}
