import { Injectable } from '@nestjs/common';
import { DispatchPoke } from '../messaging/dispatch-poke.js';
import { queueMessages } from '../messaging/outbox.js';
import { Holds } from '../places/holds.js';
import type { ShiftedSlot } from '../places/places.js';
import { shiftPlaces } from '../places/places.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { conflict, invalid } from '../platform/errors.js';
import { actionMessages } from './action-messages.js';
import type { LockedBooking } from './bookings.repository.js';
import { expected, moveAttendees, recordEvent, reviseBooking, seated } from './bookings.repository.js';
import type { Changer } from './changer.js';
import { actorOf, demandScope, lockFor, recordDeed } from './changer.js';
import { ManageLinks } from './manage-links.js';

/** Everybody to one slot, or each named attendee to a slot of their own. */
export type MoveTarget = { slotId: string } | { slots: { attendeeId: string; slotId: string }[] };

interface Move {
  id: string;
  from: string;
  slotId: string;
}

/** Moves a booking: the new places are taken and the old ones given back in one step, or nothing changes. */
@Injectable()
export class MoveBooking {
  constructor(
    private readonly database: Database,
    private readonly links: ManageLinks,
    private readonly holds: Holds,
    private readonly clock: Clock,
    private readonly poke: DispatchPoke,
  ) {}

  /**
   * Moving to where everybody is already changes nothing and is no error. Whoever has been seen stays. All attendees together may move to another
   * clinic; some of them only within their own.
   * @throws AppError 404; 409 slot_full, booking_closed, already_booked, already_cancelled, booking_over; 422 one_clinic
   */
  async run(by: Changer, target: MoveTarget): Promise<void> {
    const now = this.clock.now();
    await this.holds.whereRoomIs(slotsOf(target), () =>
      this.database.transaction(async (tx) => {
        const booking = await lockFor(tx, by, this.links);
        const moves = this.moves(booking, target, now);
        if (moves.length === 0) return;
        const shifts = moves.flatMap((move) => [
          { slotId: move.from, n: -1 },
          { slotId: move.slotId, n: 1 },
        ]);
        const clinicId = clinicAfter(booking, moves, await shiftPlaces(tx, shifts, now));
        await demandScope(tx, by, clinicId);
        await moveAttendees(tx, clinicId, moves);
        const revision = await reviseBooking(tx, booking.id, clinicId, 'booked');
        const together =
          moves.length === expected(booking).length && new Set(moves.map((m) => m.from + m.slotId)).size === 1;
        for (const move of together ? moves.slice(0, 1) : moves) {
          const slots = { fromSlotId: move.from, toSlotId: move.slotId, attendeeId: together ? undefined : move.id };
          const event = { bookingId: booking.id, clinicId, revision, kind: 'moved' as const, actor: actorOf(by) };
          await recordEvent(tx, { ...event, ...slots }, now);
        }
        await recordDeed(tx, by, { action: 'booking_moved', clinicId }, now);
        await queueMessages(tx, actionMessages('booking_moved', { ...booking, clinicId, revision }, now));
      }),
    );
    this.poke.poke();
  }

  private moves(booking: LockedBooking, target: MoveTarget, now: Date): Move[] {
    if (booking.status === 'cancelled') throw conflict('already_cancelled');
    const active = expected(booking);
    if (active.length === 0) throw conflict('booking_over');
    const wishes =
      'slotId' in target ? active.map(({ id }) => ({ attendeeId: id, slotId: target.slotId })) : target.slots;
    if (new Set(wishes.map((wish) => wish.attendeeId)).size < wishes.length) {
      throw invalid({ field: 'slots', code: 'attendee_twice' });
    }
    return wishes.flatMap((wish) => {
      const attendee = active.find(({ id }) => id === wish.attendeeId.toLowerCase());
      if (!attendee) throw invalid({ field: 'slots', code: 'attendee_unknown' });
      if (attendee.startsAt <= now) throw conflict('booking_over');
      const slotId = wish.slotId.toLowerCase();
      return attendee.slotId === slotId ? [] : [{ id: attendee.id, from: attendee.slotId, slotId }];
    });
  }
}

function slotsOf(target: MoveTarget): string[] {
  return 'slotId' in target ? [target.slotId] : target.slots.map((slot) => slot.slotId);
}

/** The clinic that the booking is for after the moves; an attendee who stays behind keeps it where it is. */
function clinicAfter(booking: LockedBooking, moves: Move[], shifted: ShiftedSlot[]): string {
  const targets = new Set(moves.map((move) => shifted.find((slot) => slot.id === move.slotId)?.clinic_id));
  if (moves.length < seated(booking).length) targets.add(booking.clinicId);
  const [clinicId, ...others] = targets;
  if (!clinicId || others.length > 0) throw invalid({ field: 'slots', code: 'one_clinic' });
  return clinicId;
}
