import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { createApp } from '../../src/app/create-app.js';
import { readConfig } from '../../src/platform/config.js';
import { newSecretKey } from '../../src/platform/secret-keys.js';
import { openIn, postmasterPid, run, temporaryDirectory } from '../ground/embedded-process.js';
import { freePort } from '../support/app-process.js';
import { eventually } from '../support/eventually.js';
import { makeClinic } from '../support/factories.js';
import { inFull } from '../support/full.js';
import { SmsStandin } from '../support/sms-standin.js';
import type { TcpProxy } from '../support/tcp-proxy.js';
import { startTcpProxy } from '../support/tcp-proxy.js';
import { Crowd, post, randomFrom } from './crowd.js';
import { wrongs } from './invariants.js';
import { Supervised } from './supervised.js';

/** Two rounds of three: each trouble comes once. */
const ROUNDS = inFull(10, 2);
const SEED = Number(process.env['FAILURE_SEED'] ?? Math.floor(Math.random() * 1e9));
const random = randomFrom(SEED);
const PLACES = inFull(120, 48);
const CROWD = PLACES + 40;
const CLIENTS = 12;

const dataDir = temporaryDirectory();
const sms = new SmsStandin();
/** PostgreSQL of this file's own, with a keeper that starts it again. */
let keeper: Awaited<ReturnType<typeof openIn>>;
let proxy: TcpProxy;
let team: NestFastifyApplication;
let apps: Supervised[];
let urls: string[];
let worker: Supervised;

beforeAll(async () => {
  keeper = await openIn(dataDir);
  proxy = await startTcpProxy(keeper.url);
  await sms.start();
  const settings = {
    ...sms.env,
    EMAIL_CHANNEL: 'smtp',
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'clinics@example.org',
    SECRET_KEYS: newSecretKey('test'),
    RUN_WORKER: 'false',
  };
  const ports = [await freePort(), await freePort()];
  const env = { ...settings, DATABASE_URL: proxy.url };
  apps = ports.map((port) => new Supervised('main.js', { ...env, PORT: String(port) }));
  urls = ports.map((port) => `http://127.0.0.1:${port}`);
  await ready();
  worker = new Supervised('worker.js', env);
  team = await createApp(readConfig({ ...settings, DATABASE_URL: keeper.url, LOG_LEVEL: 'silent' }));
}, 120_000);

afterAll(async () => {
  await Promise.all([...apps, worker].map((process) => process.stop()));
  await team.close();
  await proxy.close();
  await sms.close();
  await keeper.leave();
  rmSync(dataDir, { recursive: true });
}, 60_000);

/** Both apps say that they can serve. */
async function ready(): Promise<void> {
  await Promise.all(apps.map((app) => app.up()));
  for (const url of urls) await eventually(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(200));
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5);
}

/** What goes wrong in the middle of a crowd. Each ends when it has been felt. */
const TROUBLES: Record<string, (crowd: Crowd, clinicId: string) => Promise<unknown>> = {
  'an app is killed': () => apps[random() < 0.5 ? 0 : 1]!.kill(),
  'the worker is killed': () => worker.kill(),
  'PostgreSQL is killed': async () => process.kill(postmasterPid(dataDir), 'SIGKILL'),
  'connections are reset': async (crowd) => {
    const before = crowd.failures;
    proxy.cut();
    await until(() => crowd.failures >= before + CLIENTS);
    proxy.restore();
  },
  'nothing comes through': async (crowd) => {
    proxy.stall();
    await until(() => crowd.waiting === CLIENTS);
    proxy.restore();
  },
  'the pool is full': async (crowd, clinicId) => {
    // PostgreSQL may have been killed a moment ago.
    const holder = await eventually(async () => {
      const client = new pg.Client({ connectionString: keeper.url });
      client.on('error', () => {});
      await client.connect();
      return client;
    });
    await holder.query('begin');
    await holder.query('select 1 from slots where clinic_id = $1 for update', [clinicId]);
    await until(() => crowd.waiting === CLIENTS);
    await holder.end();
  },
};

