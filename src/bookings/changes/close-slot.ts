import { formatTime } from '../../i18n/dates.js';
import { reseat } from '../../places/places.js';
import type { Tx } from '../../platform/database.js';
import { rows } from '../../platform/database.js';
import { AppError, invalid } from '../../platform/errors.js';
import { moveAttendees } from '../bookings.repository.js';
import { assertNotBegun } from './decisions.js';
import type { Decision } from './make-decision.js';
import type { Party, Seat } from './spread-rules.js';
import { spread } from './spread-rules.js';

/**
 * Closes one slot and moves its people to the nearest times with room, families together; when not all of them fit, nobody
 * is moved. Whoever cancels or moves a booking locks it and then its slots: so does this, and looks again once it holds the
 * slots whether somebody came in meanwhile.
 */
export const closeAndMove = (slotId: string): Decision => {
  let locked: string[] = [];
  return {
    before: async (tx) => void (locked = await lockBookings(tx, slotId)),
    async draft(tx, held) {
      const { clinic, slots } = held;
      assertNotBegun(held);
      const slot = slots.find(({ id }) => id === slotId);
      if (!slot) throw invalid({ field: 'slot', code: 'slot_unknown' });
      const parties = await partiesIn(tx, slotId);
      if (parties.some(({ bookingId }) => !locked.includes(bookingId))) throw cameInMeanwhile();
      const others = slots.filter(({ id, open }) => id !== slotId && open);
      const rooms = others.map((one) => ({ ...one, free: one.capacity + one.extra - one.taken }));
      const { seats, left } = spread(parties, slot.startsAt, rooms);
      if (left > 0) throw new AppError(422, 'no_room_to_move', { params: { n: left } });
      const startOf = (id: string) => slots.find((one) => one.id === id)?.startsAt ?? slot.startsAt;
      const targets = [...new Set(seats.map((seat) => seat.slotId))];
      return {
        kind: 'slot_closed',
        summary: `${formatTime(slot.startsAt, clinic.timeZone, 'en')} closed, ${seats.length} moved to other times`,
        slots: [{ id: slotId, startsAt: startOf(targets[0] ?? slotId) }],
        spread: targets.map((id) => ({ startsAt: startOf(id), people: seats.filter((s) => s.slotId === id).length })),
        apply: () => move(tx, clinic.id, slotId, seats),
      };
    },
  };
};

async function move(tx: Tx, clinicId: string, slotId: string, seats: Seat[]): Promise<void> {
  await reseat(
    tx,
    seats.flatMap((seat) => [
      { slotId, n: -1 },
      { slotId: seat.slotId, n: 1 },
    ]),
  );
  const moves = seats.map((seat) => ({ id: seat.attendeeId, slotId: seat.slotId }));
  await moveAttendees(tx, clinicId, moves);
  await rows(tx, 'update slots set open = false where id = $1', [slotId]);
}

async function lockBookings(tx: Tx, slotId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    `select b.id from bookings b
     where b.id in (select booking_id from attendees where slot_id = $1 and status <> 'cancelled')
     order by b.id for update`,
    [slotId],
  );
  return found.map(({ id }) => id);
}

async function partiesIn(tx: Tx, slotId: string): Promise<Party[]> {
  return rows<Party>(
    tx,
    `select booking_id as "bookingId", array_agg(id order by position) as "attendeeIds"
     from attendees where slot_id = $1 and status <> 'cancelled' group by booking_id`,
    [slotId],
  );
}

/** As a serialization failure, after which the transaction is begun anew. */
const cameInMeanwhile = () => Object.assign(new Error('a booking came in'), { code: '40001' });
