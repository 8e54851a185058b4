import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Everybody who is to be called, whatever for; and what people write back. */
export class CallTasks1764000150000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The call to a booking that a decision has not reached is derived; this is its id, before anybody took it too.
      alter table clinic_change_bookings add column call_id uuid not null default gen_random_uuid();
      update clinic_change_bookings r set call_id = k.id from call_tasks k
        where k.change_id = r.change_id and k.subject_id = r.booking_id;
      alter table clinic_change_bookings add constraint clinic_change_bookings_call_id_key unique (call_id);

      alter table call_tasks
        alter column clinic_id drop not null,
        alter column subject_id drop not null,
        -- Whom to call when it is about no booking, in which language, what they or the team said.
        add column name text,
        add column phone text,
        add column phone_ix text,
        add column words text,
        add column language text,
        add column best_time text
          constraint call_tasks_best_time_known check (best_time in ('any', 'morning', 'afternoon', 'evening')),
        add column urgent boolean not null default false,
        -- A keyed hash of the address that a form came from: many from one address go down together.
        add column asked_from text,
        -- The message that did not arrive.
        add column message_id uuid constraint call_tasks_message_id_fkey references messages (id) on delete cascade,
        add column next_try_at timestamptz,
        -- Grows when more comes in: what was not seen is not closed.
        add column revision integer not null default 1,
        drop constraint call_tasks_reason_known,
        drop constraint call_tasks_state_known,
        drop constraint call_tasks_closed,
        add constraint call_tasks_reason_known
          check (reason in ('change', 'undelivered', 'reply', 'voicemail', 'call_me', 'full')),
        add constraint call_tasks_state_known check (state in ('open', 'taken', 'reached', 'done')),
        add constraint call_tasks_closed check ((state in ('reached', 'done')) = (closed_at is not null)),
        add constraint call_tasks_about check (case reason
          when 'change' then change_id is not null and subject_id is not null
          when 'undelivered' then message_id is not null and subject_id is not null
          else phone is not null end);
      alter table call_tasks
        alter column name set statistics 0, alter column phone set statistics 0,
        alter column phone_ix set statistics 0, alter column words set statistics 0;
      create unique index call_tasks_open_number on call_tasks (phone_ix, reason)
        where closed_at is null and phone_ix is not null;
      create unique index call_tasks_open_undelivered on call_tasks (subject_id)
        where closed_at is null and reason = 'undelivered';
      create index call_tasks_open_idx on call_tasks (created_at) where closed_at is null;
      create index call_tasks_closed_idx on call_tasks (closed_at) where subject_id is null and closed_at is not null;
      create index call_tasks_message_id_idx on call_tasks (message_id) where message_id is not null;

      -- What somebody wrote to our number. An erased one keeps its id at the provider: it is not taken twice.
      create table replies (
        id uuid constraint replies_pkey primary key,
        provider_sid text not null constraint replies_provider_sid_key unique,
        received_at timestamptz not null,
        sender text,
        phone_ix text,
        body text,
        pictures smallint not null default 0,
        -- Whoever is to answer it.
        call_task_id uuid constraint replies_call_task_id_fkey references call_tasks (id) on delete set null,
        constraint replies_erased_whole check (num_nonnulls(sender, phone_ix, body) in (0, 3))
      );
      alter table replies
        alter column sender set statistics 0, alter column phone_ix set statistics 0,
        alter column body set statistics 0;
      create index replies_phone_ix_idx on replies (phone_ix, received_at) where phone_ix is not null;
      create index replies_call_task_id_idx on replies (call_task_id) where call_task_id is not null;
      create index replies_unerased_idx on replies (received_at) where body is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table replies;
      drop index call_tasks_open_number, call_tasks_open_undelivered, call_tasks_open_idx, call_tasks_closed_idx;
      delete from call_tasks where reason <> 'change';
      update call_tasks set state = 'reached' where state = 'done';
      alter table call_tasks
        drop constraint call_tasks_about,
        drop constraint call_tasks_reason_known,
        drop constraint call_tasks_state_known,
        drop constraint call_tasks_closed,
        drop column name, drop column phone, drop column phone_ix, drop column words, drop column language,
        drop column best_time, drop column urgent, drop column asked_from, drop column message_id,
        drop column next_try_at, drop column revision,
        alter column clinic_id set not null,
        alter column subject_id set not null,
        add constraint call_tasks_reason_known check (reason in ('change')),
        add constraint call_tasks_state_known check (state in ('open', 'taken', 'reached')),
        add constraint call_tasks_closed check ((state = 'reached') = (closed_at is not null));
      alter table clinic_change_bookings drop column call_id;
    `);
  }
}
