import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit trail is read newest first by whom, what, which clinic or how: each reads a few rows, however many there are. */
export class AuditReading1764000081000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create index audit_events_newest_idx on audit_events (at, id);
      create index audit_events_actor_newest_idx on audit_events (actor, at, id);
      create index audit_events_action_newest_idx on audit_events (action, at, id);
      create index audit_events_subject_newest_idx on audit_events (subject_id, at, id);
      create index audit_events_clinic_newest_idx on audit_events (clinic_id, at, id) where clinic_id is not null;
      drop index audit_events_subject_idx;
      drop index audit_events_clinic_id_idx;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      create index audit_events_subject_idx on audit_events (subject_type, subject_id);
      create index audit_events_clinic_id_idx on audit_events (clinic_id, at);
      drop index audit_events_newest_idx;
      drop index audit_events_actor_newest_idx;
      drop index audit_events_action_newest_idx;
      drop index audit_events_subject_newest_idx;
      drop index audit_events_clinic_newest_idx;
    `);
  }
}
