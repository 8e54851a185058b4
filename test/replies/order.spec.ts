import pg from 'pg';
import { AnswerReplies } from '../../src/messaging/replies/answer-replies.js';
import { Sealer } from '../../src/platform/sealing.js';
import { environmentOf, startAppProcess } from '../support/app-process.js';
import type { AppProcess } from '../support/app-process.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import { asOwner } from '../support/database.js';
import { inFull } from '../support/full.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { PUBLIC_URL, startMessagingApp, until } from '../support/messaging-app.js';

const PEOPLE = inFull(250, 60);
/** Each has an answer of its own. */
const SAID = ['1', '2', '1', 'HELP'];
const ANSWERED = ['reply_coming', 'reply_free', 'reply_coming', 'reply_help'].map((kind, nth) => ({ nth, kind }));

let test: MessagingApp;
let processes: AppProcess[];
let slotId: string;
let people = 0;

beforeAll(async () => {
  test = await startMessagingApp(new Date().toISOString());
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const clinic = await makeClinic(test, { day, capacity: 500 });
  slotId = clinic.slots[0]?.id ?? '';
  const env = { ...environmentOf(test), PUBLIC_URL, ...test.sms.env, RUN_WORKER: 'true' };
  processes = await Promise.all([startAppProcess(env), startAppProcess(env)]);
}, 60_000);
afterAll(async () => {
  await Promise.all(processes.map((one) => one.stop()));
  await test.close();
});

async function somebody(): Promise<string> {
  const phone = `+1617555${String(5000 + ++people)}`;
  await booked(test, bookingBody(slotId, { phone }));
  return phone;
}

const write = async (to: { url: string } | undefined, phone: string, body: string, sid?: string) =>
  (await test.sms.write(to?.url ?? '', phone, body, { publicUrl: PUBLIC_URL, ...(sid && { sid }) })).status;

const waiting = async () =>
  (await test.database.query<{ n: number }>(`select count(*)::integer as n from replies where state = 'waiting'`))[0]
    ?.n;

interface Said {
  phone: string;
  n: string;
  kind: string;
}

/** Every answer, by number, in the order in which they were decided. */
const answers = () =>
  test.database.query<Said>(
    `select r.phone_ix as phone, r.number as n, m.kind from messages m join replies r on r.id = m.subject_id
     order by r.phone_ix, m.created_at`,
  );

/** What each was answered, and to which of their replies. */
async function talksOf(phones: string[]): Promise<{ nth: number; kind: string }[][]> {
  const found = await answers();
  const sealer = test.app.get(Sealer);
  return phones.map((phone) => {
    const own = found.filter((one) => one.phone === sealer.blindIndex(phone, 'phone'));
    const numbers = own.map(({ n }) => Number(n)).sort((a, b) => a - b);
    return own.map(({ n, kind }) => ({ nth: numbers.indexOf(Number(n)), kind }));
  });
}

it('the same post to two processes, again and again, is one reply with one answer', async () => {
  const phone = await somebody();
  const posts = Array.from({ length: 20 }, (_, i) => write(processes[i % 2], phone, '1', 'SM-the-same'));
  expect(new Set(await Promise.all(posts))).toEqual(new Set([200]));
  await until(waiting, (n) => n === 0);
  expect(await test.database.query('select 1 from replies')).toHaveLength(1);
  await until(
    () => test.sms.to(phone).filter(({ body }) => body.startsWith('Thank you')),
    (texts) => texts.length === 1,
  );
});

it(`${PEOPLE * SAID.length} replies at once: each is answered once, those of one number in order`, async () => {
  const phones: string[] = [];
  for (let i = 0; i < PEOPLE; i++) phones.push(await somebody());
  const before = (await answers()).length;
  await Promise.all(
    phones.map(async (phone, i) => {
      // The next is written when the one before has come in, to whichever process.
      for (const [k, body] of SAID.entries()) expect(await write(processes[(i + k) % 2], phone, body)).toBe(200);
    }),
  );
  await until(waiting, (n) => n === 0, 100);
  const talks = await talksOf(phones);
  expect((await answers()).length - before).toBe(PEOPLE * SAID.length);
  expect(talks).toEqual(phones.map(() => ANSWERED));
}, 120_000);

