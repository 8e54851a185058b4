import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The outbox (which is the queue), what providers reported later, and who does not want to be written to. */
export class Messages1764000004000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table messages (
        id uuid constraint messages_pkey primary key,
        clinic_id uuid constraint messages_clinic_id_fkey references clinics (id),
        subject_type text not null,
        subject_id uuid not null,
        kind text not null,
        channel text not null constraint messages_channel_known check (channel in ('sms', 'email')),
        dedupe_key text not null constraint messages_dedupe_key_key unique,
        state text not null default 'queued' constraint messages_state_known check (state in
          ('queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'unknown', 'suppressed', 'missed')),
        attempts smallint not null default 0,
        due_at timestamptz not null,
        claimed_until timestamptz,
        provider text,
        provider_sid text constraint messages_provider_sid_key unique,
        address_ix text,
        error_code text,
        segments smallint,
        body text,
        created_at timestamptz not null,
        sent_at timestamptz,
        settled_at timestamptz
      ) with (fillfactor = 80);
      create index messages_due_idx on messages (due_at) where state in ('queued', 'sending');
      create index messages_subject_idx on messages (subject_id);
      create index messages_address_idx on messages (address_ix);

      create table delivery_reports (
        id bigint generated always as identity constraint delivery_reports_pkey primary key,
        message_id uuid not null constraint delivery_reports_message_id_fkey references messages (id) on delete cascade,
        provider_sid text not null,
        status text not null,
        error_code text,
        at timestamptz not null
      );
      create index delivery_reports_message_id_idx on delivery_reports (message_id);

      create table opt_outs (
        channel text not null constraint opt_outs_channel_known check (channel in ('sms', 'email')),
        address_ix text not null,
        reason text not null,
        at timestamptz not null,
        constraint opt_outs_pkey primary key (channel, address_ix)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table opt_outs;
      drop table delivery_reports;
      drop table messages;
    `);
  }
}
