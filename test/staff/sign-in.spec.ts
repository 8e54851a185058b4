import { postForm, codeOf, makeMember, PASSWORD, sessionOf, signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const clock = new TestClock(new Date('2026-12-01T15:00:00Z'));
let test: TestApp;

beforeAll(async () => void (test = await startTestApp({ clock })));
afterAll(() => test.close());
/** Away from what earlier tests have counted. */
beforeEach(() => later(60 * 60));

const later = (seconds: number) => void (clock.at = new Date(clock.at.getTime() + seconds * 1_000));
const get = (url: string, cookie = '') => test.app.inject({ url, headers: { cookie } });
const enter = (email: string, password: string, headers: Record<string, string> = {}, next = '/staff/me') =>
  postForm(test, '/staff/sign-in', { email, password, next }, headers);
const cookieOf = (answer: { cookies: { name: string; value: string }[] }, name = 'staff') =>
  answer.cookies.filter((one) => one.name === name).map(({ value }) => `${name}=${value}`)[0] ?? '';
const isIn = async (cookie: string) => (await get('/staff/me', cookie)).statusCode === 200;
const actions = async (id: string) =>
  (
    await test.database.query<{ action: string }>('select action from audit_events where subject_id = $1 order by id', [
      id,
    ])
  ).map(({ action }) => action);

it('email and password let in somebody who needs no code, and the page asked for is what opens', async () => {
  const member = await makeMember(test, 'coordinator');
  const asked = await get('/staff/me');
  expect([asked.statusCode, asked.headers.location]).toEqual([303, '/staff/sign-in?next=%2Fstaff%2Fme']);
  const answer = await enter(member.email.toUpperCase(), PASSWORD);
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/staff/me']);
  expect(answer.cookies.find(({ name }) => name === 'staff')).toMatchObject({
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
  });
  const page = await get('/staff/me', cookieOf(answer));
  expect([page.statusCode, page.headers['cache-control']]).toEqual([200, 'no-store']);
  expect(page.body).toContain(member.name);
  expect(page.body).toContain('<meta name="robots" content="noindex"');
  expect(await actions(member.id)).toEqual(['signed_in']);
  const kept = JSON.stringify(await test.database.query('select * from sessions, staff'));
  for (const secret of [cookieOf(answer).slice(6), member.email, member.name, PASSWORD])
    expect(kept).not.toContain(secret);
});

it('over https the cookie is one that no other host and no plain connection can set', async () => {
  const secure = await startTestApp({ env: { PUBLIC_URL: 'https://clinics.example.org' } });
  const member = await makeMember(secure, 'intake');
  const answer = await postForm(secure, '/staff/sign-in', { email: member.email, password: PASSWORD });
  for (const line of [answer.headers['set-cookie']].flat()) {
    expect(line).toMatch(/^__Host-(staff|known)=[\w.-]+; Path=\/; HttpOnly; SameSite=(Lax|Strict).*; Secure$/);
  }
  const cookie = cookieOf(answer, '__Host-staff');
  expect((await secure.app.inject({ url: '/staff/me', headers: { cookie } })).statusCode).toBe(200);
  expect((await secure.app.inject({ url: '/staff/me', headers: { cookie: cookie.slice(7) } })).statusCode).toBe(303);
  await secure.close();
});

it('a wrong password, an unknown email and somebody who has left get one and the same answer', async () => {
  const { email, id } = await makeMember(test, 'intake');
  const gone = await makeMember(test, 'intake');
  await test.database.query(`update staff set status = 'left', password_hash = null where id = $1`, [gone.id]);
  const answers = [
    await enter(email, 'not the right one'),
    await enter('no@example.org', PASSWORD),
    await enter(gone.email, PASSWORD),
  ];
  const bodies = answers.map(({ statusCode, body, cookies }) => {
    const same = body.replace(/name="form" value="[^"]+"/, '').replace(/value="[^"]*@example.org"/, '');
    return { statusCode, cookies, body: same };
  });
  expect(bodies[0]).toMatchObject({ statusCode: 422, cookies: [] });
  expect(bodies[1]).toEqual(bodies[0]);
  expect(bodies[2]).toEqual(bodies[0]);
  expect(answers[0]?.body).not.toContain('not the right one');
  expect(await actions(id)).toEqual(['sign_in_failed']);
});

it('where a second factor is, the password alone opens nothing, and a code works once', async () => {
  const admin = await makeMember(test, 'admin');
  const answer = await enter(admin.email, PASSWORD);
  expect(answer.headers.location).toBe('/staff/sign-in/code?next=%2Fstaff%2Fme');
  const half = cookieOf(answer);
  for (const url of ['/staff', '/staff/me', '/staff/people', '/staff/second-factor', '/staff/confirm']) {
    expect((await get(url, half)).headers.location).toMatch(/^\/staff\/sign-in\?next=/);
  }
  expect((await get('/api/admin/clinics', half)).statusCode).toBe(401);
  const code = await codeOf(test, admin);
  const give = (cookie: string, value = code) => postForm(test, '/staff/sign-in/code', { code: value }, { cookie });
  expect((await give(half, '000000')).statusCode).toBe(422);
  const full = await give(half);
  expect([full.statusCode, full.headers.location]).toEqual([303, '/staff']);
  expect(await isIn(cookieOf(full))).toBe(true);
  expect(await isIn(half)).toBe(false);
  // The same code again, and the one before it, by somebody who looked over the shoulder.
  const other = cookieOf(await enter(admin.email, PASSWORD));
  expect((await give(other)).statusCode).toBe(422);
  expect((await give(other, await codeOf(test, admin, -1))).statusCode).toBe(422);
  later(30);
  expect((await give(other, await codeOf(test, admin))).statusCode).toBe(303);
  expect(await actions(admin.id)).toEqual(['code_failed', 'signed_in', 'code_failed', 'code_failed', 'signed_in']);
});

it('one code sent twice at once lets one in', async () => {
  const admin = await makeMember(test, 'admin');
  const halves = await Promise.all([1, 2].map(async () => cookieOf(await enter(admin.email, PASSWORD))));
  const code = await codeOf(test, admin);
  const answers = await Promise.all(
    halves.map((cookie) => postForm(test, '/staff/sign-in/code', { code }, { cookie })),
  );
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422]);
});

