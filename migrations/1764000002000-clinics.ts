import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Venues, clinics and slots, and the one function through which places change hands. */
export class Clinics1764000002000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table venues (
        id uuid constraint venues_pkey primary key,
        name text not null,
        address text not null,
        city text not null,
        room text,
        directions text,
        accessibility text,
        map_url text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );

      create table clinics (
        id uuid constraint clinics_pkey primary key,
        slug text not null constraint clinics_slug_key unique,
        title text not null,
        sms_name text not null,
        mode text not null constraint clinics_mode_known check (mode in ('in_person', 'virtual')),
        status text not null default 'draft'
          constraint clinics_status_known check (status in ('draft', 'published', 'cancelled', 'completed')),
        venue_id uuid constraint clinics_venue_id_fkey references venues (id),
        joining_link text,
        time_zone text not null,
        day date not null,
        languages text[] not null,
        booking_opens_at timestamptz,
        booking_closes_at timestamptz,
        waiting boolean not null default false,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );
      create index clinics_day_idx on clinics (day);

      create table slots (
        id uuid constraint slots_pkey primary key,
        clinic_id uuid not null constraint slots_clinic_id_fkey references clinics (id) on delete cascade,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        capacity integer not null constraint slots_capacity_range check (capacity between 0 and 1000),
        extra integer not null default 0 constraint slots_extra_range check (extra between 0 and 1000),
        taken integer not null default 0,
        owed integer not null default 0,
        open boolean not null default false,
        opens_at timestamptz not null default '-infinity',
        closes_at timestamptz not null,
        constraint slots_taken_range check (taken between 0 and capacity + extra),
        constraint slots_owed_range check (owed between 0 and taken),
        constraint slots_ends_after_start check (ends_at > starts_at),
        constraint slots_clinic_id_starts_at_key unique (clinic_id, starts_at)
      ) with (fillfactor = 70);

      -- Takes (n > 0) and gives back (n < 0) places of several slots: all of them or none. Rows are locked in the order
      -- of their ids, so that two callers cannot wait for each other. What is taken must be open and in its window;
      -- what is given back may be long closed.
      create function shift_places(p_slots uuid[], p_n integer[], p_now timestamptz) returns setof slots
      language plpgsql as $$
      declare
        item record;
        slot slots;
      begin
        for item in
          select u.slot_id, sum(u.n)::integer as n
          from unnest(p_slots, p_n) as u (slot_id, n)
          group by u.slot_id order by u.slot_id
        loop
          update slots s set taken = s.taken + item.n
          where s.id = item.slot_id and (item.n <= 0 or (
            s.open and s.opens_at <= p_now and p_now < s.closes_at and s.taken + item.n <= s.capacity + s.extra))
          returning s.* into slot;
          if not found then
            raise exception using errcode = 'PL001', message = 'no_place', detail = item.slot_id::text;
          end if;
          return next slot;
        end loop;
      end $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop function shift_places;
      drop table slots;
      drop table clinics;
      drop table venues;
    `);
  }
}
