import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Samples of messages that somebody of the team sends to themselves. */
export class TestSends1764000180000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table test_sends (
        id uuid constraint test_sends_pkey primary key,
        staff_id uuid not null constraint test_sends_staff_id_fkey references staff (id),
        -- The phone that was typed in; an email goes to the one on their account.
        address text,
        kind text not null,
        language text not null,
        mode text not null constraint test_sends_mode_known check (mode in ('in_person', 'virtual')),
        days smallint,
        clinic_id uuid constraint test_sends_clinic_id_fkey references clinics (id) on delete cascade,
        at timestamptz not null
      );
      create index test_sends_at_idx on test_sends (at);
      alter table test_sends alter column address set statistics 0;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table test_sends');
  }
}
