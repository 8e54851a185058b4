import { twilioClient } from '../../src/messaging/twilio.channel.js';
import { readConfig } from '../../src/platform/config.js';
import type { SmsConfig } from '../../src/platform/config.js';
import { makeAccount, PRACTICE } from '../../src/sms-standin/account.js';
import type { SmsTrouble } from '../../src/sms-standin/mishaps.js';
import type { Condition } from '../../src/sms-standin/phones.js';
import { greeting, readStandinSettings } from '../../src/sms-standin/settings.js';
import { SmsStandin } from '../../src/sms-standin/standin.js';
import { Ear } from '../support/ear.js';
import { freePort } from '../support/app-process.js';
import { until } from '../support/messaging-app.js';

/** The provider's own SDK against the stand-in, and what the stand-in posts to an app behind its proxy. */
const PUBLIC_URL = 'https://clinics.example.org';
const CALLBACK = `${PUBLIC_URL}/webhooks/twilio/status/one`;
let ear: Ear;
let standin: SmsStandin;
let people = 0;

beforeAll(async () => {
  ear = await new Ear(PUBLIC_URL).start();
  standin = await new SmsStandin({ account: makeAccount(PUBLIC_URL), appUrl: ear.url, delivers: true }).start();
});
afterAll(() => Promise.all([standin.close(), ear.close()]));
beforeEach(() => {
  standin.trouble = () => undefined;
  Object.assign(standin.mishaps, { delaySeconds: 0, copies: 1, outOfOrder: false, advancedOptOut: false });
  ear.status = () => 204;
});

const newPhone = () => `+1617555${String(2000 + ++people)}`;
function clientOf(env: Record<string, string> = {}) {
  const settings = { SMS_CHANNEL: 'twilio', TWILIO_ACCOUNT_SID: PRACTICE.sid, TWILIO_AUTH_TOKEN: PRACTICE.token };
  const all = { ...settings, TWILIO_FROM: PRACTICE.from, TWILIO_API_BASE_URL: standin.url, ...env };
  return twilioClient(readConfig(all).sms as Extract<SmsConfig, { channel: 'twilio' }>, 500);
}
const message = (to: string, more = {}) => ({
  ...{ to, body: 'Hello', from: PRACTICE.from, statusCallback: CALLBACK },
  ...more,
});
const send = (to: string, more = {}) => clientOf().messages.create(message(to, more));
/** What was posted about a phone: a report that comes late is of another test's. */
const about = (phone: string) => ear.heard.filter(({ params: { From, To } }) => From === phone || To === phone);
const reportsOf = (phone: string, count: number) =>
  until(
    () => about(phone).map(({ params }) => params['MessageStatus']),
    ({ length }) => length >= count,
  );

it('takes a message, tells of it by id, and lists what went to a number, the newest first and in pages', async () => {
  const to = newPhone();
  const first = await send(to, { body: 'Olá, até já' });
  expect(first).toMatchObject({ status: 'queued', to, from: PRACTICE.from, numSegments: '1', errorCode: null });
  await reportsOf(to, 2);
  expect(await clientOf().messages(first.sid).fetch()).toMatchObject({ status: 'delivered', body: 'Olá, até já' });
  const second = await send(to, { from: undefined, messagingServiceSid: PRACTICE.service });
  expect(second.from).toBe(PRACTICE.from);
  const listed = await clientOf().messages.list({ to, pageSize: 1 });
  expect(listed.map(({ sid }) => sid)).toEqual([second.sid, first.sid]);
});

it.each<[string, number, number, () => Promise<unknown>]>([
  ['no number', 400, 21211, () => send('617')],
  ['no sender', 400, 21603, () => send(newPhone(), { from: undefined })],
  ['a number of somebody else', 400, 21659, () => send(newPhone(), { from: '+16175550199' })],
  ['no service of ours', 400, 21705, () => send(newPhone(), { messagingServiceSid: 'MGelse' })],
  ['nothing to say', 400, 21602, () => send(newPhone(), { body: '' })],
  ['a wrong token', 401, 20003, () => clientOf({ TWILIO_AUTH_TOKEN: 'x' }).messages.create(message(newPhone()))],
  ['asking with a wrong token', 401, 20003, () => clientOf({ TWILIO_AUTH_TOKEN: 'x' }).messages.list()],
  [
    'an unknown message',
    404,
    20404,
    () =>
      clientOf()
        .messages(`SM${'0'.repeat(32)}`)
        .fetch(),
  ],
  ['an unknown path', 404, 20404, () => clientOf().calls.list()],
])('%s is refused with %i and %i', async (_, status, code, call) => {
  const taken = standin.sent.length;
  await expect(call()).rejects.toMatchObject({ status, code });
  expect(standin.sent).toHaveLength(taken);
});

it.each<[SmsTrouble, Record<string, unknown>, number]>([
  [{ status: 429, code: 20429 }, { status: 429, code: 20429 }, 0],
  [{ status: 429, code: 20429, retryAfter: '60' }, { status: 429, afterSeconds: 60 }, 0],
  [{ status: 500 }, { status: 500 }, 0],
  [{ line: 'reset_before' }, { code: 'ECONNRESET' }, 0],
  [{ line: 'reset_after' }, { code: 'ECONNRESET' }, 1],
  [{ line: 'hang_before' }, { code: 'ECONNABORTED' }, 0],
  [{ line: 'hang' }, { code: 'ECONNABORTED' }, 1],
])('with %j the SDK meets %j', async (trouble, error, taken) => {
  const to = newPhone();
  standin.trouble = () => trouble;
  await expect(send(to)).rejects.toMatchObject(error);
  expect(standin.to(to)).toHaveLength(taken);
});

