import { randomUUID } from 'node:crypto';
import type { MessageState } from '../../src/messaging/message-states.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { PUBLIC_URL, startMessagingApp } from '../support/messaging-app.js';
import type { TakenSms } from '../support/sms-standin.js';

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
  test.sms.beforeAnswer = () => Promise.resolve();
});

/** Sends one message; the answer is what the provider took, and a look at it in the outbox. */
async function sent() {
  const phone = `+1617555${String(2000 + ++people)}`;
  const { reference } = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone }));
  await test.dispatch();
  const look = async () => (await test.outbox(reference))[0];
  return { sms: test.sms.to(phone)[0] as TakenSms, look, state: async () => (await look())?.state };
}

const report = (sms: TakenSms, status: string, options?: { errorCode?: string; token?: string }) =>
  test.sms.report(test.url, sms, status, options);
const stored = (id?: string) =>
  test.database.query<{ status: string }>('select status from delivery_reports where message_id = $1 order by id', [
    id,
  ]);

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

/** How far a message is; a report may only lead on. */
const PROGRESS: Partial<Record<MessageState, number>> = {
  sending: 0,
  unknown: 0,
  sent: 1,
  delivered: 2,
  undelivered: 2,
};

describe.each([
  ['delivered', ['queued', 'sending', 'sent', 'delivered'], 1],
  ['undelivered', ['sending', 'sent', 'undelivered'], 2],
])('reports of a message that was %s', (end, statuses, times) => {
  it(`lead to the same end in every order, each ${times === 1 ? 'once' : 'twice'}, and never back`, async () => {
    for (const order of permutations(statuses)) {
      const { sms, state, look } = await sent();
      let progress = 1;
      for (const status of order.flatMap((one) => Array<string>(times).fill(one))) {
        expect(await report(sms, status, status === 'undelivered' ? { errorCode: '30005' } : {})).toBe(204);
        const now = PROGRESS[(await state()) ?? 'queued'] ?? -1;
        expect(now).toBeGreaterThanOrEqual(progress);
        progress = now;
      }
      const row = await look();
      expect([row?.state, row?.errorCode]).toEqual([end, end === 'undelivered' ? '30005' : null]);
      expect((await stored(row?.id)).length).toBe(times * order.length);
    }
  });
});

it.each([
  ['sent', null],
  ['delivered', null],
  ['undelivered', '30003'],
] as const)(
  'a report "%s" that is faster than the answer of the send call stays, and so does its why',
  async (state, code) => {
    test.sms.beforeAnswer = async (sms) => {
      expect(await report(sms, state, code ? { errorCode: code } : {})).toBe(204);
    };
    const { look, sms } = await sent();
    expect(await look()).toMatchObject({ state, errorCode: code, attempts: 1 });
    expect(await report(sms, 'sent')).toBe(204);
    expect(await look()).toMatchObject({ state, errorCode: code });
  },
);

it('all reports of a message at once, many times: the same end', async () => {
  const { sms, state } = await sent();
  const statuses = ['queued', 'sending', 'sent', 'delivered'].flatMap((status) => Array<string>(5).fill(status));
  const answers = await Promise.all(statuses.map((status) => report(sms, status)));
  expect(new Set(answers)).toEqual(new Set([204]));
  expect(await state()).toBe('delivered');
});

it('a report settles what nobody could tell', async () => {
  test.sms.trouble = () => ({ line: 'reset_after' });
  const { sms, state } = await sent();
  expect(await state()).toBe('unknown');
  expect(await report(sms, 'sent')).toBe(204);
  expect(await state()).toBe('sent');
  expect(await report(sms, 'delivered')).toBe(204);
  expect(await state()).toBe('delivered');
});

it('a report is proof: what "not now" was said of, and went all the same, is not sent again', async () => {
  test.sms.trouble = () => ({ status: 503 });
  const { look } = await sent();
  const id = (await look())?.id;
  expect(await look()).toMatchObject({ state: 'queued' });
  const statusCallback = `${PUBLIC_URL}/webhooks/twilio/status/${id}`;
  const sms = { sid: `SM${'1'.repeat(32)}`, statusCallback, to: '+16175550101', body: '' };
  expect(await test.sms.report(test.url, sms, 'delivered')).toBe(204);
  const { calls } = test.sms;
  test.clock.at = new Date(test.clock.at.getTime() + 60_000);
  await test.dispatch();
  expect([(await look())?.state, test.sms.calls]).toEqual(['delivered', calls]);
});

describe('who is not the provider', () => {
  it.each([
    ['a forged signature', (sms: TakenSms) => report(sms, 'delivered', { token: 'another' })],
    [
      'a signature over another address',
      async (sms: TakenSms) =>
        test.sms.report(test.url, { ...sms, statusCallback: sms.statusCallback.replace('https', 'http') }, 'delivered'),
    ],
    [
      'no signature',
      async (sms: TakenSms) => {
        const body = new URLSearchParams({ MessageSid: sms.sid, MessageStatus: 'delivered' });
        return (await fetch(test.url + new URL(sms.statusCallback).pathname, { method: 'POST', body })).status;
      },
    ],
  ])('%s is refused, and nothing is stored', async (_, forge) => {
    const { sms, look } = await sent();
    expect(await forge(sms)).toBe(403);
    const row = await look();
    expect([row?.state, await stored(row?.id)]).toEqual(['sent', []]);
  });

  it('another id of the provider, a message that is not there, and no message at all are not found', async () => {
    const { sms, look } = await sent();
    const row = await look();
    const at = (id: string) => ({ ...sms, statusCallback: `${PUBLIC_URL}/webhooks/twilio/status/${id}` });
    expect(await report({ ...sms, sid: `SM${'0'.repeat(32)}` }, 'delivered')).toBe(404);
    expect(await report(at(randomUUID()), 'delivered')).toBe(404);
    expect(await report(at('nothing'), 'delivered')).toBe(404);
    expect([(await look())?.state, await stored(row?.id)]).toEqual(['sent', []]);
  });
});

it('a status that nobody has told us of is kept, and changes nothing', async () => {
  const { sms, look } = await sent();
  expect(await report(sms, 'teleported')).toBe(204);
  const row = await look();
  expect([row?.state, await stored(row?.id)]).toEqual(['sent', [{ status: 'teleported' }]]);
});
