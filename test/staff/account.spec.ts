import { generate } from 'otplib';
import { PlainBrowser } from '../support/plain-browser.js';
import { codeOf, makeMember, PASSWORD, postForm, sessionOf, signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const clock = new TestClock(new Date('2026-12-01T15:00:00Z'));
let test: TestApp;

beforeAll(async () => void (test = await startTestApp({ clock })));
afterAll(() => test.close());

const get = (url: string, cookie: string) => test.app.inject({ url, headers: { cookie } });
const isIn = async (cookie: string) => (await get('/staff/me', cookie)).statusCode === 200;
const epoch = () => Math.floor(clock.at.getTime() / 1_000);

async function browserOf({ token }: { token: string }) {
  const browser = new PlainBrowser(test);
  browser.jar.set('staff', token);
  return browser;
}

it('shows where one is signed in, ends one of them, then all', async () => {
  const member = await signedIn(test, 'coordinator');
  const [other, third] = [await sessionOf(test, member), await sessionOf(test, member)];
  const stranger = await signedIn(test, 'coordinator');
  const browser = await (await browserOf(member)).open('/staff/me');
  expect(browser.text.match(/Firefox on Windows/g)?.length).toBeGreaterThanOrEqual(3);
  expect(browser.text).toContain('Tuesday, December 1, 10:00 am');
  await browser.press('Sign out of Firefox on Windows');
  expect([await isIn(other.cookie), await isIn(third.cookie)].sort()).toEqual([false, true]);
  const [strange] = await test.database.query<{ id: string }>('select id from sessions where staff_id = $1', [
    stranger.id,
  ]);
  const refused = await postForm(test, `/staff/me/sessions/${strange?.id}/end`, {}, { cookie: member.cookie });
  expect([refused.statusCode, await isIn(stranger.cookie)]).toEqual([404, true]);
  await browser.press('Sign out everywhere');
  expect(browser.title).toBe('Sign in');
  expect([await isIn(member.cookie), await isIn(other.cookie), await isIn(third.cookie)]).toEqual([
    false,
    false,
    false,
  ]);
});

it('a new password needs the old one, ends the other sessions, and gives this one a new token', async () => {
  const member = await signedIn(test, 'intake', { password: true });
  const other = await sessionOf(test, member);
  const change = (currentPassword: string, password: string) =>
    postForm(test, '/staff/me/password', { currentPassword, password }, { cookie: member.cookie });
  const wrong = await change('not the right one', 'four other plain words');
  expect([wrong.statusCode, wrong.body.includes('The password is not right')]).toEqual([422, true]);
  expect((await change(PASSWORD, 'short')).statusCode).toBe(422);
  const done = await change(PASSWORD, 'four other plain words');
  expect([done.statusCode, await isIn(member.cookie), await isIn(other.cookie)]).toEqual([303, false, false]);
  expect(await isIn(`staff=${done.cookies[0]?.value}`)).toBe(true);
  const enter = (password: string) => postForm(test, '/staff/sign-in', { email: member.email, password });
  expect([(await enter(PASSWORD)).statusCode, (await enter('four other plain words')).statusCode]).toEqual([422, 303]);
});

it('the set-up of the second factor shows a secret, takes the code of it, and then ten codes for recovery, each once', async () => {
  const member = await makeMember(test, 'admin', { totp: false });
  const browser = await browserOf(await sessionOf(test, member));
  const elsewhere = await sessionOf(test, member);
  await browser.open('/staff/people');
  expect(browser.title).toBe('Set up your second factor');
  expect(browser.html).toMatch(/<svg[^>]+viewBox/);
  const secret = /[A-Z2-7]{4}( [A-Z2-7]{4}){7}/.exec(browser.text)?.[0].replaceAll(' ', '') ?? '';
  await browser.press('Turn it on', { code: '000000' });
  expect([browser.status, browser.text.includes(secret.slice(0, 4))]).toEqual([422, true]);
  const code = await generate({ secret, epoch: epoch() });
  await browser.press('Turn it on', { code });
  expect(browser.title).toBe('Keep these recovery codes');
  const codes = browser.text.match(/\b(?:[A-Z2-9]{6}-){2}[A-Z2-9]{6}\b/g) ?? [];
  expect(new Set(codes).size).toBe(10);
  const kept = JSON.stringify(await test.database.query('select * from staff, recovery_codes'));
  expect([secret, ...codes].filter((one) => kept.includes(one))).toEqual([]);
  expect([await isIn(elsewhere.cookie), (await browser.open('/staff/people')).title]).toEqual([
    false,
    'People on the team',
  ]);

  const give = async (typed: string) => {
    const half = await postForm(test, '/staff/sign-in', { email: member.email, password: PASSWORD });
    const cookie = `staff=${half.cookies[0]?.value}`;
    return (await postForm(test, '/staff/sign-in/code', { code: typed }, { cookie })).statusCode;
  };
  // The code that turned it on is used up, too.
  expect(await give(code)).toBe(422);
  expect(await give((codes[0] ?? '').toLowerCase().replaceAll('-', ' '))).toBe(303);
  expect(await give(codes[0] ?? '')).toBe(422);
  const both = await Promise.all([give(codes[1] ?? ''), give(codes[1] ?? '')]);
  expect(both.sort()).toEqual([303, 422]);
  expect((await browser.open('/staff/me')).text).toContain('8 recovery codes are left');
});

it('a secret that was made for somebody else, or by nobody of ours, is not taken', async () => {
  const [member, other] = [await signedIn(test, 'intake'), await signedIn(test, 'intake')];
  const page = await get('/staff/second-factor', other.cookie);
  const sealed = /name="secret" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  for (const secret of [sealed, 'JBSWY3DPEHPK3PXP', '']) {
    const answer = await postForm(test, '/staff/second-factor', { secret, code: '000000' }, { cookie: member.cookie });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/staff/second-factor']);
  }
  expect((await get('/staff/me', member.cookie)).body).not.toContain('recovery codes are left');
});

it('setting it up anew asks for a proof when the last one is old', async () => {
  const admin = await signedIn(test, 'admin');
  expect((await get('/staff/second-factor', admin.cookie)).statusCode).toBe(200);
  clock.at = new Date(clock.at.getTime() + 11 * 60_000);
  expect((await get('/staff/second-factor', admin.cookie)).headers.location).toMatch('/staff/confirm?next=');
  const confirm = (proof: string) => postForm(test, '/staff/confirm', { proof }, { cookie: admin.cookie });
  const code = await codeOf(test, admin);
  expect((await confirm(PASSWORD)).statusCode).toBe(422);
  expect((await confirm(code)).statusCode).toBe(303);
});

it('no more than ten proofs are tried in a session that somebody left open', async () => {
  const member = await signedIn(test, 'intake', { password: true });
  const confirm = async (proof: string) =>
    (await postForm(test, '/staff/confirm', { proof }, { cookie: member.cookie })).statusCode;
  for (let n = 0; n < 10; n++) expect(await confirm('not the right one')).toBe(422);
  expect(await confirm(PASSWORD)).toBe(429);
});
