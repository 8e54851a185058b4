import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { costTable } from '../../src/app/sms-check/costs.js';
import type { Finding } from '../../src/app/sms-check/findings.js';
import { report } from '../../src/app/sms-check/findings.js';
import { checkSms } from '../../src/app/sms-check/sms-check.js';
import type { Account, MessagingService, OwnNumber } from '../../src/sms-standin/account.js';
import { makeAccount, PRACTICE } from '../../src/sms-standin/account.js';
import { freePort } from '../support/app-process.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { PUBLIC_URL, startMessagingApp } from '../support/messaging-app.js';
import { startTestApp } from '../support/test-app.js';

/** The check of the set-up against a running app and the stand-in of the provider: all right, and each thing wrong once. */
let test: MessagingApp;

beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z');
});
afterAll(() => test.close());
afterEach(() => void Object.assign(test.sms.account, makeAccount(PUBLIC_URL)));

/** As the command, on the way to the app that there is here; `more` are settings of the one who checks. */
const check = (more: Record<string, string> = {}, appUrl = test.url) =>
  checkSms({ ...test.sms.env, PUBLIC_URL, ...more }, (address) => address.replace(PUBLIC_URL, appUrl));
const textsOf = (findings: Finding[], wanted: Finding['level']) =>
  findings.filter(({ level }) => level === wanted).map(({ text }) => text);

const BY_SERVICE = { TWILIO_FROM: '', TWILIO_MESSAGING_SERVICE_SID: PRACTICE.service };
const rowsOf = async () =>
  test.database.query(
    `select (select count(*) from delivery_reports) as reports, (select count(*) from replies) as replies,
       (select count(*) from messages) as messages`,
  );

it('says of each thing that it is right, by number and by service, stores and sends nothing, and shows no secret', async () => {
  const before = await rowsOf();
  for (const more of [{}, BY_SERVICE]) {
    const findings = await check(more);
    expect(textsOf(findings, 'wrong')).toEqual([]);
    // That it is the stand-in that answers; and what no API tells.
    expect(textsOf(findings, 'unknown')).toHaveLength(2);
    const text = report(findings);
    for (const right of [
      ...['PUBLIC_URL answers, and it is this app', 'A signed post is believed', 'A forged post is refused'],
      ...['The account is active', 'It can send texts', 'The service takes replies itself'],
      ...['What people write comes to our address', 'The brand is approved', 'The A2P campaign is verified'],
    ]) {
      expect(text).toContain(right);
    }
    expect(text).toContain('Nothing is wrong. Nothing was sent to anybody.');
    for (const secret of [PRACTICE.token, PRACTICE.sid, PRACTICE.from]) expect(text).not.toContain(secret);
  }
  expect(await rowsOf()).toEqual(before);
  expect(test.sms.calls).toBe(0);
});

type Spoil = (number: OwnNumber, service: MessagingService, account: Account) => void;
const alone: Spoil = (_, service) => void (service.numbers = []);
const tollFree =
  (status?: string): Spoil =>
  (number, service) => {
    Object.assign(number, { phoneNumber: '+18335550100', tollFreeStatus: status });
    service.numbers = [];
  };
const deferring =
  (more: Partial<OwnNumber>): Spoil =>
  (number, service) => {
    service.useInboundWebhookOnNumber = true;
    Object.assign(number, more);
  };

it.each<[RegExp, Spoil, Record<string, string>?]>([
  [/The account is suspended/, (_, __, account) => (account.status = 'suspended')],
  [/trial account/, (_, __, account) => (account.type = 'Trial')],
  [/no such number/, (_, __, account) => (account.numbers = [])],
  [/cannot send texts/, (number) => (number.canText = false)],
  [/no such service/, (_, __, account) => (account.services = []), BY_SERVICE],
  [/has no number to send from/, (_, service) => (service.numbers = []), BY_SERVICE],
  [/goes to another address/, (_, service) => (service.inboundRequestUrl = 'https://else.example.org/')],
  [/goes nowhere/, (_, service) => (service.inboundRequestUrl = null)],
  [/comes with HTTP GET/, (_, service) => (service.inboundMethod = 'GET')],
  [/while the app restarts is lost/, (_, service) => (service.fallbackUrl = null)],
  [/goes to another address/, deferring({ smsUrl: 'https://demo.twilio.com/welcome/sms/reply' })],
  [/An application at the number/, deferring({ smsApplicationSid: 'AP1' }), BY_SERVICE],
  [/belongs to no messaging service/, alone],
  [/has no A2P campaign/, (_, service) => (service.campaign = undefined)],
  [/campaign is not verified \(PENDING\)/, (_, { campaign }) => void (campaign && (campaign.status = 'PENDING'))],
  [/brand is not approved \(FAILED\)/, (_, { campaign }) => void (campaign && (campaign.brandStatus = 'FAILED'))],
  [/not verified \(IN_REVIEW\)/, tollFree('IN_REVIEW'), { TWILIO_FROM: '+18335550100' }],
  [/not verified \(never asked for\)/, tollFree(), { TWILIO_FROM: '+18335550100' }],
])('at the provider: %s', async (expected, spoil, more = {}) => {
  const [number] = test.sms.account.numbers;
  const [service] = test.sms.account.services;
  if (number && service) spoil(number, service, test.sms.account);
  expect(textsOf(await check(more), 'wrong')).toEqual([expect.stringMatching(expected)]);
});

