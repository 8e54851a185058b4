import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bookings and their attendees. Columns that name a person are sealed; `…_ix` are keyed blind indexes. */
export class Bookings1764000003000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table bookings (
        id uuid constraint bookings_pkey primary key,
        clinic_id uuid not null constraint bookings_clinic_id_fkey references clinics (id),
        reference text not null constraint bookings_reference_key unique,
        status text not null default 'booked' constraint bookings_status_known check (status in ('booked', 'cancelled')),
        source text not null
          constraint bookings_source_known check (source in ('online', 'phone', 'walk_in', 'waitlist', 'sms')),
        revision integer not null default 1,
        idempotency_hash text constraint bookings_idempotency_hash_key unique,
        request_hash text,
        manage_hash text not null constraint bookings_manage_hash_key unique,
        manage_key_id text not null,
        manage_rev integer not null default 0,
        name text not null,
        phone text,
        email text,
        phone_ix text,
        email_ix text,
        language text not null,
        created_at timestamptz not null,
        constraint bookings_contact_given check (phone is not null or email is not null or source = 'walk_in')
      );
      create index bookings_clinic_id_idx on bookings (clinic_id);
      create index bookings_phone_ix_idx on bookings (phone_ix);
      create index bookings_email_ix_idx on bookings (email_ix);

      create table attendees (
        id uuid constraint attendees_pkey primary key,
        booking_id uuid not null constraint attendees_booking_id_fkey references bookings (id) on delete cascade,
        clinic_id uuid not null constraint attendees_clinic_id_fkey references clinics (id),
        slot_id uuid not null constraint attendees_slot_id_fkey references slots (id),
        position smallint not null,
        name text not null,
        name_ix text not null,
        phone_ix text,
        email_ix text,
        twin smallint not null default 0,
        language text not null,
        needs_interpreter boolean not null default false,
        status text not null default 'expected'
          constraint attendees_status_known check (status in ('expected', 'arrived', 'done', 'no_show', 'cancelled'))
      );
      create index attendees_booking_id_idx on attendees (booking_id);
      create index attendees_slot_id_idx on attendees (slot_id);
      create unique index attendees_once_by_phone on attendees (clinic_id, phone_ix, name_ix, twin)
        where status <> 'cancelled';
      create unique index attendees_once_by_email on attendees (clinic_id, email_ix, name_ix, twin)
        where status <> 'cancelled';

      create table consents (
        booking_id uuid not null constraint consents_booking_id_fkey references bookings (id) on delete cascade,
        channel text not null constraint consents_channel_known check (channel in ('sms', 'email')),
        wording_version text not null,
        language text not null,
        at timestamptz not null,
        constraint consents_pkey primary key (booking_id, channel)
      );

      -- What changed after the booking was made; the booking itself is its first event.
      create table booking_events (
        id bigint generated always as identity constraint booking_events_pkey primary key,
        booking_id uuid not null constraint booking_events_booking_id_fkey references bookings (id) on delete cascade,
        clinic_id uuid not null constraint booking_events_clinic_id_fkey references clinics (id),
        revision integer not null,
        kind text not null
          constraint booking_events_kind_known check (kind in ('moved', 'cancelled', 'attendee_cancelled')),
        actor text not null,
        attendee_id uuid,
        from_slot_id uuid,
        to_slot_id uuid,
        at timestamptz not null
      );
      create index booking_events_booking_id_idx on booking_events (booking_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table booking_events;
      drop table consents;
      drop table attendees;
      drop table bookings;
    `);
  }
}
