import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a caller said right before anything was read out to them; corrections in the history. */
export class CallerChecks1764000160000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A row for each booking that a check opened to whoever made it. Names nobody.
      create table caller_checks (
        id bigint generated always as identity constraint caller_checks_pkey primary key,
        booking_id uuid not null constraint caller_checks_booking_id_fkey references bookings (id) on delete cascade,
        actor text not null,
        facts text[] not null,
        at timestamptz not null
      );
      create index caller_checks_booking_id_idx on caller_checks (booking_id, actor, at);

      alter table booking_events
        drop constraint booking_events_kind_known,
        add constraint booking_events_kind_known check (kind in ('moved', 'cancelled', 'attendee_cancelled',
          'clinic_called_off', 'clinic_back', 'clinic_changed', 'contact_changed', 'name_changed', 'language_changed',
          'messages_stopped', 'messages_resumed'));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table booking_events drop constraint booking_events_kind_known;
      delete from booking_events where kind in ('contact_changed', 'name_changed', 'language_changed',
        'messages_stopped', 'messages_resumed');
      alter table booking_events add constraint booking_events_kind_known check (kind in ('moved', 'cancelled',
        'attendee_cancelled', 'clinic_called_off', 'clinic_back', 'clinic_changed'));
      drop table caller_checks;
    `);
  }
}
