import { ApiTokens } from '../../src/access/api-tokens.js';
import type { Caller } from '../../src/access/caller.js';
import { InviteStaff } from '../../src/staff/invite-staff.js';
import { LeaveTeam } from '../../src/staff/leave-team.js';
import { makeClinic } from '../support/factories.js';
import { asOwner } from '../support/database.js';
import { codeOf, makeMember, PASSWORD, postForm, sessionOf, signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const clock = new TestClock(new Date('2026-12-01T15:00:00Z'));
let test: TestApp;
let admin: Awaited<ReturnType<typeof signedIn>>;

beforeAll(async () => {
  test = await startTestApp({ clock });
  admin = await signedIn(test, 'admin', { name: 'Ada <b>Admin' });
});
afterAll(() => test.close());

const get = (url: string, cookie: string) => test.app.inject({ url, headers: { cookie } });
const asAdmin = (url: string, fields: Record<string, string | string[]> = {}) =>
  postForm(test, url, fields, { cookie: admin.cookie });
const rowOf = async (id: string) =>
  (
    await test.database.query<{ role: string; status: string; clinics: string[] }>(
      `select role, status, array(select clinic_id from clinic_staff where staff_id = id) as clinics from staff where id = $1`,
      [id],
    )
  )[0];

it('an administrator sees who is on the team; what they are called is text', async () => {
  const { body } = await get('/staff/people', admin.cookie);
  expect(body).toContain('Ada &lt;b>Admin');
  expect(body).toContain(admin.email);
});

it('a role and clinics are changed, at once for a session that is open, and noted with who did it', async () => {
  const [mine, other] = [await makeClinic(test), await makeClinic(test, { title: 'Other Library' })];
  const person = await signedIn(test, 'intake');
  expect((await get(`/staff/people/${person.id}`, admin.cookie)).body).toContain('Other Library');
  expect((await get('/staff/people', person.cookie)).statusCode).toBe(403);
  const fields = { role: 'coordinator', clinics: [mine.id, other.id] };
  expect((await asAdmin(`/staff/people/${person.id}`, fields)).statusCode).toBe(303);
  expect((await rowOf(person.id))?.clinics.sort()).toEqual([mine.id, other.id].sort());
  await asAdmin(`/staff/people/${person.id}`, { role: 'coordinator', clinics: mine.id });
  expect(await rowOf(person.id)).toEqual({ role: 'coordinator', status: 'active', clinics: [mine.id] });
  const notes = await test.database.query(
    `select action, actor, reason, ip_ix is not null as place, request_id is not null as request from audit_events
     where subject_id = $1 and action <> 'viewed' order by id`,
    [person.id],
  );
  const actor = `staff:${admin.id}`;
  expect(notes).toEqual([
    { action: 'role_changed', actor, reason: 'intake to coordinator', place: true, request: true },
    { action: 'clinics_assigned', actor, reason: `${mine.id} ${other.id}`, place: true, request: true },
    { action: 'clinics_assigned', actor, reason: mine.id, place: true, request: true },
  ]);
  expect((await asAdmin(`/staff/people/${person.id}`, { role: 'owner' })).statusCode).toBe(422);
  expect((await asAdmin('/staff/people/00000000-0000-4000-8000-000000000000', { role: 'admin' })).statusCode).toBe(404);
});

it('the last administrator stays one, also when two go at once', async () => {
  const at = `/staff/people/${admin.id}`;
  expect((await asAdmin(at, { role: 'intake' })).statusCode).toBe(409);
  const refused = await asAdmin(`${at}/leave`);
  expect([refused.statusCode, refused.body.includes('There must be one administrator')]).toEqual([409, true]);
  const second = await makeMember(test, 'admin', { password: false });
  const leave = test.app.get(LeaveTeam);
  const both = await Promise.allSettled([admin.id, second.id].map((id) => leave.run(id, { actor: 'shell' })));
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await test.database.query(`select 1 from staff where role = 'admin' and status = 'active'`)).toHaveLength(1);
  admin = await signedIn(test, 'admin');
});

