import { Injectable } from '@nestjs/common';
import { DispatchPoke } from '../messaging/dispatch-poke.js';
import { queueMessages } from '../messaging/outbox.js';
import { shiftPlaces } from '../places/places.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database.js';
import { Database } from '../platform/database.js';
import { conflict, notFound } from '../platform/errors.js';
import { actionMessages } from './action-messages.js';
import { cancelAttendees, recordEvent, reviseBooking, seated } from './bookings.repository.js';
import type { Changer } from './changer.js';
import { actorOf, lockFor, recordDeed } from './changer.js';
import { ManageLinks } from './manage-links.js';

/** Gives the places of a booking back: all of them, or one attendee's. */
@Injectable()
export class CancelBooking {
  constructor(
    private readonly database: Database,
    private readonly links: ManageLinks,
    private readonly clock: Clock,
    private readonly poke: DispatchPoke,
  ) {}

  /**
   * Cancelling what is cancelled changes nothing and is no error: a second click is the same wish. Whoever has been seen
   * keeps their place.
   * @throws AppError 404; 409 `booking_over` once a time has begun, or everybody has been seen
   */
  async run(by: Changer, attendeeId?: string): Promise<void> {
    await this.database.transaction((tx) => this.within(tx, by, attendeeId ? [attendeeId] : []));
    this.poke.poke();
  }

  /** The same in the caller's transaction, of some of its attendees; none named: of all. */
  async within(tx: Tx, by: Changer, attendeeIds: string[] = []): Promise<void> {
    const now = this.clock.now();
    const booking = await lockFor(tx, by, this.links);
    const meant = booking.attendees.filter(({ id }) => attendeeIds.length === 0 || attendeeIds.includes(id));
    if (meant.length === 0) throw notFound();
    const leaving = meant.filter(({ status }) => status === 'expected');
    if (leaving.length === 0 && meant.some(({ status }) => status === 'cancelled')) return;
    if (leaving.length === 0 || leaving.some((attendee) => attendee.startsAt <= now)) throw conflict('booking_over');
    const whole = leaving.length === seated(booking).length;
    const places = leaving.map(({ slotId }) => ({ slotId, n: -1 }));
    const ids = leaving.map(({ id }) => id);
    await shiftPlaces(tx, places, now);
    await cancelAttendees(tx, ids);
    const revision = await reviseBooking(tx, booking.id, booking.clinicId, whole ? 'cancelled' : 'booked');
    const event = { bookingId: booking.id, clinicId: booking.clinicId, revision, actor: actorOf(by) };
    if (whole) await recordEvent(tx, { ...event, kind: 'cancelled' }, now);
    else for (const id of ids) await recordEvent(tx, { ...event, kind: 'attendee_cancelled', attendeeId: id }, now);
    const kind = whole ? 'booking_cancelled' : 'attendee_cancelled';
    await recordDeed(tx, by, { action: kind, clinicId: booking.clinicId }, now);
    await queueMessages(tx, actionMessages(kind, { ...booking, revision }, now));
  }
}
