import { ApiTokens } from '../../src/access/api-tokens.js';
import type { Permission, Role } from '../../src/access/permissions.js';
import { ROLES, allows, permissionsOf } from '../../src/access/permissions.js';
import type { Target } from '../support/route-target.js';
import { addressOf, callerOf, callRoute, isJson, makeTarget, nameOf, nowhere } from '../support/route-calls.js';
import { SAMPLES } from '../support/route-samples.js';
import type { Route } from '../support/routes.js';
import { routesOf } from '../support/routes.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

/** Role × route × whose clinic, from the router itself: what is not granted is refused, by JSON and by page alike. */
let test: TestApp;
let routes: Route[];
let own: Target;
let other: Target;

beforeAll(async () => {
  test = await startTestApp();
  routes = routesOf(test).filter(({ open }) => !open);
});
beforeEach(async () => {
  own = await makeTarget(test);
  other = await makeTarget(test, { draft: true });
});
afterAll(() => test.close());

const FORM = /name="form" value="[^"]*"/g;

type Answer = Awaited<ReturnType<typeof callRoute>>;

it('every route that is not public has a sample, and asks for a permission; every sample has its route', () => {
  expect(routes.map(nameOf).sort()).toEqual(Object.keys(SAMPLES).sort());
  expect(routes.filter(({ permission }) => permission === undefined).map(nameOf)).toEqual([]);
});

it('nobody gets in without having signed in', async () => {
  for (const route of routes) expectSignIn(route, await callRoute(test, route, own, {}));
});

it.each(ROLES)('%s, signed in', async (role) => {
  for (const route of routes) {
    // Anew each time: some routes end the session.
    const { cookie, sessionId } = await callerOf(test, role, [own.clinicId]);
    const call = (at: Target) => callRoute(test, route, at, { cookie });
    const answers = { own: await call({ ...own, sessionId }), other: '' as unknown as Answer };
    if (!allows(role, route.permission as Permission)) {
      expectForbidden(route, answers.own);
      continue;
    }
    if (isNotHere(route)) {
      expectMissing(route, answers.own);
      continue;
    }
    expectGranted(route, answers.own);
    const tells = role !== 'admin' && answers.own.body.includes(other.clinicId);
    expect({ route: nameOf(route), tells }).toEqual({ route: nameOf(route), tells: false });
    if (!isOfClinic(route)) continue;
    answers.other = await call(other);
    if (role === 'admin') expectGranted(route, answers.other);
    else
      expect({ route: nameOf(route), ...seen(answers.other) }).toEqual({
        route: nameOf(route),
        ...seen(await unknown(route, cookie)),
      });
  }
});

it.each(ROLES)('%s, a program', async (role) => {
  const authorization = `Bearer ${await test.token(role)}`;
  for (const route of routes) {
    const call = (at: Target) => callRoute(test, route, at, { authorization });
    if (!isJson(route)) expectSignIn(route, await call(own));
    else if (!allows(role, route.permission as Permission)) expectForbidden(route, await call(own));
    else {
      expectGranted(route, await call(own));
      if (!isOfClinic(route)) continue;
      if (role === 'phone_desk') expectMissing(route, await call(other));
      else expectGranted(route, await call(other));
      expectMissing(route, await call(nowhere()));
    }
  }
});

it('a program does only what it was made for, of what its role may do', async () => {
  const tokenWith = (role: Role, permissions: Permission[]) =>
    test.app.get(ApiTokens).create('narrow', role, 1, { permissions });
  for (const route of routes.filter(isJson)) {
    const needed = route.permission as Permission;
    const rest = permissionsOf('admin').filter((permission) => permission !== needed);
    const tokens = [await tokenWith('admin', [needed]), await tokenWith('admin', rest), await tokenWith('admin', [])];
    const [narrow, wide, none] = await Promise.all(
      tokens.map((token) => callRoute(test, route, own, { authorization: `Bearer ${token}` })),
    );
    expectGranted(route, narrow as Answer);
    expectForbidden(route, wide as Answer);
    expectForbidden(route, none as Answer);
    // What its role may not do it cannot be given.
    for (const role of ROLES.filter((role) => !allows(role, needed))) {
      const authorization = `Bearer ${await tokenWith(role, [needed])}`;
      expectForbidden(route, await callRoute(test, route, own, { authorization }));
    }
  }
});

/** Long work is its maker's alone (`test/staff/audit-export.spec.ts`); and no other service to sign in with is set up here. */
const isNotHere = ({ path }: Route) => path.startsWith('/staff/tasks/:id') || path === '/staff/confirm/oidc';

/** Whether its address names a clinic. */
const isOfClinic = (route: Route) => addressOf(route, own) !== addressOf(route, { ...own, ...ofClinic(other) });
const ofClinic = ({
  clinicId,
  slotId,
  reference,
  changeId,
  bookingId,
  callId,
  attendeeId,
  messageId,
  replyId,
}: Target) => {
  return { clinicId, slotId, reference, changeId, bookingId, callId, attendeeId, messageId, replyId };
};

async function unknown(route: Route, cookie: string): Promise<Answer> {
  const answer = await callRoute(test, route, nowhere(), { cookie });
  expectMissing(route, answer);
  return answer;
}

/** All that an answer tells but for the id of the request and the tokens of its forms. */
function seen({ statusCode, headers, body, cookies }: Answer) {
  const { 'x-request-id': id, date: _, ...rest } = headers;
  return { statusCode, headers: rest, body: body.replaceAll(String(id), '').replace(FORM, ''), cookies };
}

function expectSignIn(route: Route, { statusCode, headers }: Answer): void {
  const said = isJson(route) ? { statusCode } : { statusCode, to: String(headers.location).split('?')[0] };
  const right = isJson(route) ? { statusCode: 401 } : { statusCode: 303, to: '/staff/sign-in' };
  expect({ route: nameOf(route), ...said }).toEqual({ route: nameOf(route), ...right });
}

function expectForbidden(route: Route, { statusCode, headers, body }: Answer): void {
  const inFrame = isJson(route)
    ? (JSON.parse(body) as { code: string }).code === 'forbidden'
    : /<body class="staff">/.test(body);
  const type = String(headers['content-type']).split(';')[0];
  const right = { statusCode: 403, inFrame: true, type: isJson(route) ? 'application/problem+json' : 'text/html' };
  expect({ route: nameOf(route), statusCode, inFrame, type }).toEqual({ route: nameOf(route), ...right });
}

function expectMissing(route: Route, { statusCode }: Answer): void {
  expect({ route: nameOf(route), statusCode }).toEqual({ route: nameOf(route), statusCode: 404 });
}

function expectGranted(route: Route, { statusCode, headers }: Answer): void {
  const sentAway = /^\/staff\/(?:confirm|sign-in)\?next/.test(String(headers.location));
  const granted = [200, 201, 204, 303, 409, 422].includes(statusCode) && !sentAway;
  expect({ route: nameOf(route), statusCode, granted }).toMatchObject({ route: nameOf(route), granted: true });
}
