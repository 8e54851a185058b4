import { setTimeout as sleep } from 'node:timers/promises';
import { SHELL } from '../../src/access/caller.js';
import { callOff } from '../../src/bookings/changes/decisions.js';
import { MakeDecision } from '../../src/bookings/changes/make-decision.js';
import { ChangesReader } from '../../src/bookings/changes/changes-reader.js';
import { randomFrom } from '../failure/crowd.js';
import { Supervised } from '../failure/supervised.js';
import { environmentOf, freePort } from '../support/app-process.js';
import { booked } from '../support/bookings.js';
import { eventually } from '../support/eventually.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, countsDiffer, makeClinic } from '../support/factories.js';
import { inFull } from '../support/full.js';
import { MailServer } from '../support/mail-server.js';
import { SmsStandin } from '../support/sms-standin.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

const PEOPLE = inFull(500, 36);
const KILLS = inFull(12, 3);
const SEED = Number(process.env['FAILURE_SEED'] ?? Math.floor(Math.random() * 1e9));
const random = randomFrom(SEED);

const sms = new SmsStandin();
const mail = new MailServer();
let test: TestApp;
let apps: { process: Supervised; url: string }[];
let workers: Supervised[];
let clinic: MadeClinic;

beforeAll(async () => {
  await Promise.all([sms.start(), mail.start()]);
  test = await startTestApp({ env: { ...sms.env, ...mail.env } });
  const env = { ...environmentOf(test), ...sms.env, ...mail.env };
  const ports = await Promise.all(inFull([1, 2], [1]).map(() => freePort()));
  apps = ports.map((port) => {
    return { process: new Supervised('main.js', { ...env, PORT: String(port) }), url: `http://127.0.0.1:${port}` };
  });
  // Two, so that what one left behind is taken up while it is away.
  workers = [new Supervised('worker.js', env), new Supervised('worker.js', env)];
  await Promise.all(apps.map(({ process }) => process.up()));
  clinic = await makeClinic(test, { from: '09:00', to: '12:00', capacity: Math.ceil(PEOPLE / 6) + 5 });
}, 120_000);
afterAll(async () => {
  await Promise.all([...apps.map(({ process }) => process), ...workers].map((one) => one.stop()));
  await test.close();
  await Promise.all([sms.close(), mail.close()]);
}, 60_000);

/** How one of them is to be told. */
type Way = 'sms' | 'email' | 'neither' | 'opted out';

/** A third by text, a third by email, the others by neither, or by text and opted out since. */
const wayOf = (i: number): Way =>
  (['sms', 'email', 'sms', 'email', i % 12 < 6 ? 'neither' : 'opted out'] as const)[i % 5] ?? 'sms';

function bodyOf(i: number, slotId: string) {
  const email = `person${i}@example.org`;
  const way = wayOf(i);
  if (way === 'email') return bookingBody(slotId, { phone: undefined, email, smsConsent: false, emailConsent: true });
  return bookingBody(slotId, { smsConsent: way !== 'neither' });
}

const outbox = (kind: string) =>
  test.database.query<{ id: string; state: string; channel: string }>(
    'select id, state, channel from messages where kind = $1',
    [kind],
  );

/** As if the minute was over for which a process that was killed keeps its messages. */
const endLeases = () =>
  test.database.query(
    `update messages set claimed_until = now() - interval '1 second' where state in ('queued', 'sending') and claimed_until > now()`,
  );

