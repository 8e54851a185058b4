import { AskProvider } from '../../src/messaging/ask-provider.js';
import { CallsReader } from '../../src/phone-desk/tasks/calls-reader.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import type { SmsTrouble, TakenSms } from '../support/sms-standin.js';

let test: MessagingApp;
let clinic: MadeClinic;
let people = 0;

beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z');
  clinic = await makeClinic(test, { capacity: 100 });
});
afterAll(() => test.close());
afterEach(() => {
  test.sms.trouble = () => undefined;
  test.sms.answersQuestions = true;
  test.mail.trouble = () => undefined;
});

const minutes = (n: number) => (test.clock.at = new Date(test.clock.at.getTime() + n * 60_000));
const ask = () => test.app.get(AskProvider).run();

/** Somebody books, and the message runs into trouble. */
async function into(trouble: SmsTrouble | undefined, contact: object = {}) {
  const phone = `+1617555${String(5000 + ++people)}`;
  test.sms.trouble = () => trouble;
  const { reference } = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone, ...contact }));
  await test.dispatch();
  test.sms.trouble = () => undefined;
  const look = async () => (await test.outbox(reference)).map(({ channel, state }) => `${channel} ${state}`);
  const tasks = () =>
    test.database.query<{ reason: string }>(
      `select k.reason from call_tasks k join bookings b on b.id = k.subject_id where b.reference = $1`,
      [reference],
    );
  const calls = async () =>
    (await test.app.get(CallsReader).all({ clinics: 'all' })).filter((call) => call.reference === reference).length;
  return { phone, look, tasks, calls, taken: () => test.sms.to(phone) };
}

it('the provider took it: it is found by number, words and time, and not sent again', async () => {
  const { look, taken } = await into({ line: 'reset_after' });
  expect(await look()).toEqual(['sms unknown']);
  await ask();
  expect(await look()).toEqual(['sms unknown']); // too soon: its lists may lag
  minutes(4);
  await ask();
  expect(await look()).toEqual(['sms sent']);
  await test.dispatch();
  expect(taken()).toHaveLength(1);
  expect(await test.sms.report(test.url, taken()[0] as TakenSms, 'delivered')).toBe(204);
  expect(await look()).toEqual(['sms delivered']);
});

it('the provider knows nothing of it: it goes, once', async () => {
  const { look, taken } = await into({ line: 'reset_before' });
  minutes(4);
  await ask();
  expect(await look()).toEqual(['sms queued']);
  await test.dispatch();
  await ask();
  expect([await look(), taken().length]).toEqual([['sms sent'], 1]);
});

it('an account that keeps no words cannot tell: it is not sent again; one that puts words before ours can', async () => {
  const [kept, bare] = [await into({ line: 'reset_after' }), await into({ line: 'reset_after' })];
  Object.assign(bare.taken()[0] as TakenSms, { body: '' });
  const [trial] = kept.taken();
  Object.assign(trial as TakenSms, { body: `Sent from your trial account - ${trial?.body}` });
  minutes(4);
  await ask();
  await test.dispatch();
  expect([await kept.look(), kept.taken().length]).toEqual([['sms sent'], 1]);
  expect([await bare.look(), bare.taken().length]).toEqual([['sms unknown'], 1]);
});

it('of what it knows of, the state and what went wrong are taken over', async () => {
  const { look, taken, tasks } = await into({ line: 'reset_after' });
  Object.assign(taken()[0] as TakenSms, { status: 'undelivered', errorCode: '30006' });
  minutes(4);
  await ask();
  expect([await look(), await tasks()]).toEqual([['sms undelivered'], [{ reason: 'undelivered' }]]);
  expect(await test.database.query('select code from bad_addresses')).toEqual([{ code: '30006' }]);
});

