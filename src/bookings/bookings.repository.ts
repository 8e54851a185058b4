import type { Tx } from '../platform/database.js';
import { rows } from '../platform/database.js';
import { conflict, invalid, mapConstraints, notFound } from '../platform/errors.js';
import type { AttendeeStatus, BookingEventKind, BookingStatus } from './booking-reads.js';

mapConstraints({
  attendees_once_by_phone: () => conflict('already_booked'),
  attendees_once_by_email: () => conflict('already_booked'),
  // The statement that books inserts one row for each clinic among its slots, all with one id.
  bookings_pkey: () => invalid({ field: 'attendees', code: 'one_clinic' }),
});

/** A booking held by this transaction: nobody else changes it or its attendees meanwhile. */
export interface LockedBooking {
  id: string;
  clinicId: string;
  status: BookingStatus;
  revision: number;
  channels: ('sms' | 'email')[];
  attendees: { id: string; slotId: string; startsAt: Date; status: AttendeeStatus }[];
}

/** Locks the booking that a manage link is for, and its people: nobody checks them in meanwhile. @throws AppError 404 */
export const lockBooking = (tx: Tx, manageHash: string) => lock(tx, 'manage_hash = $1', manageHash);

/** The same by its id. @throws AppError 404, also for one that was erased */
export const lockBookingById = (tx: Tx, id: string) => lock(tx, 'id = $1 and erased_at is null', id);

async function lock(tx: Tx, which: string, key: string): Promise<LockedBooking> {
  const [booking] = await rows<Omit<LockedBooking, 'attendees'>>(
    tx,
    `select id, clinic_id as "clinicId", status, revision,
       array(select channel from consents where booking_id = bookings.id) as channels
     from bookings where ${which} for update`,
    [key],
  );
  if (!booking) throw notFound();
  const attendees = await rows<LockedBooking['attendees'][number]>(
    tx,
    `select a.id, a.slot_id as "slotId", s.starts_at as "startsAt", a.status
     from attendees a join slots s on s.id = a.slot_id where a.booking_id = $1 order by a.position for update of a`,
    [booking.id],
  );
  return { ...booking, attendees };
}

/** Attendees that hold a place and have not been seen yet. */
export const expected = (booking: LockedBooking) =>
  booking.attendees.filter((attendee) => attendee.status === 'expected');

/** Attendees that have a place, whether they have been seen or not. */
export const seated = (booking: LockedBooking) => booking.attendees.filter(({ status }) => status !== 'cancelled');

/** Marks attendees as cancelled; their places are given back by `shiftPlaces`, before this. */
export async function cancelAttendees(tx: Tx, ids: string[]): Promise<void> {
  await rows(tx, `update attendees set status = 'cancelled' where id = any($1::uuid[])`, [ids]);
}

/** Whoever was checked in, or did not come, is expected anew: their clinic is on another day. */
export async function expectAnew(tx: Tx, clinicId: string, now: Date): Promise<void> {
  await rows(
    tx,
    `update attendees set status = 'expected', arrived_at = null, station = null, station_at = null, called_at = null,
       version = version + 1, changed_at = $2, changed_by = null
     where clinic_id = $1 and status in ('arrived', 'no_show')`,
    [clinicId, now],
  );
}

/** Puts attendees into other slots of one clinic. */
export async function moveAttendees(tx: Tx, clinicId: string, moves: { id: string; slotId: string }[]): Promise<void> {
  await rows(
    tx,
    `update attendees a set slot_id = m.slot_id, clinic_id = $1
     from unnest($2::uuid[], $3::uuid[]) as m (id, slot_id) where a.id = m.id`,
    [clinicId, moves.map((move) => move.id), moves.map((move) => move.slotId)],
  );
}

/** The booking after a change: its next revision, in the clinic it is now for. */
export async function reviseBooking(tx: Tx, id: string, clinicId: string, status: BookingStatus): Promise<number> {
  const [row] = await rows<{ revision: number }>(
    tx,
    'update bookings set revision = revision + 1, clinic_id = $2, status = $3 where id = $1 returning revision',
    [id, clinicId, status],
  );
  if (!row) throw notFound();
  return row.revision;
}

interface NewEvent {
  bookingId: string;
  clinicId: string;
  revision: number;
  kind: BookingEventKind;
  actor: string;
  attendeeId?: string;
  fromSlotId?: string;
  toSlotId?: string;
}

/** One row of the booking's history. */
export async function recordEvent(tx: Tx, event: NewEvent, at: Date): Promise<void> {
  const { bookingId, clinicId, revision, kind, actor, attendeeId, fromSlotId, toSlotId } = event;
  await rows(
    tx,
    `insert into booking_events (booking_id, clinic_id, revision, kind, actor, attendee_id, from_slot_id, to_slot_id, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [bookingId, clinicId, revision, kind, actor, attendeeId, fromSlotId, toSlotId, at],
  );
}
