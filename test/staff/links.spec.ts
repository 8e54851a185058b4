import { HelpStaff } from '../../src/staff/help-staff.js';
import { InviteStaff } from '../../src/staff/invite-staff.js';
import { TidyStaff } from '../../src/staff/tidy-staff.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import type { Member } from '../support/staff.js';
import { doResets, makeMember, PASSWORD, postForm, sessionOf, signedIn } from '../support/staff.js';

let test: MessagingApp;
let admin: Awaited<ReturnType<typeof signedIn>>;

const setup = async () => new URL((await test.app.get(HelpStaff).setupLink()) ?? 'http://none/none').pathname;
const first = { name: 'Ada First', email: 'ada@example.org', password: PASSWORD };

beforeAll(async () => void (test = await startMessagingApp('2026-12-01T15:00:00Z')));
afterAll(() => test.close());

const later = (minutes: number) => void (test.clock.at = new Date(test.clock.at.getTime() + minutes * 60_000));
const status = async (url: string) => (await test.app.inject({ url })).statusCode;
const enter = ({ email }: Pick<Member, 'email'>, password: string) =>
  postForm(test, '/staff/sign-in', { email, password });
const linkIn = async (email: string, page: string) => {
  await test.dispatch();
  const text = test.mail.to(email).at(-1)?.text ?? '';
  return new RegExp(`https://clinics\\.example\\.org(/staff/${page}/[\\w-]{43})`).exec(text)?.[1] ?? 'none';
};

it("the first administrator's link works once, is made dead by a newer one, and is offered no more afterwards", async () => {
  const [older, link] = [await setup(), await setup()];
  expect([await status(older), await status(link), await status(link)]).toEqual([404, 200, 200]);
  expect((await postForm(test, link, { ...first, password: 'too short' })).statusCode).toBe(422);
  const answers = await Promise.all(
    [1, 2].map((n) => postForm(test, link, { ...first, email: `ada${n}@example.org` })),
  );
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 404]);
  expect(await test.app.get(HelpStaff).setupLink()).toBeUndefined();
  expect(await test.database.query('select role, status from staff')).toEqual([{ role: 'admin', status: 'active' }]);
  expect(await status(link)).toBe(404);
});

it('a set-up link that is still about is dead once there is an administrator', async () => {
  await test.database.query(`update staff set role = 'intake'`);
  const link = await setup();
  await test.database.query(`update staff set role = 'admin'`);
  expect([await status(link), (await postForm(test, link, first)).statusCode]).toEqual([404, 404]);
  admin = await signedIn(test, 'admin');
});

const invite = (fields: Record<string, string>) =>
  postForm(test, '/staff/people/invite', { name: 'Cora', role: 'coordinator', ...fields }, { cookie: admin.cookie });

it('an invitation goes by email, opens without being used up, and makes the account once', async () => {
  expect((await invite({ email: 'cora@example.org' })).statusCode).toBe(303);
  const link = await linkIn('cora@example.org', 'welcome');
  for (const method of ['GET', 'HEAD'] as const) {
    expect((await test.app.inject({ method, url: link })).statusCode).toBe(200);
  }
  expect((await enter({ email: 'cora@example.org' }, PASSWORD)).statusCode).toBe(422);
  const answers = await Promise.all([1, 2].map(() => postForm(test, link, { name: 'Cora C', password: PASSWORD })));
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 404]);
  expect((await postForm(test, link, { name: 'Eve', password: 'another four words' })).statusCode).toBe(404);
  expect((await enter({ email: 'cora@example.org' }, PASSWORD)).statusCode).toBe(303);
  const kept = JSON.stringify(await test.database.query('select * from staff_links, messages'));
  expect(kept).not.toContain(link.split('/').at(-1));
});

it('an invitation is too old after seven days, and dead when it was sent again or taken back', async () => {
  await invite({ email: 'dan@example.org' });
  const old = await linkIn('dan@example.org', 'welcome');
  later(7 * 24 * 60 + 1);
  expect((await postForm(test, old, { name: 'Dan', password: PASSWORD })).statusCode).toBe(404);
  admin = { ...admin, ...(await sessionOf(test, admin)) };
  await invite({ email: 'eli@example.org' });
  const before = await linkIn('eli@example.org', 'welcome');
  const [person] = await test.database.query<{ id: string }>(
    `select id from staff where status = 'invited' order by created_at desc`,
  );
  const at = `/staff/people/${person?.id}`;
  expect((await postForm(test, `${at}/invite`, {}, { cookie: admin.cookie })).statusCode).toBe(303);
  const again = await linkIn('eli@example.org', 'welcome');
  expect([await status(before), await status(again)]).toEqual([404, 200]);
  await postForm(test, `${at}/leave`, {}, { cookie: admin.cookie });
  expect(await status(again)).toBe(404);
  expect((await invite({ email: 'ELI@example.org' })).statusCode).toBe(303);
  expect(await status(await linkIn('ELI@example.org', 'welcome'))).toBe(200);
});