it('two with the same words to one number, of which only one was taken, are told apart', async () => {
  const one = await into({ line: 'reset_after' });
  // The same message once more, as when somebody has it sent again; this time the line broke before it was taken.
  await test.database.query(
    `insert into messages (id, clinic_id, subject_type, subject_id, kind, channel, dedupe_key, due_at, created_at)
     select gen_random_uuid(), clinic_id, subject_type, subject_id, kind, channel, 'lost_link:x:1:twin:sms', $1, $1
     from messages where address_ix is not null order by created_at desc limit 1`,
    [test.clock.at],
  );
  test.sms.trouble = () => ({ line: 'reset_before' });
  await test.dispatch();
  test.sms.trouble = () => undefined;
  minutes(4);
  await ask();
  await test.dispatch();
  expect(one.taken()).toHaveLength(2);
  const states = await test.database.query(
    `select state, count(*)::integer as n from messages where dedupe_key like '%twin%' or provider_sid = any($1) group by 1`,
    [one.taken().map(({ sid }) => sid)],
  );
  expect(states).toEqual([{ state: 'sent', n: 2 }]);
});

it('a provider that cannot be asked is asked again, ever more rarely; then somebody calls, and a late report still counts', async () => {
  const { look, taken, tasks, calls } = await into({ line: 'reset_after' });
  test.sms.answersQuestions = false;
  for (const wait of [4, 11, 61, 361]) {
    minutes(wait);
    await ask();
    await ask();
    expect([wait, await look(), await tasks()]).toEqual([wait, ['sms unknown'], []]);
  }
  minutes(721);
  await ask();
  expect([await look(), await tasks(), await calls()]).toEqual([['sms unknown'], [{ reason: 'undelivered' }], 1]);
  expect(await test.sms.report(test.url, taken()[0] as TakenSms, 'delivered')).toBe(204);
  expect([await look(), await calls()]).toEqual([['sms delivered'], 0]);
});

it('taken by a process that died before it asked for the last time: it is asked once more; then somebody calls', async () => {
  const { look, tasks } = await into({ line: 'reset_after' });
  test.sms.answersQuestions = false;
  for (const wait of [4, 11, 61, 361]) {
    minutes(wait);
    await ask();
  }
  minutes(721);
  await test.database.query(
    `update messages set asked = asked + 1, asked_at = $1 where state = 'unknown' and settled_at is null`,
    [test.clock.at],
  );
  minutes(721);
  await ask();
  expect([await look(), await tasks()]).toEqual([['sms unknown'], [{ reason: 'undelivered' }]]);
});

it('found at last, its report is waited for like that of any other', async () => {
  const { look, taken } = await into({ line: 'reset_after' });
  test.sms.answersQuestions = false;
  for (const wait of [4, 11, 61]) {
    minutes(wait);
    await ask();
  }
  test.sms.answersQuestions = true;
  minutes(361);
  await ask();
  expect(await look()).toEqual(['sms sent']);
  Object.assign(taken()[0] as TakenSms, { status: 'delivered' });
  minutes(61);
  await ask();
  expect(await look()).toEqual(['sms delivered']);
});

it('nobody waits for an answer that comes when the message helps no more: somebody calls before that', async () => {
  const { tasks } = await into({ line: 'reset_after' });
  test.sms.answersQuestions = false;
  await test.database.query(`update messages set helps_until = $1 where state = 'unknown' and settled_at is null`, [
    new Date(test.clock.at.getTime() + 120 * 60_000),
  ]);
  for (const wait of [4, 11]) {
    minutes(wait);
    await ask();
    expect(await tasks()).toEqual([]);
  }
  minutes(61);
  await ask();
  expect(await tasks()).toEqual([{ reason: 'undelivered' }]);
});

it('a text whose report does not come is asked about', async () => {
  const { look, taken } = await into(undefined);
  Object.assign(taken()[0] as TakenSms, { status: 'delivered' });
  minutes(59);
  await ask();
  expect(await look()).toEqual(['sms sent']);
  minutes(2);
  await ask();
  expect(await look()).toEqual(['sms delivered']);
});

it('an email of which nobody can tell is not sent again: somebody calls', async () => {
  test.mail.trouble = () => ({ at: 'DATA', line: 'drop' });
  const contact = { email: 'lost@example.org', emailConsent: true, smsConsent: false };
  const { look, tasks } = await into(undefined, contact);
  test.mail.trouble = () => undefined;
  expect(await look()).toEqual(['email unknown']);
  minutes(62);
  await ask();
  await test.dispatch();
  expect([await look(), await tasks()]).toEqual([['email unknown'], [{ reason: 'undelivered' }]]);
});