it('a toll-free number that is verified needs no campaign', async () => {
  const { numbers, services } = test.sms.account;
  if (numbers[0] && services[0]) tollFree('TWILIO_APPROVED')(numbers[0], services[0], test.sms.account);
  expect(textsOf(await check({ TWILIO_FROM: '+18335550100' }), 'wrong')).toEqual([]);
});

it.each<[RegExp, Record<string, string>]>([
  [/SMS_CHANNEL is preview/, { SMS_CHANNEL: 'preview' }],
  [/^TWILIO_ACCOUNT_SID: must be/, { TWILIO_ACCOUNT_SID: 'AC1' }],
  [/PUBLIC_URL must be on https/, { PUBLIC_URL: 'http://clinics.example.org' }],
  [/never say what the clinics are about/, { PUBLIC_URL: 'https://citizenship.example.org' }],
  [/TWILIO_FROM must be a number/, { TWILIO_FROM: '617 555 0100' }],
  [/TWILIO_MESSAGING_SERVICE_SID must be MG/, { TWILIO_MESSAGING_SERVICE_SID: 'MG1' }],
  [/provider refuses TWILIO_ACCOUNT_SID/, { TWILIO_AUTH_TOKEN: 'another' }],
  [/A signed post is not believed \(403\)/, { TWILIO_AUTH_TOKEN: 'another' }],
])('in the settings: %s', async (expected, more) => {
  expect(textsOf(await check(more), 'wrong')).toContainEqual(expect.stringMatching(expected));
});

it('tells an address that is away, another site, and an app that only shows its texts; and a provider that is away', async () => {
  const away = `http://127.0.0.1:${await freePort()}`;
  expect(textsOf(await check({}, away), 'wrong')).toEqual([expect.stringContaining('does not answer from here')]);
  expect(textsOf(await check({}, test.sms.url), 'wrong')).toEqual([
    expect.stringContaining('not as this app does (401'),
  ]);
  const preview = await startTestApp({ env: { PUBLIC_URL } });
  await preview.app.listen(0, '127.0.0.1');
  const shown = await check({}, await preview.app.getUrl());
  await preview.close();
  expect(textsOf(shown, 'wrong')).toEqual([expect.stringContaining('does not send by the provider')]);
  const unknown = textsOf(await check({ TWILIO_API_BASE_URL: away }), 'unknown');
  expect(unknown.at(-1)).toContain('The provider did not answer');
});

it('the command prints it all and leaves with 1 when something is wrong; --costs prints what texts cost', async () => {
  const program = fileURLToPath(new URL('../../dist/src/sms-check.js', import.meta.url));
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [program, ...args], {
      env: { PATH: process.env['PATH'], ...test.sms.env, PUBLIC_URL: 'https://clinics.invalid' },
    });
  const failed = (await run().catch((error: unknown) => error)) as { code: number; stdout: string };
  expect(failed.code).toBe(1);
  expect(failed.stdout).toMatch(/^WRONG {8}PUBLIC_URL does not answer from here/m);
  const { stdout } = await run('--costs');
  expect(stdout).toBe(`${costTable({ publicUrl: 'https://clinics.invalid', smsPrice: 0.0113 })}\n`);
  expect(stdout).toMatch(/Confirmation of the place \(in person\) +2\/2 {2}\$22\.60\/\$22\.60 +3\/\d/);
}, 30_000);