/** The troubles in an order that the seed decides, over and over. */
function* troubles(): Generator<string> {
  for (;;) {
    const names = Object.keys(TROUBLES);
    while (names.length > 0) yield names.splice(Math.floor(random() * names.length), 1)[0] ?? '';
  }
}

const next = troubles();
const rounds = Array.from({ length: ROUNDS }, () => {
  const names = [1, 2, 3].map(() => next.next().value as string);
  const moments = names.map(() => 5 + Math.floor(random() * (PLACES - 20))).sort((a, b) => a - b);
  return names.map((name, i) => ({ name, after: moments[i] ?? 0 }));
});

describe(`FAILURE_SEED=${SEED}`, () => {
  it.each(rounds.map((plan) => [plan.map(({ name, after }) => `${name} (${after})`).join(', '), plan] as const))(
    'nothing is lost, doubled or overbooked: %s',
    async (_, plan) => {
      const clinic = await eventually(() => makeClinic({ app: team }, { to: '15:30', capacity: PLACES / 12 }));
      const slots = clinic.slots.map(({ id }) => id);
      const crowd = new Crowd(urls, slots, CROWD, random);
      const starts = apps.map((app) => app.starts);
      const done = crowd.run(CLIENTS);
      for (const { name, after } of plan) {
        await until(() => crowd.settled >= after);
        await TROUBLES[name]?.(crowd, clinic.id);
      }
      await done;
      await ready();
      expect(Object.keys(crowd.answers).filter((answer) => !EXPECTED.has(answer))).toEqual([]);
      expect(await wrongs(keeper.url, clinic.id, crowd.attempts, sms)).toEqual([]);
      const again = crowd.attempts.filter(({ booked }) => booked).slice(0, 10);
      for (const attempt of again) {
        expect((await post(urls[0] ?? '', attempt)).body.reference).toBe(attempt.booked?.reference);
      }
      if (!plan.some(({ name }) => name === 'an app is killed')) expect(apps.map((app) => app.starts)).toEqual(starts);
    },
    180_000,
  );

  it('sends every confirmation once, or says that it cannot know', async () => {
    // As if the minute was over for which a worker that was killed keeps its messages.
    await run(
      keeper.url,
      `update messages set claimed_until = now() - interval '1 second' where state in ('queued', 'sending')`,
    );
    const states = () => run<{ id: string; state: string }>(keeper.url, 'select id, state from messages');
    await eventually(async () => {
      expect((await states()).filter(({ state }) => state === 'queued' || state === 'sending')).toEqual([]);
    });
    const taken = (id: string) => sms.sent.filter(({ statusCallback }) => statusCallback.endsWith(id)).length;
    const messages = (await states()).map(({ id, state }) => `${state}, taken by the provider: ${taken(id)}`);
    expect(messages.length).toBe(ROUNDS * PLACES);
    const fine = [
      'sent, taken by the provider: 1',
      'unknown, taken by the provider: 1',
      'unknown, taken by the provider: 0',
    ];
    expect(messages.filter((message) => !fine.includes(message))).toEqual([]);
  }, 60_000);
});

const EXPECTED = new Set(['201', '409 slot_full', '503 unavailable', 'none']);

it('finds what was acknowledged and lost, when PostgreSQL does not wait for the disk', async () => {
  const clinic = await makeClinic({ app: team }, { to: '15:30', capacity: PLACES / 12 });
  for (const setting of [`synchronous_commit = off`, `wal_writer_delay = '10s'`]) {
    await run(keeper.adminUrl, `alter system set ${setting}`);
  }
  await run(keeper.adminUrl, 'select pg_reload_conf()');
  const crowd = new Crowd(
    urls,
    clinic.slots.map(({ id }) => id),
    CROWD,
    random,
  );
  const done = crowd.run(CLIENTS);
  await until(() => crowd.settled >= PLACES / 2);
  await TROUBLES['PostgreSQL is killed']?.(crowd, clinic.id);
  await done;
  expect(await wrongs(keeper.url, clinic.id, crowd.attempts, sms)).toContainEqual(
    expect.stringMatching(/acknowledged and lost/),
  );
}, 180_000);
