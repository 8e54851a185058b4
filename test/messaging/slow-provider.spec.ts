import { AskProvider } from '../../src/messaging/ask-provider.js';
import { twilioChannel } from '../../src/messaging/twilio.channel.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';

let test: MessagingApp;
beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z');
});
afterAll(() => test.close());
afterEach(() => {
  test.sms.trouble = () => undefined;
  test.sms.beforeQuestion = () => Promise.resolve();
  test.sms.answersQuestions = true;
});

const wait = (seconds: number) => (test.clock.at = new Date(test.clock.at.getTime() + seconds * 1000));

it('a provider that takes long to say nothing is asked for a while; who was not asked about comes first the next time', async () => {
  const clinic = await makeClinic(test, { capacity: 10 });
  test.sms.trouble = () => ({ line: 'reset_after' });
  for (let i = 0; i < 10; i++) await booked(test, bookingBody(clinic.slots[0]?.id ?? ''));
  await test.dispatch();
  wait(4 * 60);
  let questions = 0;
  test.sms.answersQuestions = false;
  test.sms.beforeQuestion = () => {
    questions += 1;
    wait(5);
    return Promise.resolve();
  };
  const asked = () => test.database.query('select asked, count(*)::integer as n from messages group by 1 order by 1');
  await test.app.get(AskProvider).run();
  expect([questions, await asked()]).toEqual([
    4,
    [
      { asked: 0, n: 6 },
      { asked: 1, n: 4 },
    ],
  ]);
  for (const all of [8, 10]) {
    await test.app.get(AskProvider).run();
    expect(questions).toBe(all);
  }
  expect(await asked()).toEqual([{ asked: 1, n: 10 }]);
});

it('nobody waits for the answer to a question as long as for that to a message', async () => {
  const { sms } = test.config;
  if (sms.channel !== 'twilio') throw new Error('no provider');
  test.sms.beforeQuestion = () => new Promise(() => {});
  const channel = twilioChannel(sms, test.config, { send: 60_000, ask: 200 });
  expect(await channel.ask?.({ sid: `SM${'0'.repeat(32)}` })).toBe('cannot_tell');
});

it('what is due each minute is not made up for: after a day away, a run for each minute would stand before all else', () => {
  const each = test.app
    .get(Jobs)
    .all()
    .filter(({ cron }) => cron === '* * * * *');
  expect(each.length).toBeGreaterThan(3);
  expect(each.filter(({ makeUp }) => makeUp !== false).map(({ name }) => name)).toEqual([]);
});
