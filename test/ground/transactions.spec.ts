import { readFileSync } from 'node:fs';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/platform/data-source.js';
import type { Tx } from '../../src/platform/database.js';
import { Database, rows } from '../../src/platform/database.js';
import { AppError, conflict, mapConstraints, sqlState, translateConstraint } from '../../src/platform/errors.js';
import type { TestDatabase } from '../support/database.js';
import { createTestDatabase } from '../support/database.js';

let test: TestDatabase;
let source: DataSource;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  source = await new DataSource(dataSourceOptions(test.ownerUrl)).initialize();
  database = new Database(source);
  await database.query('create table tallies (id text constraint tallies_pkey primary key, n integer not null)');
});
afterAll(async () => {
  await source.destroy();
  await test.drop();
});
beforeEach(() => database.query(`truncate tallies; insert into tallies values ('a', 0), ('b', 0)`));

type Transact = (work: (tx: Tx) => Promise<void>) => Promise<void>;
const add = (tx: Tx, id: string) => rows(tx, 'update tallies set n = n + 1 where id = $1', [id]);
const tallies = () => database.query<{ id: string; n: number }>('select * from tallies order by id');
const withRetry: Transact = (work) => database.transaction(work);
const withoutRetry: Transact = (work) => source.transaction(work);

/** Two transactions that lock the same two rows in opposite order, each waiting until the other holds its first. */
async function embrace(transact: Transact) {
  let attempts = 0;
  let holding = 0;
  let bothHold = () => {};
  const both = new Promise<void>((resolve) => (bothHold = resolve));
  const one = (first: string, second: string) =>
    transact(async (tx) => {
      attempts++;
      await add(tx, first);
      if (++holding === 2) bothHold();
      await both;
      await add(tx, second);
    });
  return { results: await Promise.allSettled([one('a', 'b'), one('b', 'a')]), attempts: attempts };
}

it('a deadlock ends with both done, the victim at another try; without the retry it is lost', async () => {
  const bare = await embrace(withoutRetry);
  const lost = bare.results.filter((result) => result.status === 'rejected');
  expect(lost.map(({ reason }) => sqlState(reason))).toEqual(['40P01']);
  expect(await tallies()).toMatchObject([{ n: 1 }, { n: 1 }]);

  const { results, attempts } = await embrace(withRetry);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  // On a busy machine they may meet once more.
  expect(attempts).toBeGreaterThan(2);
  expect(await tallies()).toMatchObject([{ n: 3 }, { n: 3 }]);
});

/** Somebody else changes the row between our looking and our writing, the first `times` times. Resolves to our attempts. */
async function overtaken(transact: Transact, times: number): Promise<{ attempts: number; error?: string }> {
  let attempts = 0;
  const work = transact(async (tx) => {
    attempts++;
    await rows(tx, 'set transaction isolation level serializable');
    await rows(tx, 'select n from tallies');
    if (attempts <= times) await database.query(`update tallies set n = n + 10 where id = 'a'`);
    await add(tx, 'a');
  });
  return work.then(
    () => ({ attempts }),
    (error: unknown) => ({ attempts, error: sqlState(error) }),
  );
}

it('a serialization failure is tried again, at most four times in all', async () => {
  expect(await overtaken(withoutRetry, 1)).toEqual({ attempts: 1, error: '40001' });
  expect(await overtaken(withRetry, 1)).toEqual({ attempts: 2 });
  expect(await overtaken(withRetry, 3)).toEqual({ attempts: 4 });
  expect(await tallies()).toMatchObject([{ n: 52 }, { n: 0 }]);
  expect(await overtaken(withRetry, 4)).toEqual({ attempts: 4, error: '40001' });
});

it('any other error is not tried again, and nothing of the transaction stays', async () => {
  let attempts = 0;
  const work = database.transaction(async (tx) => {
    attempts++;
    await add(tx, 'a');
    await rows(tx, `insert into tallies values ('b', 1)`);
  });
  await expect(work).rejects.toMatchObject({ driverError: { code: '23505' } });
  expect(attempts).toBe(1);
  expect(await tallies()).toMatchObject([{ n: 0 }, { n: 0 }]);
});

it('a violated constraint becomes the error that its feature named for it, whichever way the statement went', async () => {
  const insert = `insert into tallies values ('a', 1)`;
  const ways = [() => database.query(insert), () => database.transaction((tx) => rows(tx, insert))];
  for (const way of ways) {
    const error: unknown = await way().catch((error: unknown) => error);
    expect(translateConstraint(error)).toBe(error);
  }
  mapConstraints({ tallies_pkey: () => conflict('slot_full') });
  for (const way of ways) {
    const known = translateConstraint(await way().catch((error: unknown) => error));
    expect(known).toBeInstanceOf(AppError);
    expect(known).toMatchObject({ status: 409, code: 'slot_full' });
  }
});

it('every constraint that a feature names is in the database', async () => {
  const named = ['bookings', 'clinics'].flatMap((feature) => {
    const text = readFileSync(`src/${feature}/${feature}.repository.ts`, 'utf8');
    const block = /mapConstraints\(\{([\s\S]*?)\n\}\)/.exec(text)?.[1] ?? '';
    return [...block.matchAll(/^ {2}(\w+): \(\)/gm)].map(([, name]) => name);
  });
  expect(named.length).toBeGreaterThan(3);
  const there = await database.query<{ name: string }>(
    'select conname as name from pg_constraint union select indexname from pg_indexes',
  );
  expect(there.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
});
