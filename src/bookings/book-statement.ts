import { ADMIT, TAKE_HELD, TAKE_MANY, TAKE_ONE } from '../places/places.js';

/** One row for each slot that places were taken in. */
export interface BookedRow {
  slotId: string;
  clinicId: string;
  startsAt: Date;
  endsAt: Date;
}

/**
 * A booking in one statement: takes the places and writes booking, attendees, consents and outbox; all of it or, when
 * there is no place, nothing and no row. Nothing is locked longer than this one round trip.
 */
const book = (take: string) => `
  with s as (${take}),
  b as (
    insert into bookings (id, clinic_id, reference, source, idempotency_hash, request_hash, manage_hash, manage_key_id,
      manage_rev, name, phone, email, phone_ix, email_ix, language, created_at)
    select $4, c.clinic_id, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $3
    from (select distinct clinic_id from s) c
    returning id, clinic_id
  ),
  a as (
    insert into attendees (id, booking_id, clinic_id, slot_id, position, name, name_ix, phone_ix, email_ix, language,
      needs_interpreter, twin)
    select p.id, b.id, b.clinic_id, p.slot_id, p.position, p.name, p.name_ix, $15, $16, p.language, p.needs_interpreter, $28
    from b, unnest($18::uuid[], $19::uuid[], $20::text[], $21::text[], $22::text[], $23::boolean[])
      with ordinality as p (id, slot_id, name, name_ix, language, needs_interpreter, position)
  ),
  k as (
    insert into consents (booking_id, channel, wording_version, language, at, recorded_by)
    select b.id, ch, $24, $17, $3, $27 from b, unnest($25::text[]) as ch
  ),
  m as (
    insert into messages (id, clinic_id, subject_type, subject_id, kind, channel, dedupe_key, due_at, created_at)
    select o.id, b.clinic_id, 'booking', b.id, 'booking_confirmed', o.channel,
      'booking_confirmed:' || b.id || ':1:' || o.channel, $3, $3
    from b, unnest($26::uuid[], $25::text[]) as o (id, channel)
  )
  select id as "slotId", clinic_id as "clinicId", starts_at as "startsAt", ends_at as "endsAt" from s`;

/** `$1` slot, `$2` number of places; the rest as in `book`. */
export const BOOK_ONE_SLOT = { name: 'book_one_slot', text: book(TAKE_ONE) };

/** `$1` slot, `$2` number of places, `$29` whether over capacity. */
export const BOOK_WALK_IN = { name: 'book_walk_in', text: book(ADMIT) };

/** `$1` slots, `$2` places in each. */
export const BOOK_MANY_SLOTS = { name: 'book_many_slots', text: book(TAKE_MANY) };

/** `$1` slots, `$2` places in each, `$29` the hold that has them, or some of them. */
export const BOOK_HELD = { name: 'book_held', text: book(TAKE_HELD) };
