import type { Role } from '../../src/access/permissions.js';
import { makeClinic } from '../support/factories.js';
import { signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const clock = new TestClock(new Date('2026-12-01T15:00:00Z'));
let test: TestApp;
let first: string;
let draft: string;

beforeAll(async () => {
  test = await startTestApp({ clock });
  first = (await makeClinic(test)).id;
  draft = (await makeClinic(test, { draft: true })).id;
});
afterAll(() => test.close());

const later = (minutes: number) => void (clock.at = new Date(clock.at.getTime() + minutes * 60_000));

function call(headers: Record<string, string>, method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object) {
  const own = { 'sec-fetch-site': 'same-origin', ...headers };
  return test.app.inject({ method, url: `/api/admin/clinics${path}`, headers: own, payload });
}

async function listed(headers: Record<string, string>): Promise<string[]> {
  const { clinics } = (await call(headers, 'GET', '')).json<{ clinics: { id: string }[] }>();
  return clinics.map(({ id }) => id).sort();
}

async function person(role: Role, clinics: string[] = []) {
  const { cookie } = await signedIn(test, role, { clinics });
  return { cookie };
}

const all = () => [first, draft].sort();
const CLINIC = {
  ...{ title: 'New', smsName: 'New', mode: 'virtual', timeZone: 'America/New_York', day: '2026-12-12' },
  languages: ['en'],
};

it('the list is of the clinics that one may know of', async () => {
  expect(await listed(await person('admin'))).toEqual(all());
  expect(await listed(await person('phone_desk'))).toEqual([first]);
  for (const role of ['coordinator', 'intake'] as const) {
    expect(await listed(await person(role, [draft]))).toEqual([draft]);
    expect(await listed(await person(role))).toEqual([]);
  }
  expect(await listed({ authorization: `Bearer ${await test.token('coordinator')}` })).toEqual(all());
  expect(await listed({ authorization: `Bearer ${await test.token('phone_desk')}` })).toEqual([first]);
});

it('to be assigned, or not any more, counts from the next call on', async () => {
  const { id, cookie } = await signedIn(test, 'intake', { clinics: [first] });
  expect((await call({ cookie }, 'GET', `/${first}`)).statusCode).toBe(200);
  await test.database.query('delete from clinic_staff where staff_id = $1', [id]);
  expect((await call({ cookie }, 'GET', `/${first}`)).statusCode).toBe(404);
});

it('a coordinator who makes a clinic is assigned to it, and goes on with it; nobody else is', async () => {
  const { cookie } = await signedIn(test, 'coordinator');
  const made = await call({ cookie }, 'POST', '', CLINIC);
  expect(made.statusCode).toBe(201);
  const { id } = made.json<{ id: string }>();
  expect((await call({ cookie }, 'PATCH', `/${id}`, { title: 'Newer' })).json()).toMatchObject({ title: 'Newer' });
  expect(await listed({ cookie })).toEqual([id]);
  expect(await listed(await person('coordinator'))).toEqual([]);
  const admin = await signedIn(test, 'admin');
  await call({ cookie: admin.cookie }, 'POST', '', CLINIC);
  expect(await test.database.query('select 1 from clinic_staff where staff_id = $1', [admin.id])).toEqual([]);
});

it('what is refused outside of the scope is not done either', async () => {
  const { cookie } = await signedIn(test, 'coordinator', { clinics: [first] });
  const state = () =>
    test.database.query('select c::text, s::text from clinics c left join slots s on true order by 1, 2');
  const before = await state();
  await call({ cookie }, 'PATCH', `/${draft}`, { title: 'Mine' });
  await call({ cookie }, 'POST', `/${draft}/publish`);
  await call({ cookie }, 'POST', `/${draft}/slot-plan`, { from: '17:00', to: '18:00', everyMinutes: 30, capacity: 1 });
  expect(await state()).toEqual(before);
});

it('a legal hold asks a person to prove again who they are; a token was given what it may do', async () => {
  const hold = (headers: Record<string, string>) =>
    call(headers, 'PATCH', `/${first}/legal-hold`, { hold: true, reason: 'A letter' });
  const { cookie } = await signedIn(test, 'admin');
  const authorization = `Bearer ${await test.token()}`;
  expect((await hold({ cookie })).statusCode).toBe(204);
  later(11);
  const refused = await hold({ cookie });
  expect([refused.statusCode, refused.json()]).toEqual([403, expect.objectContaining({ code: 'step_up_required' })]);
  expect((await call({ cookie }, 'GET', `/${first}`)).statusCode).toBe(200);
  expect((await hold({ authorization })).statusCode).toBe(204);
  const rows = await test.database.query(`select 1 from audit_events where action = 'legal_hold_set'`);
  expect(rows).toHaveLength(2);
});
