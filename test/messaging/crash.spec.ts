import pg from 'pg';
import { AskProvider } from '../../src/messaging/ask-provider.js';
import { newSecretKey } from '../../src/platform/secret-keys.js';
import { startAppProcess } from '../support/app-process.js';
import { booked } from '../support/bookings.js';
import { asOwner } from '../support/database.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { PUBLIC_URL, startMessagingApp, until } from '../support/messaging-app.js';
import type { SmsTrouble, TakenSms } from '../support/sms-standin.js';

const SECRET_KEYS = newSecretKey('test');
/** While the test holds this lock, the step waits. */
const STEP = 4711;
let test: MessagingApp;
let clinic: MadeClinic;
let people = 0;

beforeAll(async () => {
  test = await startMessagingApp(new Date().toISOString(), { SECRET_KEYS });
  clinic = await makeClinic(test, { capacity: 100 });
});
afterAll(() => test.close());

interface Step {
  name: string;
  /** The update of the message at which the worker dies: SQL over `old` and `new`. */
  when: string;
  /** Whether the database still completes what it was asked when its client died. */
  completed: boolean;
  trouble?: SmsTrouble;
  /** The states of the message and what the provider has taken: after the kill, and in the end. */
  left: [state: string, taken: number];
  end: [state: string, taken: number];
}

const CLAIM = 'new.attempts > old.attempts';
const MARK = `new.state = 'sending'`;
const ACCEPT = `old.state = 'sending' and new.state = 'sent'`;
const REFUSE = `new.state = 'failed'`;
const NO: SmsTrouble = { status: 400, code: 21602 };

const STEPS: Step[] = [
  { name: 'claiming it', when: CLAIM, completed: false, left: ['queued', 0], end: ['sent', 1] },
  { name: 'having claimed it', when: CLAIM, completed: true, left: ['queued', 0], end: ['sent', 1] },
  { name: 'marking it as being sent', when: MARK, completed: false, left: ['queued', 0], end: ['sent', 1] },
  { name: 'recording that it was taken', when: ACCEPT, completed: false, left: ['sending', 1], end: ['sent', 1] },
  { name: 'having recorded it', when: ACCEPT, completed: true, left: ['sent', 1], end: ['sent', 1] },
  { name: 'recording a no', when: REFUSE, completed: false, trouble: NO, left: ['sending', 0], end: ['failed', 0] },
];

const settings = () => ({
  ...{ DATABASE_URL: test.databaseUrl, SECRET_KEYS, PUBLIC_URL },
  ...{ ...test.sms.env, ...test.mail.env },
});

/** What the worker does is held up at this step of a message. */
const heldUpAt = (when: string) =>
  asOwner(
    test,
    `create or replace function hold_up() returns trigger language plpgsql as $$
       begin if ${when} then perform pg_advisory_xact_lock_shared(${STEP}); end if; return new; end $$;
     create or replace trigger hold_up before update on messages for each row execute function hold_up();`,
  );

/** Starts a worker, kills it while it waits at the step, and lets the database go on, or not. */
async function killedAt({ when, completed }: Step, started: () => Promise<unknown>): Promise<void> {
  const holder = new pg.Client({ connectionString: test.ownerUrl });
  await holder.connect();
  const waiting = async () =>
    (
      await holder.query<{ pid: number }>(
        `select pid from pg_locks where locktype = 'advisory' and objid = ${STEP} and not granted`,
      )
    ).rows;
  try {
    await heldUpAt(when);
    await holder.query(`select pg_advisory_lock(${STEP})`);
    await started();
    const worker = await startAppProcess(settings());
    const [session] = await until(waiting, (pids) => pids.length > 0);
    worker.child.kill('SIGKILL');
    await worker.ended;
    // By the application's own role: the owner may not.
    if (!completed) await test.database.query('select pg_terminate_backend($1)', [session?.pid]);
    await holder.query(`select pg_advisory_unlock(${STEP})`);
    await until(
      () => holder.query('select 1 from pg_stat_activity where pid = $1', [session?.pid]),
      ({ rowCount }) => rowCount === 0,
    );
  } finally {
    await holder.end();
    await asOwner(test, 'drop trigger if exists hold_up on messages');
  }
}

/** Another worker goes on: after the lease, and once the provider can be asked. */
async function others(): Promise<void> {
  for (const minutes of [0, 2, 4, 6]) {
    test.clock.at = new Date(Date.now() + minutes * 60_000);
    await test.dispatch();
    await test.app.get(AskProvider).run();
    await test.dispatch();
  }
}

it.each(STEPS)('killed while $name (completed: $completed): it goes once', async (step) => {
  const phone = `+1617555${String(4000 + ++people)}`;
  test.sms.trouble = () => step.trouble;
  test.clock.at = new Date();
  let reference = '';
  await killedAt(step, async () => {
    reference = (await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone }))).reference;
  });
  const look = async () => [(await test.outbox(reference))[0]?.state, test.sms.to(phone).length];
  expect(await look()).toEqual(step.left);
  await others();
  expect(await look()).toEqual(step.end);
});

it.each([
  ['it was marked, before the provider has it', 'hang_before', 0],
  ['the provider has it and has not answered', 'hang', 1],
] as const)('killed while %s: asked of the provider, it goes once', async (_, line, taken) => {
  const phone = `+1617555${String(4000 + ++people)}`;
  test.clock.at = new Date();
  const { reference } = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone }));
  test.sms.trouble = () => ({ line });
  const { calls } = test.sms;
  const worker = await startAppProcess(settings());
  await until(
    () => test.sms.calls,
    (n) => n > calls,
  );
  worker.child.kill('SIGKILL');
  await worker.ended;
  test.sms.trouble = () => undefined;
  const look = async () => [(await test.outbox(reference))[0]?.state, test.sms.to(phone).length];
  expect(await look()).toEqual(['sending', taken]);
  await others();
  expect(await look()).toEqual(['sent', 1]);
  expect(await test.sms.report(test.url, test.sms.to(phone)[0] as TakenSms, 'delivered')).toBe(204);
  expect(await look()).toEqual(['delivered', 1]);
});
