import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import { BookSlot } from '../../bookings/book-slot.js';
import { bookingRequest } from '../../bookings/booking-request.js';
import { CancelBooking } from '../../bookings/cancel-booking.js';
import { eraseBookings } from '../../bookings/erasure/erase-bookings.js';
import { OffersReader } from '../../phone-desk/book/offers-reader.js';
import { OpenCallTask } from '../../phone-desk/tasks/open-call-task.js';
import { Clock } from '../../platform/clock.js';
import { alone } from '../../platform/data-source.js';
import { Database, rows } from '../../platform/database.js';
import { AppError, conflict } from '../../platform/errors.js';
import type { PracticeCaller } from './practice-callers.js';
import { ASKED_BY_FORM, PRACTICE_CALLERS } from './practice-callers.js';
import { PracticeReader } from './practice-reader.js';
import { firstPlaces, roomiest } from './practice-rules.js';

const PRACTICE_LOCK = 7_204_321;

/** Those whose places can be given back: nobody of them has been seen, and their time is to come. */
const EARLIER = `
  select b.id from bookings b where b.status = 'booked' and (b.phone_ix = any($1) or b.email_ix = any($2))
    and not exists (select from attendees a join slots s on s.id = a.slot_id
      where a.booking_id = b.id and a.status <> 'cancelled' and (a.status <> 'expected' or s.starts_at <= $3))`;

const CANCELLED = `
  select b.id from bookings b join clinics c on c.id = b.clinic_id
  where b.status = 'cancelled' and (b.phone_ix = any($1) or b.email_ix = any($2)) and c.legal_hold_reason is null
  for update of b`;

/** Makes the practice callers anew, for everybody. Touches nothing but what stands under their numbers and emails. */
@Injectable()
export class BeginPractice {
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly reader: PracticeReader,
    private readonly offers: OffersReader,
    private readonly bookSlot: BookSlot,
    private readonly cancelBooking: CancelBooking,
    private readonly openTask: OpenCallTask,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 409 `slot_full` when no clinic to come has room for it */
  run(caller: Caller): Promise<void> {
    // In one process one after the other before they ask for the lock: those who wait for it hold a connection each.
    const turn = this.last.then(() => this.anew(caller));
    this.last = turn.catch(() => {});
    return turn;
  }

  private anew(caller: Caller): Promise<void> {
    return alone(this.database.dataSource, PRACTICE_LOCK, async () => {
      await this.clear(caller);
      await this.make(caller);
    });
  }

  /** Places go back as they do for everybody; then nothing of the earlier round is found any more. */
  private async clear(caller: Caller): Promise<void> {
    const { phones, emails } = this.reader.keys();
    const now = this.clock.now();
    const earlier = await this.database.query<{ id: string }>(EARLIER, [phones, emails, now]);
    for (const { id } of earlier) await this.giveBack(id, caller);
    await this.database.transaction(async (tx) => {
      const gone = await rows<{ id: string }>(tx, CANCELLED, [phones, emails]);
      const ids = gone.map(({ id }) => id);
      if (ids.length > 0) await eraseBookings(tx, ids, 'applicant', now);
      await rows(tx, 'delete from call_tasks where phone_ix = any($1)', [phones]);
    });
  }

  /** One whose time has begun meanwhile keeps its place. */
  private async giveBack(bookingId: string, caller: Caller): Promise<void> {
    try {
      await this.cancelBooking.run({ bookingId, caller, reason: 'Practice begins again' });
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'booking_over')) throw error;
    }
  }

  private async make(caller: Caller): Promise<void> {
    const now = this.clock.now();
    const offers = await this.offers.find({}, 1, caller.clinics);
    const clinic = roomiest(offers.filter(({ clinic: { startsAt } }) => startsAt && startsAt > now));
    if (!clinic) throw conflict('slot_full');
    // Whoever is to be moved later comes first.
    const booked = PRACTICE_CALLERS.filter(({ email }) => email).sort(
      (a, b) => Number(b.exercise === 'move') - Number(a.exercise === 'move'),
    );
    const places = firstPlaces(clinic.times, booked.length);
    for (const [i, who] of booked.entries()) await this.book(who, places[i]?.id ?? '');
    for (const who of PRACTICE_CALLERS.filter(({ exercise }) => exercise === 'call')) {
      const { name, phone, language } = who;
      await this.openTask.run({
        ...{ reason: 'call_me', name, phone, language, words: ASKED_BY_FORM },
        ...{ bestTime: 'any', urgent: true },
      });
    }
  }

  private async book({ name, phone, email, language }: PracticeCaller, slotId: string): Promise<void> {
    const contact = { fullName: name, phone, email, language, smsConsent: false, emailConsent: false };
    await this.bookSlot.run(bookingRequest({ slotId, contact }), `practice:${randomUUID()}`, 'online');
  }
}
