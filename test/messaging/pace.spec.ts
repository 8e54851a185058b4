import { Gate } from '../../src/messaging/admission.js';
import { Dispatch } from '../../src/messaging/dispatch.js';
import { segments } from '../../src/messaging/segments.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';

/** Ten in the morning in Boston. */
const NOW = '2026-12-01T15:00:00Z';
let test: MessagingApp;
let clinic: MadeClinic;
let people = 0;

beforeAll(async () => {
  test = await startMessagingApp(NOW, { SMS_SEGMENTS_PER_SECOND: '1', SMS_SEGMENTS_PER_DAY: '100' });
  clinic = await makeClinic(test, { capacity: 500 });
});
afterAll(() => test.close());
beforeEach(async () => {
  test.clock.at = new Date(NOW);
  await test.database.query('delete from messages');
  await test.database.query('delete from sms_pace');
  test.sms.sent.length = 0;
});

/** As many people book; what they are sent answers them, or can wait. */
async function waiting(n: number, priority = 0) {
  const phones = Array.from({ length: n }, () => `+1617555${String(7000 + ++people)}`);
  for (const phone of phones) await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone }));
  if (priority > 0) await test.database.query('update messages set priority = 1 where attempts = 0');
  return phones;
}

const sentSegments = () => test.sms.sent.reduce((sum, { body }) => sum + segments(body).count, 0);

/** So many seconds go by; in each, two workers look twice. */
async function seconds(n: number, each: (second: number) => void = () => undefined): Promise<void> {
  const dispatch = test.app.get(Dispatch);
  for (let second = 0; second < n; second++) {
    for (let half = 0; half < 2; half++) {
      await Promise.all([dispatch.round('sms'), dispatch.round('sms')]);
      test.clock.at = new Date(test.clock.at.getTime() + 500);
    }
    each(second);
  }
}

it('sends a segment a second, whatever waits and however many workers there are', async () => {
  await waiting(30);
  let most = 0;
  await seconds(30, (second) => (most = Math.max(most, sentSegments() - second)));
  // Five seconds ahead, and the last text that began within them.
  expect(most).toBeLessThanOrEqual(8);
  expect(sentSegments()).toBeGreaterThanOrEqual(30);
  const tries = await test.database.query('select max(attempts) as most from messages');
  expect(tries).toEqual([{ most: 1 }]);
});

it('what answers somebody goes before what can wait', async () => {
  const later = await waiting(10, 1);
  await seconds(4);
  const first = await waiting(3);
  await seconds(14);
  const order = test.sms.sent.map(({ to }) => to);
  const last = Math.max(...first.map((phone) => order.indexOf(phone)));
  expect(Math.min(...first.map((phone) => order.indexOf(phone)))).toBeGreaterThan(0);
  expect(order.slice(0, last + 1).filter((to) => later.includes(to)).length).toBeLessThan(10);
  await seconds(30);
  expect(new Set(test.sms.sent.map(({ to }) => to))).toEqual(new Set([...later, ...first]));
  expect(test.sms.sent).toHaveLength(13);
});

it("a day's texts: what can wait leaves some of them to the others, and waits for the next day; then somebody calls", async () => {
  await waiting(60, 1);
  await seconds(100);
  expect([sentSegments(), test.sms.sent.length]).toEqual([80, 40]);
  const put = await test.database.query(`select distinct due_at as at from messages where state = 'queued'`);
  // The next morning in Boston.
  expect(put).toEqual([{ at: new Date('2026-12-02T13:00:00Z') }]);
  await waiting(12);
  await seconds(40);
  expect(sentSegments()).toBe(100);
  const refused = `select state, error_code as code, count(*)::integer as n from messages
    where state = 'suppressed' group by 1, 2`;
  expect(await test.database.query(refused)).toEqual([{ state: 'suppressed', code: 'day_cap', n: 2 }]);
  test.clock.at = new Date('2026-12-02T15:00:00Z');
  await seconds(50);
  expect(sentSegments()).toBe(140);
});

it("a day's texts are used up, and the next day helps nobody: somebody calls now", async () => {
  await waiting(40, 1);
  await seconds(90);
  await waiting(1, 1);
  await test.database.query(`update messages set helps_until = $1 where state = 'queued'`, [
    new Date('2026-12-02T13:00:00Z'),
  ]);
  await seconds(2);
  const last = `select state, error_code as code from messages m where state <> 'sent'
    and exists (select from call_tasks where message_id = m.id)`;
  expect(await test.database.query(last)).toEqual([{ state: 'suppressed', code: 'day_cap' }]);
});

const usedUp = async () =>
  (await test.database.query<{ segments: number }>('select segments from sms_pace'))[0]?.segments;
const states = () => test.database.query('select state, count(*)::integer as n from messages group by 1 order by 1');

describe('a try of which the provider took nothing', () => {
  afterEach(() => (test.sms.trouble = () => undefined));

  it.each([401, 429, 503])(
    '%s: it uses up nothing of the day, and what answers somebody goes later',
    async (status) => {
      await waiting(10);
      test.sms.trouble = () => ({ status });
      for (let minute = 0; minute < 20; minute++) {
        await seconds(6);
        test.clock.at = new Date(test.clock.at.getTime() + 57_000);
      }
      expect([test.sms.sent.length, await usedUp()]).toEqual([0, 0]);
      test.sms.trouble = () => undefined;
      await waiting(1);
      test.clock.at = new Date(test.clock.at.getTime() + 30 * 60_000);
      await seconds(40);
      expect([await states(), sentSegments(), await usedUp()]).toEqual([[{ state: 'sent', n: 11 }], 22, 22]);
    },
  );

  it('the last one neither', async () => {
    await waiting(1);
    await test.database.query('update messages set attempts = 11 where attempts = 0');
    test.sms.trouble = () => ({ status: 503 });
    await seconds(1);
    expect([await states(), await usedUp()]).toEqual([[{ state: 'failed', n: 1 }], 0]);
  });

  /** A try that has passed the gate, and is slow from there on. */
  async function slowTry() {
    await waiting(1);
    const messages = test.app.get(Dispatch)['messages'];
    const [claimed] = await messages.claim(test.clock.now(), 1, 'sms');
    if (!claimed) throw new Error('nothing to send');
    const ready = { to: '+16175550199', sms: { text: 'Hello', firstLine: '' } };
    const passedAt = test.clock.now();
    await test.app.get(Gate).admit([{ message: claimed, ready, provider: 'twilio' }], passedAt);
    const notTaken = () => {
      const now = test.clock.now();
      return messages.notTaken(claimed, { code: '503', passedAt, now, again: now });
    };
    return { claimed, messages, notTaken };
  }

  it('what it took of yesterday is not given back today', async () => {
    test.clock.at = new Date('2026-12-02T04:59:59Z');
    const { notTaken } = await slowTry();
    expect(await usedUp()).toBe(1);
    test.clock.at = new Date('2026-12-02T05:00:01Z');
    await waiting(1);
    await seconds(1);
    await notTaken();
    expect([await states(), await usedUp()]).toEqual([
      [
        { state: 'queued', n: 1 },
        { state: 'sent', n: 1 },
      ],
      2,
    ]);
  });

  it('what the provider has after all, by its report, is not given back', async () => {
    const { claimed, messages, notTaken } = await slowTry();
    await messages.settle(claimed.id, 'delivered', null, test.clock.now());
    await notTaken();
    expect([await states(), await usedUp()]).toEqual([[{ state: 'delivered', n: 1 }], 1]);
  });
});
