import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the team answers by text, and to whom of it a conversation is handed over. */
export class Inbox1764000200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table staff_answers (
        -- Made from the key of whoever sends it: however often it is sent, it is one.
        id uuid constraint staff_answers_pkey primary key,
        -- The last that they had written; what is answered goes to its sender.
        reply_id uuid not null constraint staff_answers_reply_id_fkey references replies (id) on delete cascade,
        actor text not null,
        words text not null,
        at timestamptz not null,
        -- It arrived, or is given up and the conversation waits again.
        settled boolean not null default false
      );
      create index staff_answers_reply_id_idx on staff_answers (reply_id);
      create index staff_answers_unsettled_idx on staff_answers (at) where not settled;
      alter table staff_answers alter column words set statistics 0;

      alter table call_tasks
        -- Whom of the team it was handed over to, and by whom.
        add column for_staff uuid constraint call_tasks_for_staff_fkey references staff (id),
        add column handed_by text,
        -- Whoever wrote is to be called: an answer by text is not enough.
        add column to_call boolean not null default false;
      create index call_tasks_for_staff_idx on call_tasks (for_staff) where for_staff is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table staff_answers;
      alter table call_tasks drop column for_staff, drop column handed_by, drop column to_call;
    `);
  }
}