it('an email of somebody on the team is not invited again, and no header comes with a name or an email', async () => {
  const taken = await invite({ email: 'CORA@example.org' });
  expect([taken.statusCode, taken.body.includes('has this email already')]).toEqual([422, true]);
  const nasty: Record<string, string>[] = [
    { email: 'x@example.org\r\nBcc: y@example.org' },
    { email: 'x@example.org', name: 'X\u0000' },
  ];
  for (const fields of nasty) {
    expect((await invite(fields)).statusCode).toBe(422);
  }
});

it('an invitation that was taken back before it was sent is not sent', async () => {
  const { id } = await test.app
    .get(InviteStaff)
    .run({ name: 'Fay', email: 'fay@example.org', role: 'intake' }, { actor: 'shell' });
  await postForm(test, `/staff/people/${id}/leave`, {}, { cookie: admin.cookie });
  await test.dispatch();
  expect(test.mail.to('fay@example.org')).toEqual([]);
});

const work = () => doResets(test);
const askReset = (email: string) => postForm(test, '/staff/reset', { email });

it('a new password: the same answer for every email, the same work, and no name in the job', async () => {
  const member = await makeMember(test, 'intake');
  const [known, unknown] = [await askReset(member.email), await askReset('nobody@example.org')];
  expect([known.statusCode, known.body]).toEqual([unknown.statusCode, unknown.body]);
  const jobs = await work();
  expect(jobs.map(({ payload }) => Object.keys(payload).sort())).toEqual(
    [1, 2].map(() => ['emailIx', 'ipIx', 'requestId']),
  );
  expect(JSON.stringify(jobs)).not.toMatch(/example|127\.0/);
  await test.dispatch();
  expect([test.mail.to(member.email).length, test.mail.to('nobody@example.org').length]).toEqual([1, 0]);
});

it('a new password ends every session, works once and for an hour, and leaves the second factor on', async () => {
  const member = await makeMember(test, 'admin');
  const { cookie } = await sessionOf(test, member);
  await askReset(member.email);
  await work();
  const link = await linkIn(member.email, 'reset');
  expect((await postForm(test, link, { password: member.email })).statusCode).toBe(422);
  const answers = await Promise.all([1, 2].map(() => postForm(test, link, { password: 'four other plain words' })));
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 404]);
  expect((await test.app.inject({ url: '/staff/me', headers: { cookie } })).statusCode).toBe(303);
  expect((await enter(member, PASSWORD)).statusCode).toBe(422);
  expect((await enter(member, 'four other plain words')).headers.location).toMatch('/staff/sign-in/code');
  await askReset(member.email);
  await work();
  const late = await linkIn(member.email, 'reset');
  later(61);
  expect([await status(late), (await postForm(test, late, { password: PASSWORD })).statusCode]).toEqual([404, 404]);
});

it('somebody who asks for links for others sends at most three an hour', async () => {
  const member = await makeMember(test, 'intake');
  for (let i = 0; i < 5; i++) await askReset(member.email);
  await work();
  await test.dispatch();
  // Each link makes the one before it dead, so of those that were asked for at once only the last is sent.
  expect(test.mail.to(member.email)).toHaveLength(1);
  const asked = `select 1 from audit_events where action = 'reset_asked' and subject_id = $1`;
  expect(await test.database.query(asked, [member.id])).toHaveLength(3);
});

it('what is over goes at night: sessions, links with what their emails said, and counted tries', async () => {
  await signedIn(test, 'intake');
  later(13 * 60);
  const { cookie } = await signedIn(test, 'intake');
  await test.app.get(TidyStaff).run();
  expect(await test.database.query('select 1 from sessions')).toHaveLength(1);
  expect((await test.app.inject({ url: '/staff/me', headers: { cookie } })).statusCode).toBe(200);
  const links = await test.database.query<{ id: string }>('select id from staff_links');
  const bodies = await test.database.query<{ subject: string }>(
    `select subject_id as subject from messages where subject_type = 'staff_link' and body is not null`,
  );
  expect(bodies.map(({ subject }) => subject).sort()).toEqual(links.map(({ id }) => id).sort());
  expect(await test.database.query('select 1 from slow_downs where until <= $1', [test.clock.at])).toEqual([]);
});
