import pg from 'pg';
import { run } from '../ground/embedded-process.js';
import { codeOf } from '../support/bookings.js';
import { eventually } from '../support/eventually.js';
import { book, bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

/** More than the pool has connections. */
const PEOPLE = 15;
/** The line is silent for ten seconds before it counts as broken; the rest is for a busy machine. */
const WITHIN_MS = 15_000;

const LOCKED = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

/** Keeps everybody who books in this slot waiting, by a way of its own to the database. */
async function lock(slotId: string) {
  const client = new pg.Client({ connectionString: test.databaseUrl });
  client.on('error', () => {}); // the test failed half-way, and its database is gone
  await client.connect();
  await client.query('begin');
  await client.query('select 1 from slots where id = $1 for update', [slotId]);
  const release = async () => {
    await client.query('commit');
    await client.end();
  };
  return release;
}

it('a line that falls silent is a broken line: "not now" in time, and every booking is there once', async () => {
  const { slots } = await makeClinic(test, { capacity: 50 });
  const slot = slots[0]?.id ?? '';
  const bodies = Array.from({ length: PEOPLE }, () => bookingBody(slot));
  const all = () => Promise.all(bodies.map((body, i) => book(test, body, `silent-line-${i}`)));

  const release = await lock(slot);
  const begun = Date.now();
  const answers = all();
  const limit = test.database.connections.limit;
  await eventually(async () => expect(await run(test.databaseUrl, LOCKED)).toHaveLength(limit));
  test.proxy.stall();
  // PostgreSQL books now, and its answers do not come through.
  await release();
  expect((await answers).map((answer) => [answer.statusCode, codeOf(answer)])).toEqual(
    bodies.map(() => [503, 'unavailable']),
  );
  expect(Date.now() - begun).toBeLessThan(WITHIN_MS);
  expect(test.database.connections).toMatchObject({ total: 0, waiting: 0 });

  test.proxy.restore();
  const again = await all();
  expect(again.map((answer) => answer.statusCode)).toEqual(bodies.map(() => 201));
  const kept = await test.database.query<{ reference: string }>('select reference from bookings');
  const told = again.map((answer) => answer.json<{ reference: string }>().reference);
  expect(kept.map(({ reference }) => reference).sort()).toEqual(told.sort());
  expect(await countsDiffer(test)).toEqual([]);
}, 60_000);