describe('without a worker', () => {
  beforeAll(async () => {
    await Promise.all(processes.map((one) => one.stop()));
    processes = [];
  });

  it('what comes in waits, and is answered in order when there is one again, or two', async () => {
    const phones: string[] = [];
    for (let i = 0; i < 8; i++) phones.push(await somebody());
    for (const phone of phones) for (const body of SAID) expect(await write(test, phone, body)).toBe(200);
    expect(await waiting()).toBe(32);
    await Promise.all([test.answer(), test.answer()]);
    expect(await talksOf(phones)).toEqual(phones.map(() => ANSWERED));
    const phone = phones[0] ?? '';
    test.sms.sent.length = 0;
    await test.dispatch();
    // The question was answered before it went: it is asked no more.
    expect(test.sms.to(phone).map(({ body }) => body.slice(0, 9))).not.toContain('Free your');
  });

  it('without a database the provider is told to come again, and nothing is lost or doubled', async () => {
    const phone = await somebody();
    test.proxy.cut();
    expect(await write(test, phone, '1', 'SM-cut')).toBeGreaterThanOrEqual(500);
    test.proxy.restore();
    for (let i = 0; i < 2; i++)
      expect(
        await until(
          () => write(test, phone, '1', 'SM-cut'),
          (s) => s === 200,
        ),
      ).toBe(200);
    expect(await waiting()).toBe(1);
    await test.answer();
  });

  it('whoever took too long has done nothing: the other has answered', async () => {
    const phone = await somebody();
    const other = new pg.Client({ connectionString: test.databaseUrl });
    await other.connect();
    await other.query('begin');
    await other.query('select 1 from bookings for update');
    await write(test, phone, '1');
    const replies = test.app.get(AnswerReplies);
    const blocked = async () =>
      (
        await test.database.query(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
      ).length;
    const slow = replies.round();
    await until(blocked, (n) => n === 1);
    test.clock.at = new Date(test.clock.at.getTime() + 61_000);
    const fast = replies.round();
    await until(blocked, (n) => n === 2);
    await other.query('commit');
    await Promise.all([slow, fast]);
    await other.end();
    expect(await waiting()).toBe(0);
    const said = await test.database.query(
      `select 1 from messages m join replies r on r.id = m.subject_id where r.phone_ix = (select phone_ix from replies
         order by number desc limit 1)`,
    );
    expect(said).toHaveLength(1);
  });

  it('what cannot be answered is given to a person after a few tries', async () => {
    const phone = await somebody();
    await asOwner(test, 'alter table booking_events rename to gone');
    await write(test, phone, '1');
    for (let i = 0; i < 4; i++) {
      await test.answer();
      expect([i, await waiting()]).toEqual([i, i < 3 ? 1 : 0]);
      test.clock.at = new Date(test.clock.at.getTime() + 10 * 60_000);
    }
    await asOwner(test, 'alter table gone rename to booking_events');
    const tasks = await test.database.query(`select 1 from call_tasks where reason = 'reply' and closed_at is null`);
    expect(tasks).toHaveLength(1);
  });

  it('what cannot be opened waits for its key, and after a few tries keeps none of its number from being answered', async () => {
    const phone = await somebody();
    await write(test, phone, '1', 'SM-sealed');
    await test.database.query(`update replies set body = 'nothing that opens' where provider_sid = 'SM-sealed'`);
    await write(test, phone, '1');
    for (let i = 0; i < 3; i++) {
      await test.answer();
      expect([i, await waiting()]).toEqual([i, 2]);
      test.clock.at = new Date(test.clock.at.getTime() + 10 * 60_000);
    }
    await test.answer();
    expect(await waiting()).toBe(1);
    expect(await talksOf([phone])).toEqual([[{ nth: 0, kind: 'reply_coming' }]]);
  });
});
