import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What names a person can go, while what is counted stays; a hold per clinic; the ledger of what was erased. */
export class Erasure1764000011000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table clinics add column legal_hold_reason text
        constraint clinics_legal_hold_reason_length check (length(legal_hold_reason) between 1 and 500);

      alter table bookings add column erased_at timestamptz,
        alter column name drop not null,
        alter column manage_hash drop not null,
        drop constraint bookings_contact_given,
        add constraint bookings_contact_given check (
          erased_at is not null or phone is not null or email is not null or source = 'walk_in'),
        add constraint bookings_named_until_erased check (
          (erased_at is null and name is not null and manage_hash is not null)
          or (erased_at is not null and num_nonnulls(name, phone, email, phone_ix, email_ix, manage_hash,
            idempotency_hash, request_hash) = 0));
      create index bookings_unerased_idx on bookings (clinic_id, id) where erased_at is null;
      create index bookings_idempotency_idx on bookings (created_at) where idempotency_hash is not null;

      alter table attendees
        alter column name drop not null,
        alter column name_ix drop not null,
        add constraint attendees_named_or_erased check (
          num_nonnulls(name, name_ix) = 2 or num_nonnulls(name, name_ix, phone_ix, email_ix) = 0);

      create table erasures (
        booking_id uuid constraint erasures_pkey primary key,
        at timestamptz not null,
        why text not null constraint erasures_why_known check (why in ('retention', 'applicant'))
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table erasures;
      alter table attendees drop constraint attendees_named_or_erased,
        alter column name set not null, alter column name_ix set not null;
      drop index bookings_idempotency_idx;
      drop index bookings_unerased_idx;
      alter table bookings drop constraint bookings_named_until_erased, drop constraint bookings_contact_given,
        add constraint bookings_contact_given check (phone is not null or email is not null or source = 'walk_in'),
        alter column name set not null, alter column manage_hash set not null, drop column erased_at;
      alter table clinics drop column legal_hold_reason;
    `);
  }
}
