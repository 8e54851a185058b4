import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work of the team that takes longer than one waits for: how far it is, and the sealed parts of the file that it makes. */
export class LongTasks1764000082000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table long_tasks (
        id uuid constraint long_tasks_pkey primary key,
        kind text not null,
        title text not null,
        made_by text not null,
        permission text not null,
        params jsonb not null,
        state text not null default 'queued'
          constraint long_tasks_state_known check (state in ('queued', 'running', 'done', 'failed')),
        mark text,
        parts integer not null default 0,
        done_count integer not null default 0,
        total_count integer not null,
        tries integer not null default 0,
        message text,
        file_name text,
        created_at timestamptz not null,
        finished_at timestamptz,
        constraint long_tasks_finished check ((finished_at is not null) = (state in ('done', 'failed')))
      );
      create index long_tasks_made_by_idx on long_tasks (made_by);

      create table long_task_parts (
        task_id uuid not null constraint long_task_parts_task_id_fkey references long_tasks (id) on delete cascade,
        n integer not null,
        content text not null,
        constraint long_task_parts_pkey primary key (task_id, n)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table long_task_parts;
      drop table long_tasks;
    `);
  }
}
