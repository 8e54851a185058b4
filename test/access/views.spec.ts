import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { Target } from '../support/route-target.js';
import { addressOf, callerOf, callRoute, makeTarget, nameOf } from '../support/route-calls.js';
import { routesOf } from '../support/routes.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

/** Every look of the team at a person leaves its row, on whatever page or endpoint. */
const PERSON = {
  fullName: 'Zyxandra Canary',
  phone: '617-555-0142',
  email: 'zyxandra.canary@example.org',
  emailConsent: true,
};
const FOUND = /zyxandra|canary|555.?0142/i;

let test: TestApp;
let at: Target;

beforeAll(async () => {
  test = await startTestApp();
  at = await makeTarget(test, { contact: PERSON });
});
afterAll(() => test.close());

const looks = () =>
  test.database.query<{ actor: string; requestId: string; subject: string; clinicId: string | null }>(
    `select actor, request_id as "requestId", subject_type || ' ' || subject_id as subject, clinic_id as "clinicId"
     from audit_events where action = 'viewed' order by id`,
  );

/** Whoever calls in is seen once they were asked who they are. */
async function checkCaller(staffId: string): Promise<void> {
  await test.database.query(
    `insert into caller_checks (booking_id, actor, facts, at) values ($1, $2, '{reference,name}', now())`,
    [at.bookingId, `staff:${staffId}`],
  );
}

/** Whoever calls somebody sees them once they have taken the call; `next` finds it when nobody has. */
async function giveCall(staffId: string | null): Promise<void> {
  await test.database.query(
    `insert into call_tasks as k (id, clinic_id, reason, subject_id, change_id, state, taken_by, taken_at, created_at)
     values ($1, $2, 'change', $3, $4, $6, $5, case when $6 = 'taken' then now() end, now())
     on conflict (id) do update set state = $6, taken_by = $5, taken_at = excluded.taken_at`,
    [at.callId, at.clinicId, at.bookingId, at.changeId, staffId && `staff:${staffId}`, staffId ? 'taken' : 'open'],
  );
}

/** Whoever wrote waits for a person, and nobody has them. */
const waitAgain = () =>
  test.database.query(
    `update call_tasks set state = 'open', taken_by = null, taken_at = null, closed_at = null where reason = 'reply'`,
  );

it('each route that says it shows a person writes who saw whom; each that shows one says so', async () => {
  const routes = routesOf(test).filter(({ open, path }) => !open && /^\/(staff|api\/admin)(\/|$)/.test(path));
  expect(routes.filter(({ showsPerson }) => showsPerson).length).toBeGreaterThan(2);
  for (const route of routes) {
    const { cookie, sessionId, id } = await callerOf(test, 'admin', []);
    if (/call(s|-tasks)/.test(route.path)) await giveCall(route.path.endsWith(':id') ? id : null);
    await checkCaller(id);
    await waitAgain();
    const before = await looks();
    const answer = await callRoute(test, route, { ...at, sessionId }, { cookie });
    const written = (await looks()).slice(before.length);
    const was = at;
    // Whoever has cancelled is on no roster any more.
    if (/^\/api\/admin\/bookings\/.*cancel$/.test(route.path)) at = await makeTarget(test, { contact: PERSON });
    const said = { route: nameOf(route), rows: written.length > 0, shows: FOUND.test(answer.body) };
    if (!route.showsPerson) {
      expect(said).toEqual({ route: nameOf(route), rows: false, shows: false });
      continue;
    }
    expect(said).toMatchObject({ route: nameOf(route), rows: true });
    for (const row of written) {
      expect(row).toMatchObject({ actor: `staff:${id}`, requestId: answer.headers['x-request-id'] });
      if (addressOf(route, was).includes(was.clinicId)) expect(row.clinicId).toBe(was.clinicId);
    }
  }
});

it('the look at a booking names it by its id; what is not there or not theirs to see was not looked at', async () => {
  const [booking] = await test.database.query<{ id: string }>('select id from bookings where reference = $1', [
    at.reference,
  ]);
  const url = `/api/admin/clinics/${at.clinicId}/bookings/`;
  const { cookie } = await callerOf(test, 'coordinator', [at.clinicId]);
  const stranger = await callerOf(test, 'coordinator', []);
  const before = await looks();
  const look = async (reference: string, by: string) =>
    (await test.app.inject({ url: `${url}${reference}/history`, headers: { cookie: by } })).statusCode;
  expect(await look('CDFGHJ', cookie)).toBe(404);
  expect(await look(at.reference, stranger.cookie)).toBe(404);
  expect(await looks()).toEqual(before);
  expect(await look(at.reference.toLowerCase(), cookie)).toBe(200);
  expect((await looks()).slice(before.length)).toMatchObject([{ subject: `booking ${booking?.id}` }]);
});

it('the word looked for is found where a person is shown; so the silence above means something', async () => {
  const { slots } = await makeClinic(test);
  const { manageUrl } = await booked(test, bookingBody(slots[0]?.id ?? '', PERSON));
  expect((await test.app.inject({ url: new URL(manageUrl).pathname })).body).toMatch(FOUND);
});
