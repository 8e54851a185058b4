import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the purge erases; each is looked up through an index, if at all, and never by how its values are spread. */
const ERASED = {
  bookings: [
    ...['name', 'phone', 'email', 'phone_ix', 'email_ix'],
    ...['manage_hash', 'idempotency_hash', 'request_hash'],
  ],
  attendees: ['name', 'name_ix', 'phone_ix', 'email_ix'],
  messages: ['body', 'address_ix'],
  clinics: ['joining_link'],
};

/**
 * PostgreSQL keeps samples of a column's values for its planner, until it next looks at the table: names that were erased
 * would live on in them. Of these columns it keeps none.
 */
export class NoSamplesOfPeople1764000100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await setStatistics(db, 0);
  }

  async down(db: QueryRunner): Promise<void> {
    await setStatistics(db, -1);
  }
}

async function setStatistics(db: QueryRunner, target: number): Promise<void> {
  for (const [table, columns] of Object.entries(ERASED)) {
    const changes = columns.map((column) => `alter column ${column} set statistics ${target}`);
    await db.query(`alter table ${table} ${changes.join(', ')}`);
  }
}
