import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DataSource } from 'typeorm';
import { Config } from '../../src/platform/config.js';
import { dataSourceOptions } from '../../src/platform/data-source.js';
import { Database } from '../../src/platform/database.js';
import { JobRunner } from '../../src/platform/jobs/job-runner.js';
import type { Job } from '../../src/platform/jobs/jobs.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { WorkerPresence } from '../../src/platform/jobs/worker-presence.js';
import { Log } from '../../src/platform/logging.js';
import type { TestDatabase } from '../support/database.js';
import { createTestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

let testDatabase: TestDatabase;
let database: Database;
const runners: JobRunner[] = [];
const logs: string[] = [];
let presence: WorkerPresence;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  presence = new WorkerPresence(testDatabase.url);
  database = new Database(await new DataSource(dataSourceOptions(testDatabase.url)).initialize());
});

afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.beforeApplicationShutdown()));
  await database.query('delete from graphile_worker._private_jobs');
  await database.query('delete from graphile_worker._private_known_crontabs');
  logs.length = 0;
});

afterAll(async () => {
  await presence.close();
  await database.dataSource.destroy();
  await testDatabase.drop();
});

/** A worker with these jobs. */
async function startRunner(...registered: Job[]): Promise<{ jobs: Jobs; runner: JobRunner }> {
  const jobs = new Jobs();
  registered.forEach((job) => jobs.register(job));
  const config = Object.assign(new Config(), { databaseUrl: testDatabase.url, runWorker: true });
  const log = new Log('info', { write: (line: string) => void logs.push(line) });
  const runner = new JobRunner(jobs, config, log);
  runners.push(runner);
  await runner.onApplicationBootstrap();
  return { jobs, runner };
}

const waiting = () => database.query<{ last_error: string | null }>('select * from graphile_worker._private_jobs');

it('runs what was asked for in a transaction that committed, and nothing of one that did not', async () => {
  const seen: unknown[] = [];
  const { jobs } = await startRunner({ name: 'count', run: (payload) => Promise.resolve(void seen.push(payload)) });
  await expect(
    database.transaction(async (tx) => {
      await jobs.enqueue(tx, 'count', { n: 1 });
      throw new Error('changed our mind');
    }),
  ).rejects.toThrow('changed our mind');
  await database.transaction((tx) => jobs.enqueue(tx, 'count', { n: 2 }));
  await eventually(async () => expect(await waiting()).toEqual([]));
  expect(seen).toEqual([{ n: 2 }]);
});

it('keeps one waiting job for each key, and knows only jobs that somebody registered', async () => {
  const jobs = new Jobs();
  jobs.register({ name: 'later', run: () => Promise.resolve() });
  const runAt = new Date(Date.now() + 3_600_000);
  await database.transaction(async (tx) => {
    await jobs.enqueue(tx, 'later', { n: 1 }, { key: 'one', runAt });
    await jobs.enqueue(tx, 'later', { n: 2 }, { key: 'one', runAt });
  });
  expect(await waiting()).toMatchObject([{ payload: { n: 2 }, key: 'one' }]);
  await expect(database.transaction((tx) => jobs.enqueue(tx, 'nobody'))).rejects.toThrow('no job is called nobody');
});

it('says in the log that a job failed, without what its error quotes, and keeps it to be tried again', async () => {
  const { jobs } = await startRunner({
    name: 'stumble',
    run: () => Promise.reject(new TypeError('cannot read Maria Canary')),
  });
  await database.transaction((tx) => jobs.enqueue(tx, 'stumble'));
  await eventually(async () => expect((await waiting())[0]?.last_error).toBe('TypeError'));
  const line = logs.find((text) => text.includes('job failed')) ?? '';
  expect(JSON.parse(line)).toMatchObject({ job: 'stumble', attempt: 1, last: false, error: { type: 'TypeError' } });
  expect(logs.join('') + JSON.stringify(await waiting())).not.toContain('Canary');
});

it('has its schedule in the database', async () => {
  await startRunner({ name: 'nightly', cron: '15 7 * * *', run: () => Promise.resolve() });
  const known = 'select identifier from graphile_worker._private_known_crontabs';
  await eventually(async () => expect(await database.query(known)).toEqual([{ identifier: 'nightly' }]));
});

it('runs of one schedule go one after the other: however slow they are, other jobs have their turn', async () => {
  // The worker was away for some minutes, and makes up for them.
  await database.query(
    `insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
     values ('slow', now() - interval '1 hour', now() - interval '5 minutes')`,
  );
  let finish = () => {};
  const answer = new Promise<void>((resolve) => (finish = resolve));
  let [running, most] = [0, 0];
  const slow = async () => {
    most = Math.max(most, ++running);
    await answer;
    running -= 1;
  };
  const seen: unknown[] = [];
  const quick = (payload: object) => Promise.resolve(void seen.push(payload));
  try {
    const { jobs } = await startRunner({ name: 'slow', cron: '* * * * *', run: slow }, { name: 'quick', run: quick });
    await eventually(() => expect(running).toBeGreaterThan(0));
    await database.transaction((tx) => jobs.enqueue(tx, 'quick', { n: 1 }));
    await eventually(() => expect(seen).toEqual([{ n: 1 }]));
    expect((await waiting()).length).toBeGreaterThan(1);
  } finally {
    finish();
  }
  await eventually(async () => expect(await waiting()).toEqual([]));
  expect(most).toBe(1);
}, 60_000);

it('waits for the job in hand when the process leaves', async () => {
  let finish = () => {};
  let left = false;
  const work = new Promise<void>((resolve) => (finish = resolve));
  let begun = false;
  const run = () => ((begun = true), work);
  const { jobs, runner } = await startRunner({ name: 'slow', run });
  await database.transaction((tx) => jobs.enqueue(tx, 'slow'));
  await eventually(() => expect(begun).toBe(true));
  const leaving = runner.beforeApplicationShutdown().then(() => (left = true));
  await database.query('select pg_sleep(0.2)');
  expect(left).toBe(false);
  finish();
  await leaving;
  expect(await waiting()).toEqual([]);
});

it('gives back what a killed worker had locked, and leaves a living one alone', async () => {
  const script = fileURLToPath(new URL('job-worker.mjs', import.meta.url));
  const child = fork(script, [testDatabase.url], { execArgv: [], env: { PATH: process.env.PATH } });
  const jobs = new Jobs();
  jobs.register({ name: 'long', run: () => Promise.resolve() });
  await database.transaction((tx) => jobs.enqueue(tx, 'long'));
  expect(await once(child, 'message')).toEqual(['working', undefined]);

  expect(await presence.sweep(0)).toBe(0);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await eventually(async () => expect(await presence.sweep(0)).toBe(1));
  await startRunner({ name: 'long', run: () => Promise.resolve() });
  await eventually(async () => expect(await waiting()).toEqual([]));
}, 30_000);