describe('delivery reports', () => {
  it.each<[Condition, string[], string | undefined]>([
    ['on', ['sent', 'delivered'], undefined],
    ['off', ['sent', 'undelivered'], '30003'],
    ['landline', ['sent', 'undelivered'], '30006'],
    ['filtered', ['sent', 'undelivered'], '30007'],
  ])('of a phone that is %s are %j, signed over the address that was given', async (condition, states, code) => {
    const to = newPhone();
    standin.phones.of(to).condition = condition;
    const { sid } = await send(to);
    expect(await reportsOf(to, 2)).toEqual(states);
    const { path, params, isSigned } = about(to)[1] ?? {};
    expect({ path, isSigned }).toEqual({ path: '/webhooks/twilio/status/one', isSigned: true });
    expect(params).toMatchObject({ MessageSid: sid, To: to, ...(code && { ErrorCode: code }) });
  });

  it('come in the wrong order and in storms, when that is chosen', async () => {
    Object.assign(standin.mishaps, { copies: 25, outOfOrder: true });
    const to = newPhone();
    await send(to);
    const said = await reportsOf(to, 50);
    expect(said.slice(0, 25)).toEqual(Array(25).fill('delivered'));
    expect(said.slice(25)).toEqual(Array(25).fill('sent'));
  });
});

describe('what people write', () => {
  const write = (from: string, body: string, pictures = 0) => standin.receive({ from, body, pictures });

  it('is posted with all that the provider says, signed over the public address', async () => {
    const from = newPhone();
    await write(from, 'Puedo llevar a mi mamá?', 1);
    const [{ path, params, isSigned } = { params: {} as Record<string, string> }] = about(from);
    expect({ path, isSigned }).toEqual({ path: '/webhooks/twilio/inbound', isSigned: true });
    expect(params).toMatchObject({ From: from, To: PRACTICE.from, NumMedia: '1', NumSegments: '1', FromState: 'MA' });
    expect(params['MessageSid']).toMatch(/^MM[0-9a-f]{32}$/);
    expect(params['MediaUrl0']).toMatch(/^https:/);
    expect(params).not.toHaveProperty('OptOutType');
  });

  it.each(['STOP', 'stopall', ' Unsubscribe ', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'])(
    '%j blocks the number until it writes START; the app hears of both',
    async (word) => {
      const from = newPhone();
      await write(from, word);
      await expect(send(from)).rejects.toMatchObject({ status: 400, code: 21610 });
      await write(from, 'start');
      expect((await send(from)).status).toBe('queued');
      const { bubbles } = standin.phones.of(from);
      expect(bubbles.map(({ by }) => by)).toEqual(['person', 'carrier', 'person', 'carrier', 'app']);
      expect(
        about(from)
          .slice(0, 2)
          .map(({ params }) => params['Body']),
      ).toEqual([word, 'start']);
    },
  );

  it('a plea in more words blocks nothing, HELP is answered, and YES means something only to who is blocked', async () => {
    const from = newPhone();
    for (const words of ['please stop', 'YES', 'info']) await write(from, words);
    expect((await send(from)).status).toBe('queued');
    const { bubbles } = standin.phones.of(from);
    expect(bubbles.map(({ by }) => by)).toEqual(['person', 'person', 'person', 'carrier', 'app']);
  });

  it('says what a word was taken for where advanced opt-out is set up', async () => {
    standin.mishaps.advancedOptOut = true;
    const from = newPhone();
    for (const words of ['STOP', 'START', 'HELP', '1']) await write(from, words);
    expect(about(from).map(({ params }) => params['OptOutType'])).toEqual(['STOP', 'START', 'HELP', undefined]);
  });

  it('goes to the second address after an error, once more after no connection, and says when nobody has it', async () => {
    const from = newPhone();
    const last = () => standin.phones.of(from).bubbles.at(-1)?.heard;
    const [number, service] = [standin.account.numbers[0], standin.account.services[0]];
    if (!number || !service) throw new Error('no number');
    ear.status = (path) => (path.endsWith('inbound') ? 503 : 204);
    service.fallbackUrl = `${PUBLIC_URL}/second`;
    await write(from, 'one');
    expect([about(from).map(({ path }) => path), last()]).toEqual([
      ['/webhooks/twilio/inbound', '/second'],
      'The app has it.',
    ]);
    service.fallbackUrl = null;
    await write(from, 'two');
    expect(last()).toBe('The app answered 503: it does not have it.');
    // Where the service defers, the number's own addresses count.
    Object.assign(service, { useInboundWebhookOnNumber: true });
    Object.assign(number, { smsUrl: `${PUBLIC_URL}/own`, smsFallbackUrl: '' });
    await write(from, 'three');
    expect(about(from).at(-1)?.path).toBe('/own');
    const away = new SmsStandin({ account: makeAccount(`http://127.0.0.1:${await freePort()}`) });
    await away.receive({ from, body: 'four' });
    expect(away.phones.of(from).bubbles[0]?.heard).toBe('The app did not answer: it does not have it.');
    await away.close();
  });
});

it('prints settings that the app starts with, and none of a real account’s secrets', () => {
  const settingsIn = (text: string) =>
    Object.fromEntries([...text.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]));
  const printed = settingsIn(greeting(readStandinSettings({ STANDIN_PORT: '4011' })));
  expect(readConfig(printed).sms).toMatchObject({ channel: 'twilio', apiBaseUrl: 'http://127.0.0.1:4011' });
  const real = greeting(readStandinSettings({ TWILIO_AUTH_TOKEN: 'real-secret', PUBLIC_URL: 'https://a.example/' }));
  expect(real).not.toContain('real-secret');
  expect(settingsIn(real)['PUBLIC_URL']).toBe('https://a.example');
  expect(() => readStandinSettings({ STANDIN_PORT: 'x' })).toThrow('STANDIN_PORT');
});
