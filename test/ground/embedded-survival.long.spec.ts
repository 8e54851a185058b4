import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { eventually } from '../support/eventually.js';
import { madeDirectory, openIn, postmasterPid, run, stopped, temporaryDirectory, tidy } from './embedded-process.js';

let dataDir: string;
/** What a test writes and expects back: another number each time, because the tests share one cluster. */
let n = 41;

beforeAll(async () => void (dataDir = await madeDirectory()));
beforeEach(() => void n++);
afterEach(() => tidy(dataDir));
afterAll(() => rmSync(dataDir, { recursive: true }));

const write = (url: string) => run(url, `drop table if exists notes; create table notes as select ${n} as n`);
const read = (url: string) => run(url, 'select n from notes');

test('kill -9 of the app: its server is taken over, nothing is lost', async () => {
  const killed = await openIn(dataDir);
  await write(killed.url);
  const server = postmasterPid(dataDir);
  await killed.kill();

  const next = await openIn(dataDir);
  expect(postmasterPid(dataDir)).toBe(server);
  expect(await read(next.url)).toEqual([{ n }]);
  expect(next.key).toBe(killed.key);
  await next.leave();
});

test('kill -9 of PostgreSQL under a running app: it comes back at the same address with what was committed', async () => {
  const app = await openIn(dataDir);
  await write(app.url);
  const server = postmasterPid(dataDir);
  const lost = once(app.process, 'message');
  process.kill(server, 'SIGKILL');
  expect(await lost).toEqual([{ lost: true }, undefined]);
  expect(await eventually(() => read(app.url))).toEqual([{ n }]);
  expect(postmasterPid(dataDir)).not.toBe(server);
  await app.leave();
});

test('kill -9 of both, then start again: nothing is lost', async () => {
  const app = await openIn(dataDir);
  await write(app.url);
  const server = postmasterPid(dataDir);
  app.process.kill('SIGSTOP'); // so that it cannot start the server again before it is killed itself
  process.kill(server, 'SIGKILL');
  await app.kill();

  const next = await openIn(dataDir);
  expect(postmasterPid(dataDir)).not.toBe(server);
  expect(await read(next.url)).toEqual([{ n }]);
  await next.leave();
});

test('somebody else sits on the port when PostgreSQL must come back: that is said, and tried again', async () => {
  const app = await openIn(dataDir);
  await write(app.url);
  const messages: unknown[] = [];
  app.process.on('message', (message) => messages.push(message));
  app.process.kill('SIGSTOP');
  process.kill(postmasterPid(dataDir), 'SIGKILL');
  const stranger = createServer();
  await eventually(() => {
    stranger.listen(Number(new URL(app.url).port), '127.0.0.1');
    return once(stranger, 'listening');
  });
  app.process.kill('SIGCONT');
  await eventually(() =>
    expect(messages).toEqual(
      expect.arrayContaining([{ lost: true }, { lost: expect.stringMatching(/^DATA_DIR: PostgreSQL .* TCP\/IP/) }]),
    ),
  );
  stranger.close();
  expect(await eventually(() => read(app.url))).toEqual([{ n }]);
  await app.leave();
});

test('two apps share one server; the last to leave stops it', async () => {
  const first = await openIn(dataDir);
  const second = await openIn(dataDir);
  expect(second.url).toBe(first.url);
  await first.leave();
  expect(stopped(dataDir)).toBe(false);
  expect(await run(second.url, 'select 1 as still')).toEqual([{ still: 1 }]);
  await second.leave();
  expect(stopped(dataDir)).toBe(true);
});

test('an app that was killed does not keep the server running', async () => {
  const killed = await openIn(dataDir);
  const other = await openIn(dataDir);
  await killed.kill();
  // PostgreSQL notices within milliseconds that the other end is gone.
  await eventually(async () => {
    const anchors = `select 1 from pg_stat_activity where application_name = 'clinics-anchor'`;
    expect(await run(other.adminUrl, anchors)).toHaveLength(1);
  });
  await other.leave();
  expect(stopped(dataDir)).toBe(true);
});

test('three apps that start at once on an empty directory share one server and one set of keys', async () => {
  const empty = temporaryDirectory();
  const apps = await Promise.all([openIn(empty), openIn(empty), openIn(empty)]);
  expect(new Set(apps.map(({ url, key }) => `${url} ${key}`)).size).toBe(1);
  await Promise.all(apps.map((app) => app.leave()));
  expect(stopped(empty)).toBe(true);
  rmSync(empty, { recursive: true });
});

test('two apps whose server is killed find the new one both', async () => {
  const [first, second] = await Promise.all([openIn(dataDir), openIn(dataDir)]);
  await write(first.url);
  const lost = [once(first.process, 'message'), once(second.process, 'message')];
  process.kill(postmasterPid(dataDir), 'SIGKILL');
  await Promise.all(lost);
  await eventually(async () => {
    const anchors = `select 1 from pg_stat_activity where application_name = 'clinics-anchor'`;
    expect(await run(second.adminUrl, anchors)).toHaveLength(2);
  });
  await first.leave();
  expect(await read(second.url)).toEqual([{ n }]);
  await second.leave();
});
