import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a coordinator plans, changes, calls off and completes: texts of a clinic, decisions about it, calls, figures. */
export class Season1764000110000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table clinics add column room text;

      -- Deferrable: all times of a clinic move in one statement, some of them onto where another one was.
      alter table slots drop constraint slots_clinic_id_starts_at_key,
        add constraint slots_clinic_id_starts_at_key unique (clinic_id, starts_at) deferrable initially immediate;

      -- What the team wrote instead of the coalition's standard text.
      create table clinic_texts (
        clinic_id uuid not null constraint clinic_texts_clinic_id_fkey references clinics (id) on delete cascade,
        kind text not null constraint clinic_texts_kind_known check (kind in ('bring', 'arrival', 'fee')),
        language text not null,
        text text not null constraint clinic_texts_text_length check (length(text) between 1 and 2000),
        updated_at timestamptz not null,
        constraint clinic_texts_pkey primary key (clinic_id, kind, language)
      );

      -- A decision that people are told of. Names nobody.
      create table clinic_changes (
        id uuid constraint clinic_changes_pkey primary key,
        -- In which order they were made.
        n bigint generated always as identity constraint clinic_changes_n_key unique,
        clinic_id uuid not null constraint clinic_changes_clinic_id_fkey references clinics (id),
        kind text not null constraint clinic_changes_kind_known
          check (kind in ('called_off', 'brought_back', 'moved', 'times', 'place', 'link', 'slot_closed')),
        summary text not null,
        reason text,
        -- Those that a calling off closed: bringing back opens these alone.
        closed_slots uuid[],
        made_by text not null,
        made_at timestamptz not null,
        -- When the last of its messages stood in the outbox.
        queued_at timestamptz
      );
      create index clinic_changes_clinic_id_idx on clinic_changes (clinic_id, n);
      create index clinic_changes_unfinished_idx on clinic_changes (clinic_id, n) where queued_at is null;

      -- Whom a decision concerns: written with the decision. No foreign key to bookings: it would wait for whoever
      -- holds one of them and waits for a slot that the decision holds.
      create table clinic_change_bookings (
        change_id uuid not null constraint clinic_change_bookings_change_id_fkey references clinic_changes (id),
        booking_id uuid not null,
        state text not null default 'waiting'
          constraint clinic_change_bookings_state_known check (state in ('waiting', 'queued', 'left')),
        -- The revision of the booking that its messages are about.
        revision integer,
        constraint clinic_change_bookings_pkey primary key (change_id, booking_id)
      );
      create index clinic_change_bookings_booking_id_idx on clinic_change_bookings (booking_id);
      create index clinic_change_bookings_waiting_idx on clinic_change_bookings (change_id, booking_id)
        where state = 'waiting';

      create table call_tasks (
        id uuid constraint call_tasks_pkey primary key,
        clinic_id uuid not null,
        reason text not null constraint call_tasks_reason_known check (reason in ('change')),
        subject_id uuid not null,
        change_id uuid constraint call_tasks_change_id_fkey references clinic_changes (id),
        state text not null constraint call_tasks_state_known check (state in ('open', 'taken', 'reached')),
        taken_by text,
        taken_at timestamptz,
        tries smallint not null default 0,
        tried_at timestamptz,
        note text,
        created_at timestamptz not null,
        closed_at timestamptz,
        constraint call_tasks_change_subject_key unique (change_id, subject_id),
        constraint call_tasks_taken check ((state = 'taken') = (taken_by is not null and taken_at is not null)),
        constraint call_tasks_closed check ((state = 'reached') = (closed_at is not null))
      );
      create index call_tasks_subject_id_idx on call_tasks (subject_id);
      alter table call_tasks alter column note set statistics 0;

      create table clinic_outcomes (
        clinic_id uuid constraint clinic_outcomes_pkey primary key
          constraint clinic_outcomes_clinic_id_fkey references clinics (id),
        booked integer not null,
        arrived integer not null,
        no_shows integer not null,
        walk_ins integer not null,
        done integer not null,
        languages jsonb not null,
        notes text,
        completed_by text not null,
        completed_at timestamptz not null,
        constraint clinic_outcomes_counted check (least(booked, arrived, no_shows, walk_ins, done) >= 0)
      );

      alter table booking_events
        drop constraint booking_events_kind_known,
        add constraint booking_events_kind_known check (kind in ('moved', 'cancelled', 'attendee_cancelled',
          'clinic_called_off', 'clinic_back', 'clinic_changed'));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table booking_events drop constraint booking_events_kind_known;
      delete from booking_events where kind in ('clinic_called_off', 'clinic_back', 'clinic_changed');
      alter table booking_events add constraint booking_events_kind_known
        check (kind in ('moved', 'cancelled', 'attendee_cancelled'));
      drop table clinic_outcomes, call_tasks, clinic_change_bookings, clinic_changes, clinic_texts;
      alter table slots drop constraint slots_clinic_id_starts_at_key,
        add constraint slots_clinic_id_starts_at_key unique (clinic_id, starts_at);
      alter table clinics drop column room;
    `);
  }
}