/** Somebody with everything that an account can have. */
async function leaver() {
  const person = await signedIn(test, 'coordinator', { clinics: [(await makeClinic(test)).id], password: true });
  const caller = { actor: `staff:${person.id}`, session: { staffId: person.id } } as Caller;
  const token = await test.app.get(ApiTokens).create('own', 'coordinator', 9, { caller });
  return { ...person, token };
}

const opens = async ({ cookie, token }: { cookie: string; token: string }) => [
  (await get('/staff/me', cookie)).statusCode,
  (await get('/api/admin/clinics', cookie)).statusCode,
  (await test.app.inject({ url: '/api/admin/clinics', headers: { authorization: `Bearer ${token}` } })).statusCode,
];

it('whoever leaves is out everywhere at once: sessions, tokens they made, clinics, password', async () => {
  const person = await leaver();
  const second = await sessionOf(test, person);
  expect(await opens(person)).toEqual([200, 200, 200]);
  expect((await asAdmin(`/staff/people/${person.id}/leave`)).statusCode).toBe(303);
  expect(await opens(person)).toEqual([303, 401, 401]);
  expect((await get('/staff/me', second.cookie)).statusCode).toBe(303);
  expect(await rowOf(person.id)).toEqual({ role: 'coordinator', status: 'left', clinics: [] });
  expect((await postForm(test, '/staff/sign-in', { email: person.email, password: PASSWORD })).statusCode).toBe(422);
});

it('all of it or nothing: when one step fails, nobody is half gone', async () => {
  const person = await leaver();
  await asOwner(test, `alter table audit_events add constraint unkind check (action <> 'left') not valid`);
  expect((await asAdmin(`/staff/people/${person.id}/leave`)).statusCode).toBe(500);
  expect(await opens(person)).toEqual([200, 200, 200]);
  await asOwner(test, 'alter table audit_events drop constraint unkind');
});

it('whoever left can be asked back, and starts anew', async () => {
  const person = await leaver();
  await asAdmin(`/staff/people/${person.id}/leave`);
  const again = { name: 'Back', email: person.email.toUpperCase(), role: 'intake' as const };
  const { id, url } = await test.app.get(InviteStaff).run(again, { actor: 'shell' }, { byEmail: false });
  expect(id).toBe(person.id);
  expect(await opens(person)).toEqual([303, 401, 401]);
  const password = 'other plain words here';
  const joined = await postForm(test, new URL(url).pathname, { name: 'Back', password });
  expect(joined.statusCode).toBe(303);
  expect(await rowOf(id)).toEqual({ role: 'intake', status: 'active', clinics: [] });
});

it('after ten minutes changing people asks for a proof, and goes on from there with a new token', async () => {
  const person = await signedIn(test, 'intake', { password: true });
  clock.at = new Date(clock.at.getTime() + 11 * 60_000);
  const at = `/staff/people/${person.id}`;
  expect((await get(at, admin.cookie)).headers.location).toBe(`/staff/confirm?next=${encodeURIComponent(at)}`);
  expect((await asAdmin(at, { role: 'admin' })).headers.location).toBe('/staff/confirm?next=%2Fstaff%2Fpeople');
  expect((await rowOf(person.id))?.role).toBe('intake');
  expect((await get('/staff/people', admin.cookie)).statusCode).toBe(200);
  const confirm = (proof: string) => postForm(test, '/staff/confirm', { proof, next: at }, { cookie: admin.cookie });
  expect((await confirm('123456')).statusCode).toBe(422);
  const done = await confirm(await codeOf(test, admin));
  expect([done.statusCode, done.headers.location]).toEqual([303, at]);
  const cookie = `staff=${done.cookies[0]?.value}`;
  expect([(await get(at, cookie)).statusCode, (await get('/staff', admin.cookie)).statusCode]).toEqual([200, 303]);
});
