import { DateTime } from 'luxon';
import { turnOf } from '../../src/phone-desk/tasks/call-rules.js';
import { CallsReader } from '../../src/phone-desk/tasks/calls-reader.js';
import { EraseCalls } from '../../src/phone-desk/tasks/erase-calls.js';
import { OpenCallTask } from '../../src/phone-desk/tasks/open-call-task.js';
import { AnswerReplies } from '../../src/messaging/replies/answer-replies.js';
import { ReplyHandlers } from '../../src/messaging/replies/reply-handlers.js';
import { TakeReply } from '../../src/messaging/replies/take-reply.js';
import { rekeyAll } from '../../src/app/rekey-all.js';
import { Sealer } from '../../src/platform/sealing.js';
import { newSecretKey } from '../../src/platform/secret-keys.js';
import { freePort } from '../support/app-process.js';
import { launchBrowser } from '../support/browser.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import { booked } from '../support/bookings.js';
import { looksRight } from '../support/looks-right.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { keysOf } from '../support/rotation.js';
import { signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

/** Ten in the morning in Boston. */
const NOW = new Date('2026-12-01T15:00:00Z');
const OLD = newSecretKey('old');

const clock = new TestClock(NOW);
let test: TestApp;
let base: string;

beforeAll(async () => {
  const port = await freePort();
  base = `http://localhost:${port}`;
  test = await startTestApp({ clock, env: { PUBLIC_URL: base, SECRET_KEYS: OLD } });
  await test.app.listen(port, '127.0.0.1');
});
beforeEach(async () => {
  clock.at = NOW;
  await test.database.query('delete from call_tasks');
});
afterAll(() => test.close());

const WISH = { fullName: 'Zyxandra Pierre', phone: '617-555-0142', language: 'ht', bestTime: 'any' };
const ask = (wish: object, remoteAddress = '10.0.0.1') =>
  test.app.inject({ method: 'POST', url: '/api/call-me', payload: wish, remoteAddress });
const tasks = () =>
  test.database.query<{ name: string; language: string }>('select * from call_tasks order by created_at');

async function next(): Promise<{ name: string; language: string; phone: string }> {
  const { cookie } = await signedIn(test, 'phone_desk');
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  const answer = await test.app.inject({ method: 'POST', url: '/api/admin/call-tasks/next', payload: {}, headers });
  return answer.json<{ call: { name: string; language: string; phone: string } }>().call;
}

it('works without scripts, in both languages, from a page that says that all is full', async () => {
  const { slug, slots } = await makeClinic(test, { capacity: 1, to: '10:00' });
  await booked(test, bookingBody(slots[0]?.id ?? ''));
  const page = new PlainBrowser(test);
  await page.open(`/es/clinics/${slug}`);
  await page.follow('Pida que le llamemos');
  expect(page.title).toBe('Le llamamos');
  await page.press('Llámenme', { name: '', phone: '617' });
  expect([page.status, page.text]).toEqual([422, expect.stringContaining('necesita 10 números')]);
  await page.press('Llámenme', { name: 'Zyxandra Pierre', phone: '(617) 555-0142' });
  expect(page.title).toBe('Le llamaremos');
  expect(await next()).toMatchObject({ name: 'Zyxandra Pierre', language: 'es', phone: '+16175550142' });
  expect((await page.open('/en')).links.map(({ href }) => href)).toContain('/en/call-me');
});

it('one number is one task, however often and in whatever form it asks: the newest wish stands, the answer is the same', async () => {
  const answers = await Promise.all(
    ['617-555-0142', '+16175550142', '(617) 555 0142'].map((phone) => ask({ ...WISH, phone })),
  );
  const last = await ask({ ...WISH, fullName: 'Zyxandra Jean', language: 'fr' });
  expect([...answers, last].map(({ statusCode, body }) => [statusCode, body])).toEqual(Array(4).fill([202, '']));
  expect(await tasks()).toHaveLength(1);
  expect(await next()).toMatchObject({ name: 'Zyxandra Jean', language: 'fr' });
});

it('a flood hides nobody: it is slowed down by its address, and what came through goes below the others', async () => {
  const number = (n: number) => `617-555-${String(1000 + n)}`;
  const flood = await Promise.all(Array.from({ length: 40 }, (_, n) => ask({ ...WISH, phone: number(n) }, '10.6.6.6')));
  const statuses = flood.map(({ statusCode }) => statusCode);
  expect([statuses.filter((one) => one === 202).length, statuses.filter((one) => one === 429).length]).toEqual([
    20, 20,
  ]);
  // Over hours, and as a program that knows no limits.
  for (let n = 100; n < 400; n++) {
    const wish = { reason: 'call_me' as const, phone: number(n), name: 'Spam', bestTime: 'any' as const };
    await test.app.get(OpenCallTask).run(wish, { address: 'one address' });
  }
  clock.at = new Date(NOW.getTime() + 26 * 60 * 60_000);
  await ask({ ...WISH, fullName: 'Zyxandra Real' }, '10.7.7.7');
  await test.app
    .get(OpenCallTask)
    .run({ reason: 'voicemail', phone: '617-555-0177', name: 'Zyxandra Voice', words: 'Call me' });
  const seen = await Promise.all(Array.from({ length: 12 }, () => next()));
  expect(seen.map(({ name }) => name)).toEqual(expect.arrayContaining(['Zyxandra Real', 'Zyxandra Voice']));
});

it('whoever asks themselves is not buried by a flood that named their number', async () => {
  const wish = { reason: 'call_me' as const, name: 'Spam' };
  for (let n = 100; n < 110; n++) {
    await test.app.get(OpenCallTask).run({ ...wish, phone: `617-555-0${n}` }, { address: 'one address' });
  }
  await ask({ ...WISH, phone: '617-555-0109' }, '10.8.8.8');
  const [found] = await test.database.query<{ id: string }>('select id from call_tasks order by revision desc limit 1');
  const calls = await test.app.get(CallsReader).all({ clinics: 'all' });
  const call = calls.find(({ id }) => id === found?.id);
  expect(call && turnOf(call, NOW, 'America/New_York')).toBe('now');
});

it('is forgotten in time: closed ones after 30 days, open ones after 90, and what was written with them', async () => {
  const { database, app } = test;
  await ask(WISH);
  await app.get(TakeReply).run({ sid: 'SM1', from: '+16175550143', body: 'Hello?', pictures: 0 });
  await app.get(TakeReply).run({ sid: 'SM2', from: '262966', body: 'Your code', pictures: 0 });
  await app.get(AnswerReplies).round();
  await database.query(`update call_tasks set state = 'done', closed_at = created_at where reason = 'reply'`);
  const left = async () => {
    await app.get(EraseCalls).run();
    const [row] = await database.query(
      `select (select count(*)::integer from call_tasks) as tasks,
         (select count(*)::integer from replies where body is not null) as replies, (select count(*)::integer from replies) as ids`,
    );
    return row;
  };
  const later = (days: number) => (clock.at = DateTime.fromJSDate(NOW).plus({ days }).toJSDate());
  later(29);
  expect(await left()).toEqual({ tasks: 2, replies: 2, ids: 2 });
  later(31);
  expect(await left()).toEqual({ tasks: 1, replies: 0, ids: 2 });
  later(91);
  expect(await left()).toEqual({ tasks: 0, replies: 0, ids: 2 });
  // The same reply again is still the same.
  await app.get(TakeReply).run({ sid: 'SM1', from: '+16175550143', body: 'Hello?', pictures: 0 });
  expect(await left()).toEqual({ tasks: 0, replies: 0, ids: 2 });
});

it('keys are rotated: what is sealed opens under the new one, and the number is found by it', async () => {
  await ask(WISH);
  const key = newSecretKey('new');
  const sealer = new Sealer(keysOf(key, OLD));
  // Asked again under the new key by a process that does not know the old one.
  const alone = new Sealer(keysOf(key));
  await new OpenCallTask(test.database, alone, clock).run({
    reason: 'call_me',
    phone: WISH.phone,
    name: 'Zyxandra Jean',
  });
  await rekeyAll(test.database, sealer, () => {}, new AbortController().signal);
  const found = await test.database.query<{ name: string; phone_ix: string | null }>('select * from call_tasks');
  expect(found.map(({ name }) => alone.open(name, 'call_tasks.name')).sort()).toEqual([
    'Zyxandra Jean',
    'Zyxandra Pierre',
  ]);
  const indexes = found.map(({ phone_ix: ix }) => ix);
  expect(new Set(indexes)).toEqual(new Set([alone.blindIndex('+16175550142', 'phone'), null]));
});

it('whoever answers first answers: the person is asked last', async () => {
  const seen: string[] = [];
  const handlers = new ReplyHandlers();
  for (const [who, takes] of [
    ['a rule', true],
    ['a person', true],
  ] as const) {
    handlers.register(() => {
      seen.push(who);
      return Promise.resolve(takes);
    });
  }
  const said = { id: '1', number: 1, from: '+16175550142', body: '1', pictures: 0, receivedAt: NOW };
  const reply = { ...said, opted: false, understood: { means: 'coming', digit: true } as const };
  await test.database.transaction((tx) => handlers.handle(tx, reply));
  expect(seen).toEqual(['a rule']);
});

it('looks right; and a call is taken, made and ended with the keyboard alone', async () => {
  const browser = await launchBrowser();
  const { browserCookie } = await signedIn(test, 'phone_desk', { name: 'Maria' });
  const context = await browser.newContext({ locale: 'en-US' });
  await context.addCookies([browserCookie]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  const shot = (name: string) =>
    process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
  const wide = () => page.setViewportSize({ width: 1280, height: 760 });

  await page.goto(`${base}/en/call-me`);
  await looksRight(page);
  await shot('call-me-360');
  await ask({ ...WISH, bestTime: 'evening' });
  await test.app.get(TakeReply).run({ sid: 'SM8', from: '+16175550142', body: 'Can my son come?', pictures: 1 });
  await test.app.get(AnswerReplies).round();

  await page.goto(`${base}/staff/calls`);
  await wide();
  await page.keyboard.press('v');
  await page.getByRole('heading', { level: 1, name: 'Note a voicemail' }).waitFor();
  await looksRight(page);
  await wide();
  await shot('voicemail-1280');
  await page.getByLabel('Number').focus();
  await page.keyboard.type('617 555 0177');
  for (const text of ['Zyxandra Voice', 'Hai', 'Is there a place on Saturday? My mother needs a wheelchair.']) {
    await page.keyboard.press('Tab');
    await page.keyboard.type(text);
  }
  for (const key of ['Tab', 'Tab', 'Space', 'Tab', 'Enter']) await page.keyboard.press(key);
  await page.getByRole('heading', { level: 1, name: '3 calls to make' }).waitFor();
  await looksRight(page);
  await shot('calls-360');
  await wide();
  await shot('calls-1280');
  await page.keyboard.press('n');
  await page.getByRole('heading', { level: 1, name: 'Call Zyxandra Voice' }).waitFor();
  await looksRight(page);
  await wide();
  await shot('call-1280');
  // Enter in a field ends no call.
  const refused = page.waitForResponse((response) => response.status() === 422);
  await page.getByLabel('Day', { exact: true }).press('Enter');
  await refused;
  await page.waitForLoadState();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Call Zyxandra Voice');
  await page.getByLabel('Note').focus();
  await page.keyboard.type('Speaks with her son');
  for (let i = 0; i < 4; i++) await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('No answer');
  await page.keyboard.press('Enter');
  await page.getByText('again on Tuesday, December 1, 11:00 am').waitFor();
  // What one does, another sees: one call settles both wishes of one person.
  await page.keyboard.press('n');
  await page.getByRole('heading', { level: 1, name: /^Call (Zyxandra Pierre|617-555-0142)/ }).waitFor();
  await looksRight(page);
  await shot('call-360');
  expect(await page.getByText('The same person also waits for this.').isVisible()).toBe(true);
  await page.keyboard.press('r');
  await page.getByRole('heading', { level: 1, name: '1 call to make' }).waitFor();
  await looksRight(page);
  expect(new URL(page.url()).search).toBe('');
  expect(faults).toEqual([]);
  await browser.close();
}, 120_000);
