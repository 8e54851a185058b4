import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What must be kept so that a key can be taken out of use: a link that it derived, an address that it indexed. Both sealed. */
export class KeyRotation1764000070000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table bookings add column manage_sealed text;
      alter table opt_outs add column address text;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table opt_outs drop column address;
      alter table bookings drop column manage_sealed;
    `);
  }
}