it('fixation: a session that was put into the browser is not the one that is signed in', async () => {
  const member = await makeMember(test, 'phone_desk');
  const planted = `staff=${'A'.repeat(43)}`;
  const answer = await enter(member.email, PASSWORD, { cookie: planted });
  expect(cookieOf(answer)).not.toBe(planted);
  expect(await isIn(planted)).toBe(false);
  // Nor does an attacker's own session become that of whoever signs in over it.
  const attacker = await signedIn(test, 'intake');
  await enter(member.email, PASSWORD, { cookie: attacker.cookie });
  expect(await isIn(attacker.cookie)).toBe(false);
});

it('signing out ends the session itself, not only the cookie', async () => {
  const { cookie, id } = await signedIn(test, 'coordinator');
  expect((await get('/staff/sign-out', cookie)).statusCode).toBe(404);
  expect(await isIn(cookie)).toBe(true);
  const answer = await postForm(test, '/staff/sign-out', {}, { cookie });
  expect([answer.headers.location, String(answer.headers['set-cookie'])]).toEqual([
    '/staff/sign-in',
    expect.stringMatching(/^staff=; .*Max-Age=0/),
  ]);
  expect(await isIn(cookie)).toBe(false);
  expect(await actions(id)).toEqual(['signed_out']);
});

it('a session ends after two idle hours, and after twelve whatever one does', async () => {
  const member = await signedIn(test, 'coordinator');
  later(119 * 60);
  expect(await isIn(member.cookie)).toBe(true);
  later(119 * 60);
  expect(await isIn(member.cookie)).toBe(true);
  later(121 * 60);
  expect(await isIn(member.cookie)).toBe(false);
  const { cookie } = await sessionOf(test, member);
  for (let hour = 1; hour < 12; hour++) {
    later(60 * 60);
    expect(await isIn(cookie)).toBe(true);
  }
  later(60 * 60);
  expect(await isIn(cookie)).toBe(false);
});

it('the code must follow the password within ten minutes', async () => {
  const admin = await makeMember(test, 'admin');
  const half = cookieOf(await enter(admin.email, PASSWORD));
  later(11 * 60);
  const answer = await postForm(test, '/staff/sign-in/code', { code: await codeOf(test, admin) }, { cookie: half });
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/staff/sign-in']);
  expect(await isIn(half)).toBe(false);
});

it.each(['https://evil.example', '//evil.example/staff', '/\\evil.example', '/staff\r\nX-Evil: 1', '/en'])(
  'never leads on to %j',
  async (next) => {
    const member = await makeMember(test, 'intake');
    const answer = await enter(member.email, PASSWORD, {}, next);
    expect([answer.statusCode, answer.headers.location, answer.headers['x-evil']]).toEqual([303, '/staff', undefined]);
    const page = await get(`/staff/sign-in?next=${encodeURIComponent(next)}`);
    expect(page.body).toContain('name="next" value="/staff"');
  },
);

it.each(['a@example.org\r\nBcc: b@example.org', 'a@example.org\u0000', '<a@example.org>', 'a b@example.org'])(
  'takes no email like %j',
  async (email) => {
    for (const url of ['/staff/sign-in', '/staff/reset']) {
      const answer = await postForm(test, url, { email, password: PASSWORD });
      expect([answer.statusCode, answer.headers['bcc']]).toEqual([422, undefined]);
    }
  },
);
