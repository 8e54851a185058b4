import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who signs in, by what they prove it, from where they are signed in now, and which clinics are theirs. */
export class Staff1764000080000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table staff (
        id uuid constraint staff_pkey primary key,
        name text not null,
        email text not null,
        email_ix text not null constraint staff_email_ix_key unique,
        role text not null constraint staff_role_known check (role in ('admin', 'coordinator', 'phone_desk', 'intake')),
        status text not null constraint staff_status_known check (status in ('invited', 'active', 'left')),
        password_hash text,
        totp_secret text,
        totp_step bigint,
        oidc_issuer text,
        oidc_subject text,
        invited_by uuid constraint staff_invited_by_fkey references staff (id),
        created_at timestamptz not null,
        left_at timestamptz,
        constraint staff_oidc_key unique (oidc_issuer, oidc_subject),
        constraint staff_left_proves_nothing check (
          status <> 'left' or num_nonnulls(password_hash, totp_secret, oidc_issuer, oidc_subject) = 0)
      );

      create table staff_links (
        id uuid constraint staff_links_pkey primary key,
        token_hash text not null constraint staff_links_token_hash_key unique,
        key_id text not null,
        staff_id uuid constraint staff_links_staff_id_fkey references staff (id),
        kind text not null constraint staff_links_kind_known check (kind in ('setup', 'invitation', 'reset')),
        created_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        constraint staff_links_whose check ((staff_id is null) = (kind = 'setup'))
      );
      create index staff_links_staff_id_idx on staff_links (staff_id);

      create table recovery_codes (
        staff_id uuid not null constraint recovery_codes_staff_id_fkey references staff (id),
        code_hash text not null,
        used_at timestamptz,
        constraint recovery_codes_pkey primary key (staff_id, code_hash)
      );

      create table sessions (
        id uuid constraint sessions_pkey primary key,
        token_hash text not null constraint sessions_token_hash_key unique,
        staff_id uuid not null constraint sessions_staff_id_fkey references staff (id),
        created_at timestamptz not null,
        seen_at timestamptz not null,
        expires_at timestamptz not null,
        proven_at timestamptz not null,
        second_factor boolean not null,
        user_agent text not null,
        ended_at timestamptz
      );
      create index sessions_staff_id_idx on sessions (staff_id);

      create table clinic_staff (
        clinic_id uuid not null constraint clinic_staff_clinic_id_fkey references clinics (id),
        staff_id uuid not null constraint clinic_staff_staff_id_fkey references staff (id),
        constraint clinic_staff_pkey primary key (clinic_id, staff_id)
      );
      create index clinic_staff_staff_id_idx on clinic_staff (staff_id);

      create table slow_downs (
        key text constraint slow_downs_pkey primary key,
        tries integer not null,
        until timestamptz not null
      );

      alter table api_tokens
        add column permissions text[],
        add column created_by uuid constraint api_tokens_created_by_fkey references staff (id),
        add column last_used_at timestamptz;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table api_tokens drop column permissions, drop column created_by, drop column last_used_at;
      drop table slow_downs;
      drop table clinic_staff;
      drop table sessions;
      drop table recovery_codes;
      drop table staff_links;
      drop table staff;
    `);
  }
}
