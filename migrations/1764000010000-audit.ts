import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who did what, and why. Only ever added to: the application's role may neither change nor remove a row. */
export class Audit1764000010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table audit_events (
        id bigint generated always as identity constraint audit_events_pkey primary key,
        at timestamptz not null,
        actor text not null,
        action text not null,
        clinic_id uuid,
        subject_type text not null,
        subject_id text not null,
        ip_ix text,
        request_id text,
        reason text
      );
      create index audit_events_subject_idx on audit_events (subject_type, subject_id);
      create index audit_events_clinic_id_idx on audit_events (clinic_id, at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table audit_events');
  }
}
