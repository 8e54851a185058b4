import type { Role } from '../../src/access/permissions.js';
import { postForm, signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const clock = new TestClock(new Date('2026-12-01T15:00:00Z'));
let test: TestApp;
let cookie: string;

beforeAll(async () => void (test = await startTestApp({ clock })));
beforeEach(async () => {
  later(1);
  ({ cookie } = await signedIn(test, 'admin', { name: 'Ana Silva' }));
});
afterAll(() => test.close());

const FIELDS = { name: 'Season import', role: 'coordinator', permissions: ['clinics.read', 'venues.read'], days: '30' };
const later = (seconds: number) => void (clock.at = new Date(clock.at.getTime() + seconds * 1_000));
const list = async () => (await test.app.inject({ url: '/staff/tokens', headers: { cookie } })).body;
const make = (fields: Record<string, string | string[]> = {}) =>
  postForm(test, '/staff/tokens', { ...FIELDS, ...fields }, { cookie });
const use = async (token: string, url = '/api/admin/clinics', method: 'GET' | 'POST' = 'GET') =>
  (await test.app.inject({ method, url, headers: { authorization: `Bearer ${token}` } })).statusCode;

async function made(fields: Record<string, string | string[]> = {}) {
  const { statusCode, body, headers } = await make(fields);
  expect([statusCode, headers['cache-control'], headers.location]).toEqual([200, 'no-store', undefined]);
  const [row] = await test.database.query<{ id: string }>('select id from api_tokens order by created_at desc limit 1');
  return { token: /ccs_[\w-]{32}/.exec(body)?.[0] ?? '', id: row?.id ?? '' };
}

it('shows a token once; it may do what was ticked and no more, until it expires', async () => {
  const { token, id } = await made();
  expect(await use(token)).toBe(200);
  expect(await use(token, '/api/admin/clinics', 'POST')).toBe(403);
  const page = await list();
  expect(page).not.toContain(token);
  for (const words of ['Season import', 'Coordinator', 'venues.read, clinics.read', 'Made by Ana Silva', 'Last used']) {
    expect(page).toContain(words);
  }
  const [row] = await test.database.query(
    'select permissions, created_by is not null as by from api_tokens where id = $1',
    [id],
  );
  expect(row).toEqual({ permissions: ['venues.read', 'clinics.read'], by: true });
  expect(JSON.stringify(await test.database.query('select * from api_tokens, audit_events'))).not.toContain(token);
  later(30 * 24 * 60 * 60);
  expect(await use(token)).toBe(401);
});

it('who it may be for is said before the rest; a role offers only what it may do itself, and nothing for people alone', async () => {
  const offered = async (role: Role) => {
    const { body } = await test.app.inject({ url: `/staff/tokens/new?role=${role}`, headers: { cookie } });
    return [...body.matchAll(/name="permissions" value="([^"]+)"/g)].map(([, one]) => one);
  };
  expect(await offered('intake')).toEqual(['venues.read', 'clinics.read', 'roster.work']);
  expect(await offered('admin')).toEqual([
    ...[
      'venues.read',
      'venues.write',
      'clinics.read',
      'clinics.write',
      'clinics.hold',
      'bookings.read',
      'bookings.write',
      'messages.read',
      'calls.work',
    ],
    ...['roster.work', 'roster.overbook', 'roster.export', 'reports.read', 'metrics.read'],
  ]);
  const { token } = await made({ role: 'intake', permissions: ['clinics.read', 'clinics.write', 'own.account'] });
  expect(await use(token)).toBe(200);
  expect(await use(token, '/api/admin/clinics', 'POST')).toBe(403);
});

it('names each field that is wrong, and makes nothing', async () => {
  const count = () => test.database.query('select count(*) from api_tokens');
  const before = await count();
  const wrong: [Record<string, string | string[]>, string][] = [
    [{ name: ' ' }, 'name'],
    [{ name: 'x'.repeat(101) }, 'name'],
    ...['0', '367', '1.5', '1e2', ''].map((days): [Record<string, string>, string] => [{ days }, 'days']),
    [{ permissions: [] }, 'permissions'],
    [{ role: 'intake', permissions: ['clinics.write'] }, 'permissions'],
  ];
  for (const [fields, field] of wrong) {
    const { statusCode, body } = await make(fields);
    expect({ fields, statusCode, named: body.includes(`href="#${field}"`) }).toMatchObject({
      statusCode: 422,
      named: true,
    });
  }
  expect((await make({ role: 'owner' })).statusCode).toBe(422);
  expect(await count()).toEqual(before);
  await made({ days: '366' });
});

it('ended, it opens nothing at once; making and ending are in the audit trail', async () => {
  const { token, id } = await made();
  const revoke = () => postForm(test, `/staff/tokens/${id}/revoke`, {}, { cookie });
  expect((await revoke()).statusCode).toBe(303);
  expect(await use(token)).toBe(401);
  expect(await list()).toContain('Ended');
  expect((await revoke()).statusCode).toBe(404);
  const rows = await test.database.query(
    `select action, reason, actor like 'staff:%' as person, ip_ix is not null as "from" from audit_events
     where subject_id = $1 order by id`,
    [id],
  );
  const event = { reason: 'Season import', person: true, from: true };
  expect(rows).toEqual([
    { action: 'token_made', ...event },
    { action: 'token_revoked', ...event },
  ]);
});

it('making and ending ask for a fresh proof, and lead back to a page', async () => {
  const { id, token } = await made();
  later(11 * 60);
  const { statusCode, headers } = await make();
  expect([statusCode, headers.location]).toEqual([303, '/staff/confirm?next=%2Fstaff%2Ftokens%2Fnew']);
  const ended = await postForm(test, `/staff/tokens/${id}/revoke`, {}, { cookie });
  expect([ended.statusCode, ended.headers.location]).toEqual([303, '/staff/confirm?next=%2Fstaff%2Ftokens']);
  expect(await use(token)).toBe(200);
});

it('says when it was last used, written at most once a minute', async () => {
  const { token, id } = await made();
  const lastUsed = async () =>
    (await test.database.query<{ at: Date }>('select last_used_at as at from api_tokens where id = $1', [id]))[0]?.at;
  await use(token);
  const first = await lastUsed();
  expect(first).toEqual(clock.at);
  later(59);
  await use(token);
  expect(await lastUsed()).toEqual(first);
  later(1);
  await use(token);
  expect(await lastUsed()).toEqual(clock.at);
});
