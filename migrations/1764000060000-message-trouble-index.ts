import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What could not be delivered is counted each time somebody looks at the metrics. */
export class MessageTroubleIndex1764000060000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create index messages_trouble_idx on messages (due_at) where state in ('undelivered', 'failed', 'unknown')
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index messages_trouble_idx');
  }
}
