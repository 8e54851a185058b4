import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../src/platform/errors.js';
import { WorkerPresence } from '../../src/platform/jobs/worker-presence.js';
import type { LongTask, Step } from '../../src/platform/long-tasks/long-tasks.js';
import { LongTasks } from '../../src/platform/long-tasks/long-tasks.js';
import { RunLongTask } from '../../src/platform/long-tasks/run-long-task.js';
import { eventually } from '../support/eventually.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const MAKER = { actor: 'staff:maker', permissions: ['home.read'] };

let test: TestApp;
let tasks: LongTasks;
let runner: RunLongTask;
const clock = new TestClock(new Date());

beforeAll(async () => {
  test = await startTestApp({ clock });
  tasks = test.app.get(LongTasks);
  runner = test.app.get(RunLongTask);
  tasks.register({ name: 'count', step: (_tx, params, mark) => Promise.resolve(count(Number(params.to), mark)) });
});
afterAll(() => test.close());

/** Writes one part after the other, up to a number. */
function count(to: number, mark: string | null): Step {
  const n = Number(mark ?? 0);
  return { mark: n + 1 < to ? String(n + 1) : null, done: 1, part: `part ${n}\n` };
}

const start = (kind: string, to = 3) =>
  test.database.transaction((tx) =>
    tasks.start(tx, {
      ...{ kind, title: 'A count', params: { to }, total: to, fileName: 'count.txt' },
      ...{ madeBy: MAKER.actor, permission: 'home.read' },
    }),
  );

const find = (id: string) => tasks.find(id, MAKER);

async function read(id: string): Promise<string> {
  let text = '';
  for await (const part of tasks.file({ id })) text += part;
  return text;
}

it('goes step by step to its end, and keeps the file sealed', async () => {
  const id = await start('count');
  expect(await find(id)).toMatchObject({ state: 'queued', doneCount: 0, totalCount: 3, finishedAt: null });
  await runner.run(id);
  expect(await find(id)).toMatchObject({ state: 'done', doneCount: 3, finishedAt: clock.now() });
  expect(await read(id)).toBe('part 0\npart 1\npart 2\n');
  expect(JSON.stringify(await test.database.query('select * from long_task_parts'))).not.toContain('part 0');
  // The job is at least once: the second time there is nothing to do.
  await runner.run(id);
  expect(await read(id)).toBe('part 0\npart 1\npart 2\n');
});

it('stops between two steps when the process leaves, and goes on there', async () => {
  const leaving = new AbortController();
  tasks.register({
    name: 'leave',
    step: (_tx, { to }, mark) => {
      if (mark === '1') leaving.abort(new Error('the process leaves'));
      return Promise.resolve(count(Number(to), mark));
    },
  });
  const id = await start('leave', 4);
  await expect(runner.run(id, leaving.signal)).rejects.toThrow('the process leaves');
  expect(await find(id)).toMatchObject({ state: 'running', doneCount: 2 });
  await runner.run(id);
  expect(await read(id)).toBe('part 0\npart 1\npart 2\npart 3\n');
});

it('after kill -9 in the middle of a step another worker does that step anew, and no other', async () => {
  const key = test.config.secretKeys[0]?.bytes.toString('base64url') ?? '';
  const script = fileURLToPath(new URL('long-task-worker.mjs', import.meta.url));
  const id = await start('count', 5);
  const child = fork(script, [test.databaseUrl, key], { execArgv: [], env: { PATH: process.env.PATH } });
  expect(await once(child, 'message')).toEqual(['in the middle', undefined]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await find(id)).toMatchObject({ state: 'running', doneCount: 3 });
  // The job itself is given back to the others.
  const presence = new WorkerPresence(test.databaseUrl);
  await eventually(async () => expect(await presence.sweep(0)).toBe(1));
  await presence.close();
  await runner.run(id);
  expect(await find(id)).toMatchObject({ state: 'done', doneCount: 5 });
  expect(await read(id)).toBe('part 0\npart 1\npart 2\npart 3\npart 4\n');
});

it('two workers at one task do each step once', async () => {
  const id = await start('count', 20);
  await Promise.all([runner.run(id), runner.run(id), runner.run(id)]);
  expect(await find(id)).toMatchObject({ state: 'done', doneCount: 20 });
  expect((await read(id)).split('\n')).toHaveLength(21);
});

it('what will not pass fails at once; other trouble is tried again a few times', async () => {
  tasks.register({ name: 'refused', step: () => Promise.reject(new AppError(409, 'legal_hold')) });
  tasks.register({ name: 'broken', step: () => Promise.reject(new TypeError('of Maria Canary')) });
  const refused = await start('refused');
  await runner.run(refused);
  expect(await find(refused)).toMatchObject({ state: 'failed', message: 'legal_hold', finishedAt: clock.now() });
  const broken = await start('broken');
  for (let tries = 0; tries < 3; tries++) {
    await expect(runner.run(broken)).rejects.toThrow(TypeError);
    expect(await find(broken)).toMatchObject({ state: 'queued', message: null });
  }
  await runner.run(broken);
  expect(await find(broken)).toMatchObject({ state: 'failed', message: 'internal' });
  expect(test.logs.join('')).toContain('long task failed');
  expect(test.logs.join('')).not.toContain('Canary');
});

it('is there for its maker alone, while they may still do it, and for a day', async () => {
  const id = await start('count');
  await runner.run(id);
  expect(await find(id)).toBeDefined();
  expect(await tasks.find(id, { ...MAKER, actor: 'staff:other' })).toBeUndefined();
  expect(await tasks.find(id, { ...MAKER, permissions: ['own.account'] })).toBeUndefined();
  expect((await tasks.list(MAKER)).map((task: LongTask) => task.id)).toContain(id);
  expect(await tasks.list({ ...MAKER, actor: 'staff:other' })).toEqual([]);
  clock.at = new Date(clock.at.getTime() + 24 * 60 * 60 * 1000 - 1);
  await tasks.erase();
  expect(await find(id)).toBeDefined();
  clock.at = new Date(clock.at.getTime() + 1);
  expect(await find(id)).toBeUndefined();
  await tasks.erase();
  for (const table of ['long_tasks', 'long_task_parts']) {
    expect(await test.database.query(`select * from ${table}`)).toEqual([]);
  }
});

it('only what somebody registered can be asked for', async () => {
  await expect(start('nothing')).rejects.toThrow('no long task is called nothing');
});
