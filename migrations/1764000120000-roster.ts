import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The day itself: where each person is and since when, the stations on their way, and each tap that said so. */
export class Roster1764000120000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table attendees
        add column version integer not null default 0,
        add column changed_at timestamptz,
        add column changed_by text,
        add column arrived_at timestamptz,
        add column station text,
        add column station_at timestamptz,
        add column called_at timestamptz,
        add column notes text;
      alter table attendees alter column notes set statistics 0;

      create table clinic_stations (
        clinic_id uuid not null constraint clinic_stations_clinic_id_fkey references clinics (id) on delete cascade,
        position smallint not null,
        name text not null constraint clinic_stations_name_length check (length(name) between 1 and 40),
        constraint clinic_stations_pkey primary key (clinic_id, position),
        constraint clinic_stations_name_key unique (clinic_id, name)
      );

      -- Each tap once, whatever the line did. Names nobody.
      create table roster_taps (
        tap_id uuid constraint roster_taps_pkey primary key,
        clinic_id uuid not null,
        attendee_id uuid not null,
        status text,
        station text,
        actor text not null,
        -- When it was tapped, which may be long before it came here.
        tapped_at timestamptz not null,
        received_at timestamptz not null,
        -- The version that it made of its attendee; null: somebody else had been faster.
        version integer
      );
      create index roster_taps_clinic_id_idx on roster_taps (clinic_id, tapped_at);
      create index roster_taps_attendee_id_idx on roster_taps (attendee_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table roster_taps, clinic_stations;
      alter table attendees drop column version, drop column changed_at, drop column changed_by, drop column arrived_at,
        drop column station, drop column station_at, drop column called_at, drop column notes;
    `);
  }
}
