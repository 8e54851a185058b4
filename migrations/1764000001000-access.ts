import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tokens for programs: only the hash is stored. */
export class Access1764000001000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table api_tokens (
        id uuid constraint api_tokens_pkey primary key,
        name text not null constraint api_tokens_name_length check (length(name) between 1 and 100),
        role text not null,
        token_hash text not null constraint api_tokens_token_hash_key unique,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table api_tokens');
  }
}