it(`FAILURE_SEED=${SEED}: everybody is told once by what they chose, the rest is called, nobody booked meanwhile`, async () => {
  const people: { way: Way; reference: string; to: string }[] = [];
  for (let i = 0; i < PEOPLE; i++) {
    const body = bodyOf(i, clinic.slots[i % clinic.slots.length]?.id ?? '');
    const { reference } = await booked(test, body);
    const { phone, email } = body.contact as { phone?: string; email?: string };
    people.push({ way: wayOf(i), reference, to: phone ?? email ?? '' });
  }
  await eventually(async () => {
    await endLeases();
    expect(
      (await outbox('booking_confirmed')).filter(({ state }) => state === 'queued' || state === 'sending'),
    ).toEqual([]);
  });
  const out = people.filter(({ way }) => way === 'opted out').map(({ reference }) => reference);
  await test.database.query(
    `insert into opt_outs (channel, address_ix, reason, at)
     select 'sms', phone_ix, 'STOP', now() from bookings where reference = any($1) on conflict do nothing`,
    [out],
  );

  // People go on trying to book, now at this app, now at that.
  let over = false;
  const afterwards: number[] = [];
  let decided = false;
  const tries = async () => {
    while (!over) {
      const sentAfter = decided;
      const slotId = clinic.slots[Math.floor(random() * clinic.slots.length)]?.id ?? '';
      const app = apps[Math.floor(random() * apps.length)];
      const answer = await fetch(`${app?.url}/api/bookings`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': `late-${random()}` },
        body: JSON.stringify(bookingBody(slotId, { smsConsent: false })),
      }).catch(() => undefined);
      if (sentAfter && answer) afterwards.push(answer.status);
      await sleep(20);
    }
  };
  const crowd = Promise.all([tries(), tries()]);
  const done = await test.app.get(MakeDecision).run(clinic.id, callOff('Snow'), SHELL, { decide: undefined });
  decided = true;
  const bookings = 'bookings' in done ? (done.bookings ?? 0) : 0;

  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(random() * 400);
    const victims = [...workers, ...apps.map(({ process }) => process)];
    await victims[Math.floor(random() * (random() < 0.7 ? workers.length : victims.length))]?.kill();
  }
  // Whoever was killed last has to be back: starting takes its seconds, and the wait below has twenty.
  await Promise.all(apps.map(({ process }) => process.up()));
  await eventually(async () => {
    await endLeases();
    const [change] = await test.app.get(ChangesReader).ofClinic(clinic.id, 'all');
    expect(change?.reach.waiting).toBe(0);
  });
  await eventually(() => expect(afterwards.filter((status) => status === 409).length).toBeGreaterThan(0));
  over = true;
  await crowd;

  expect(afterwards.filter((status) => status === 201)).toEqual([]);
  // Those who got in before it was decided, without any message, are to be called as well.
  const early = bookings - PEOPLE;
  const count = (way: Way) => people.filter((person) => person.way === way).length;
  const texts = (to: string) => sms.to(to).filter(({ body }) => body.includes('NOT take place')).length;
  const mails = (to: string) => mail.to(to).filter(({ subject }) => subject?.includes('will not take place')).length;
  const told = () => people.map(({ way, to }) => `${way}: ${way === 'email' ? mails(to) : texts(to)}`);
  // An answer that came late makes of what was unknown what it is: all is looked at until it agrees.
  await eventually(async () => {
    const [change] = await test.app.get(ChangesReader).ofClinic(clinic.id, 'all');
    const messages = await outbox('clinic_called_off');
    const unknown = messages.filter(({ state }) => state === 'unknown').length;
    // Only what a killed process had in hand can be missing, a whole set of texts or emails at most, and the team knows
    // of each of these.
    expect(told().filter((one) => /^(sms|email): 0/.test(one)).length).toBeLessThanOrEqual(unknown);
    expect(messages.length).toBe(count('sms') + count('email') + count('opted out'));
    expect(change?.reach).toMatchObject({
      told: count('sms') + count('email') - unknown,
      call: count('neither') + count('opted out') + unknown + early,
      waiting: 0,
    });
  });
  expect(told().filter((one) => /: [^01]$/.test(one))).toEqual([]);
  expect(told().filter((one) => /^(neither|opted out): 1/.test(one))).toEqual([]);
  expect(await countsDiffer(test)).toEqual([]);
}, 300_000);
