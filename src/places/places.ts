import { lapsed } from '../clinics/clinic-reader.js';
import type { Tx } from '../platform/database.js';
import { rows } from '../platform/database.js';
import type { AppError } from '../platform/errors.js';
import { conflict, invalid, sqlState } from '../platform/errors.js';

/** Places to take (n > 0) from a slot, or to give back to it (n < 0). */
export interface Shift {
  slotId: string;
  n: number;
}

/**
 * The query that takes `$2` places of slot `$1` at instant `$3`: one conditional update, which PostgreSQL evaluates again
 * on the newest row after waiting for a lock. No row: not enough places, or not on sale. For a statement that books.
 */
export const TAKE_ONE = `
  update slots set taken = taken + $2::integer
  where id = $1::uuid and open and opens_at <= $3::timestamptz and $3 < closes_at and taken + $2 <= capacity + extra
  returning id, clinic_id, starts_at, ends_at`;

/**
 * The same for somebody who stands at the door: whenever that is, in a time that the team has open. With `$29` true also
 * over capacity, in any time of a published clinic: what is missing is added to `extra`.
 */
export const ADMIT = `
  update slots set extra = extra + case when $29::boolean then greatest(taken + $2::integer - capacity - extra, 0) else 0 end,
    taken = taken + $2::integer
  where id = $1::uuid and (open and taken + $2 <= capacity + extra or $29)
    and exists (select from clinics c where c.id = clinic_id and c.status = 'published')
  returning id, clinic_id, starts_at, ends_at`;

/** The same for several slots `$1::uuid[]` with `$2::integer[]` places: all or none; raises PL001 instead of no row. */
export const TAKE_MANY = `
  select id, clinic_id, starts_at, ends_at from shift_places($1::uuid[], $2::integer[], $3::timestamptz)`;

/** The same, where what hold `$29` has counts as one's own; the hold is gone afterwards. */
export const TAKE_HELD = `
  select id, clinic_id, starts_at, ends_at from take_held($29::uuid, $1::uuid[], $2::integer[], $3::timestamptz)`;

/** A slot after a shift. */
export interface ShiftedSlot {
  id: string;
  clinic_id: string;
  starts_at: Date;
  ends_at: Date;
}

/**
 * Takes and gives back places of several slots in one step, in the caller's transaction: all of it or none.
 * @throws a driver error that `isNoPlace` knows, when one of the slots to take from is full or not on sale
 */
export async function shiftPlaces(tx: Tx, shifts: Shift[], now: Date): Promise<ShiftedSlot[]> {
  return rows<ShiftedSlot>(tx, TAKE_MANY, [shifts.map((s) => s.slotId), shifts.map((s) => s.n), now]);
}

/**
 * Puts people whom the team moves from slots into others, in the caller's transaction, which holds these slots: whatever
 * the booking window says. More than a slot has room for breaks `slots_taken_range`.
 */
export async function reseat(tx: Tx, shifts: Shift[]): Promise<void> {
  await rows(
    tx,
    `update slots s set taken = s.taken + m.n,
       extra = case when m.n < 0 then least(s.extra, greatest(s.taken + m.n - s.capacity, 0)) else s.extra end
     from (select slot_id, sum(n)::integer as n from unnest($1::uuid[], $2::integer[]) as u (slot_id, n) group by slot_id) m
     where s.id = m.slot_id`,
    [shifts.map((s) => s.slotId), shifts.map((s) => s.n)],
  );
}

/** Whether an error says that places could not be taken. */
export const isNoPlace = (error: unknown) => sqlState(error) === 'PL001';

/**
 * Asks of slots `$1::uuid[]`, one for each place that is wanted, at instant `$2` what `noPlace` makes a refusal of; always
 * one row. What `$3` holds counts as their own; null: nothing does.
 */
export const WHY_NO_PLACE = `
  select count(*)::integer as known, coalesce(bool_and(s.open and s.opens_at <= $2 and $2 < s.closes_at), false) as "onSale",
    coalesce(bool_and(s.taken - ${lapsed('$2')} - own.n + w.n <= s.capacity + s.extra), false) as room
  from (select id, count(*)::integer as n from unnest($1::uuid[]) as u (id) group by id) w
  join slots s on s.id = w.id join clinics c on c.id = s.clinic_id, lateral (
    select coalesce(sum(p.n), 0)::integer as n from hold_places p join holds h on h.id = p.hold_id
    where p.slot_id = s.id and h.held_by = $3::text and h.expires_at > $2) own
  where c.status <> 'draft'`;

export interface WhyNoPlace {
  /** How many of the slots the public may know of. */
  known: number;
  onSale: boolean;
  /** There is room after all: in holds whose time is over, or somebody has just left. */
  room: boolean;
}

/** The refusal for slots whose places could not be had: unknown, closed, or full. */
export function noPlace(slotIds: string[], { known, onSale }: Omit<WhyNoPlace, 'room'>): AppError {
  if (known < new Set(slotIds).size) return invalid({ field: 'slotId', code: 'slot_unknown' });
  return conflict(onSale ? 'slot_full' : 'booking_closed');
}
