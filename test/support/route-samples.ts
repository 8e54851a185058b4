import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { booked } from './bookings.js';
import { bookingBody, makeClinic } from './factories.js';
import type { Route } from './routes.js';
import { makeMember, signedIn } from './staff.js';
import type { TestApp } from './test-app.js';

/** What stands in the address of a route: of a clinic and its people, and of whoever calls. */
export interface Target {
  clinicId: string;
  slotId: string;
  reference: string;
  venueId: string;
  memberId: string;
  tokenId: string;
  sessionId: string;
  /** A decision about the clinic. */
  changeId: string;
  bookingId: string;
  /** Whoever it is for. */
  attendeeId: string;
}

interface Sample {
  /** In the order of the address. */
  params?: string[];
  body?: Record<string, unknown>;
  /** A page's script sends JSON. */
  script?: true;
}

const CLINIC = {
  ...{ title: 'New clinic', smsName: 'New clinic', mode: 'in_person', timeZone: 'America/New_York' },
  ...{ day: '2027-12-12', languages: ['en'] },
};
const VENUE = { name: 'Library', address: '1 Main Street', city: 'Boston' };
const PLAN = { from: '17:00', to: '18:00', everyMinutes: 30, capacity: 1, preview: true };
const TOKEN = { name: 'Website', role: 'intake', permissions: 'clinics.read', days: '30' };
const INVITED = { name: 'New Person', email: 'new.person@example.org', role: 'intake' };

/** The booking that the decision concerns. */
const callOf = ({ clinicId, changeId, bookingId }: Target) => ({ params: [clinicId, changeId, bookingId] });

/**
 * How each route that is not public is called rightly. A new route needs a line here before the matrix of roles and the
 * walk over what shows people know of it; without one they fail.
 */
export const SAMPLES: Record<string, (at: Target) => Sample> = {
  'GET /metrics': () => ({}),
  'GET /api/admin/venues': () => ({}),
  'POST /api/admin/venues': () => ({ body: VENUE }),
  'PATCH /api/admin/venues/:id': ({ venueId }) => ({ params: [venueId], body: { room: '2' } }),
  'GET /api/admin/clinics': () => ({}),
  'POST /api/admin/clinics': () => ({ body: CLINIC }),
  'GET /api/admin/clinics/:id': ({ clinicId }) => ({ params: [clinicId] }),
  'PATCH /api/admin/clinics/:id': ({ clinicId }) => ({ params: [clinicId], body: { title: 'Other' } }),
  'POST /api/admin/clinics/:id/publish': ({ clinicId }) => ({ params: [clinicId] }),
  'PATCH /api/admin/clinics/:id/legal-hold': ({ clinicId }) => ({
    params: [clinicId],
    body: { hold: true, reason: 'A letter' },
  }),
  'GET /api/admin/clinics/:id/slots': ({ clinicId }) => ({ params: [clinicId] }),
  'POST /api/admin/clinics/:id/slot-plan': ({ clinicId }) => ({ params: [clinicId], body: PLAN }),
  'PATCH /api/admin/clinics/:id/slots/:slotId': (at) => ({ params: [at.clinicId, at.slotId], body: { capacity: 9 } }),
  'POST /api/admin/clinics/import': () => ({ body: { csv: 'title', preview: true } }),
  'POST /api/admin/clinics/:id/complete': ({ clinicId }) => ({
    params: [clinicId],
    body: { booked: 1, arrived: 1, noShows: 0, walkIns: 0, done: 1 },
  }),
  'GET /api/admin/clinics/:id/outcome': ({ clinicId }) => ({ params: [clinicId] }),
  'GET /staff/season': () => ({}),
  'GET /staff/season/import': () => ({}),
  'GET /staff/season/import/example.csv': () => ({}),
  'POST /staff/season/import': () => ({ body: { csv: 'title' } }),
  'GET /staff/clinics/:id/complete': ({ clinicId }) => ({ params: [clinicId] }),
  'POST /staff/clinics/:id/complete': ({ clinicId }) => ({ params: [clinicId] }),
  'GET /staff/calls': () => ({}),
  'GET /staff/clinics/:id/changes/:changeId/calls': (at) => ({ params: [at.clinicId, at.changeId] }),
  'POST /staff/clinics/:id/changes/:changeId/calls/next': (at) => ({ params: [at.clinicId, at.changeId] }),
  'POST /staff/clinics/:id/changes/:changeId/calls/:bookingId/take': callOf,
  'GET /staff/clinics/:id/changes/:changeId/calls/:bookingId': callOf,
  'POST /staff/clinics/:id/changes/:changeId/calls/:bookingId': (at) => ({
    ...callOf(at),
    body: { end: 'unheard of' },
  }),
  'POST /api/admin/clinics/:id/copy': ({ clinicId }) => ({ params: [clinicId], body: { days: ['2027-12-11'] } }),
  'GET /staff/clinics/new': () => ({}),
  'POST /staff/clinics/new': () => ({ body: { title: 'New' } }),
  'GET /staff/clinics/:id/edit': ({ clinicId }) => ({ params: [clinicId] }),
  'POST /staff/clinics/:id/edit': ({ clinicId }) => ({ params: [clinicId], body: { title: 'Other' } }),
  'POST /staff/clinics/:id/publish': ({ clinicId }) => ({ params: [clinicId] }),
  'GET /staff/clinics/:id/times': ({ clinicId }) => ({ params: [clinicId] }),
  'POST /staff/clinics/:id/times': ({ clinicId }) => ({ params: [clinicId], body: { from: '17:00' } }),
  'POST /staff/clinics/:id/times/:slotId/remove': (at) => ({ params: [at.clinicId, at.slotId] }),
  'GET /staff/clinics/:id/texts': ({ clinicId }) => ({ params: [clinicId] }),
  'POST /staff/clinics/:id/texts': ({ clinicId }) => ({ params: [clinicId] }),
  'GET /staff/clinics/:id/team': ({ clinicId }) => ({ params: [clinicId] }),
  'POST /staff/clinics/:id/team': ({ clinicId }) => ({ params: [clinicId] }),
  'GET /staff/clinics/:id/copy': ({ clinicId }) => ({ params: [clinicId] }),
  'POST /staff/clinics/:id/copy': ({ clinicId }) => ({ params: [clinicId], body: { day: '2027-12-18' } }),
  'GET /staff/venues': () => ({}),
  'GET /staff/venues/new': () => ({}),
  'POST /staff/venues/new': () => ({ body: VENUE }),
  'GET /staff/venues/:id': ({ venueId }) => ({ params: [venueId] }),
  'POST /staff/venues/:id': ({ venueId }) => ({ params: [venueId], body: VENUE }),
  'POST /api/admin/clinics/:id/cancel': ({ clinicId }) => ({ params: [clinicId], body: { preview: true } }),
  'POST /api/admin/clinics/:id/bring-back': ({ clinicId }) => ({ params: [clinicId], body: { preview: true } }),
  'POST /api/admin/clinics/:id/move': ({ clinicId }) => ({
    params: [clinicId],
    body: { start: '11:00', preview: true },
  }),
  'POST /api/admin/clinics/:id/place': ({ clinicId, venueId }) => ({
    params: [clinicId],
    body: { venueId, room: 'Room 9', preview: true },
  }),
  'POST /api/admin/clinics/:id/slots/:slotId/close': (at) => ({
    params: [at.clinicId, at.slotId],
    body: { people: 'keep', preview: true },
  }),
  'GET /api/admin/clinics/:id/changes': ({ clinicId }) => ({ params: [clinicId] }),
  'GET /staff/clinics/:id/change': ({ clinicId }) => ({ params: [clinicId] }),
  'GET /staff/clinics/:id/change/:what': ({ clinicId }) => ({ params: [clinicId, 'call-off'] }),
  'POST /staff/clinics/:id/change/:what': ({ clinicId }) => ({ params: [clinicId, 'call-off'] }),
  'GET /staff/clinics/:id/slots/:slotId': (at) => ({ params: [at.clinicId, at.slotId] }),
  'POST /staff/clinics/:id/slots/:slotId': (at) => ({
    params: [at.clinicId, at.slotId],
    body: { what: 'capacity', capacity: '9' },
  }),
  'GET /staff/clinics/:id/changes': ({ clinicId }) => ({ params: [clinicId] }),
  'GET /staff/clinics/:id/changes/:changeId': (at) => ({ params: [at.clinicId, at.changeId] }),
  'GET /staff/clinics/:id/roster/print': ({ clinicId }) => ({ params: [clinicId] }),
  'GET /staff/clinics/:id/roster/export': ({ clinicId }) => ({ params: [clinicId] }),
  'POST /staff/clinics/:id/roster/export': ({ clinicId }) => ({
    params: [clinicId],
    body: { format: 'csv', reason: 'A test' },
  }),
  'POST /api/admin/clinics/:id/roster.csv': ({ clinicId }) => ({ params: [clinicId], body: { reason: 'A test' } }),
  'GET /staff/clinics/:id/roster': ({ clinicId }) => ({ params: [clinicId] }),
  'POST /staff/clinics/:id/roster/find': ({ clinicId }) => ({ params: [clinicId], body: { who: 'a' } }),
  'POST /staff/clinics/:id/roster/tap': ({ clinicId, attendeeId }) => ({
    params: [clinicId],
    body: { tap: randomUUID(), attendee: attendeeId, status: 'arrived', seen: '0' },
  }),
  'GET /staff/clinics/:id/roster/people.json': ({ clinicId }) => ({ params: [clinicId] }),
  'POST /staff/clinics/:id/roster/taps': ({ clinicId, attendeeId }) => ({
    params: [clinicId],
    body: { taps: [{ id: randomUUID(), attendeeId, status: 'arrived', seen: 0 }] },
    script: true,
  }),
  'GET /staff/clinics/:id/roster/events': ({ clinicId }) => ({ params: [clinicId] }),
  'GET /api/admin/clinics/:clinicId/bookings/:reference/history': (at) => ({ params: [at.clinicId, at.reference] }),
  'GET /staff': () => ({}),
  'GET /staff/keys': () => ({}),
  'GET /staff/search': () => ({}),
  'POST /staff/search': () => ({ body: { find: 'library' } }),
  'GET /staff/clinics/:id': ({ clinicId }) => ({ params: [clinicId] }),
  'GET /staff/tasks': () => ({}),
  'GET /staff/tasks/:id': ({ tokenId }) => ({ params: [tokenId] }),
  'GET /staff/tasks/:id/file': ({ tokenId }) => ({ params: [tokenId] }),
  'GET /staff/audit/export': () => ({}),
  'POST /staff/audit/export': () => ({ body: { from: '2026-01-01', to: '2026-01-02', reason: 'A test' } }),
  'POST /staff/confirm/oidc': () => ({}),
  'POST /staff/me/identity/unlink': () => ({}),
  'GET /staff/second-factor': () => ({}),
  'POST /staff/second-factor': () => ({}),
  'GET /staff/me': () => ({}),
  'POST /staff/me/password': () => ({ body: { currentPassword: 'not this', password: 'four plain words' } }),
  'POST /staff/me/sessions/:id/end': ({ sessionId }) => ({ params: [sessionId] }),
  'POST /staff/me/sign-out-everywhere': () => ({}),
  'GET /staff/confirm': () => ({}),
  'POST /staff/confirm': () => ({ body: { proof: '000000' } }),
  'GET /staff/people': () => ({}),
  'GET /staff/people/invite': () => ({}),
  'POST /staff/people/invite': () => ({ body: INVITED }),
  'GET /staff/people/:id': ({ memberId }) => ({ params: [memberId] }),
  'POST /staff/people/:id': ({ memberId }) => ({ params: [memberId], body: { role: 'intake' } }),
  'POST /staff/people/:id/invite': ({ memberId }) => ({ params: [memberId] }),
  'GET /staff/tokens': () => ({}),
  'GET /staff/tokens/new': () => ({}),
  'POST /staff/tokens': () => ({ body: TOKEN }),
  'POST /staff/tokens/:id/revoke': ({ tokenId }) => ({ params: [tokenId] }),
  'GET /staff/audit': () => ({}),
  'POST /staff/people/:id/leave': ({ memberId }) => ({ params: [memberId] }),
};

export const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`;

/** Whether a route answers programs; all others are pages. */
export const isJson = ({ path }: Pick<Route, 'path'>) => !path.startsWith('/staff');

/** A target of which nothing exists. */
export function nowhere(): Target {
  const ids = Object.fromEntries(
    ['clinicId', 'slotId', 'venueId', 'memberId', 'tokenId', 'sessionId', 'changeId', 'bookingId', 'attendeeId'].map(
      (name) => [name, randomUUID()],
    ),
  ) as Record<keyof Target, string>;
  return { ...ids, reference: 'CDFGHJ' };
}

/** A clinic with a booking of this person; a draft when `draft`, as the public and the phone desk do not see it. */
export async function makeTarget(test: TestApp, { draft = false, contact = {} } = {}): Promise<Target> {
  const { id, slots } = await makeClinic(test);
  const slotId = slots[0]?.id ?? '';
  const { reference, attendees } = await booked(test, bookingBody(slotId, contact));
  const changeId = randomUUID();
  await test.database.query(
    `insert into clinic_changes (id, clinic_id, kind, summary, made_by, made_at, queued_at)
     values ($1, $2, 'times', 'A test', 'shell', now(), now())`,
    [changeId, id],
  );
  // Nobody was written to of it: they are to be called.
  const [concerned] = await test.database.query<{ id: string }>(
    `insert into clinic_change_bookings (change_id, booking_id, state, revision)
     select $1, id, 'queued', revision from bookings where reference = $2 returning booking_id as id`,
    [changeId, reference],
  );
  if (draft) await test.database.query(`update clinics set status = 'draft' where id = $1`, [id]);
  const [row] = await test.database.query<{ venueId: string }>(
    'select venue_id as "venueId" from clinics where id = $1',
    [id],
  );
  const member = await makeMember(test, 'intake', { password: false });
  await test.database.query(`update staff set status = 'invited' where id = $1`, [member.id]);
  await test.token('intake');
  const [token] = await test.database.query<{ id: string }>('select id from api_tokens order by created_at desc, id');
  const others = {
    venueId: row?.venueId ?? '',
    memberId: member.id,
    tokenId: token?.id ?? '',
    sessionId: randomUUID(),
  };
  return {
    clinicId: id,
    slotId,
    reference,
    changeId,
    bookingId: concerned?.id ?? '',
    attendeeId: attendees[0]?.id ?? '',
    ...others,
  };
}

/** Somebody of this role who has just signed in, and their session's id. */
export async function callerOf(test: TestApp, ...[role, clinics]: [Parameters<typeof signedIn>[1], string[]]) {
  const { id, cookie } = await signedIn(test, role, { clinics });
  const [session] = await test.database.query<{ id: string }>('select id from sessions where staff_id = $1', [id]);
  return { id, cookie, sessionId: session?.id ?? '' };
}

/** The address of a route at a target. */
export function addressOf(route: Route, at: Target): string {
  const params = [...(SAMPLES[nameOf(route)]?.(at).params ?? [])];
  return route.path.replace(/:\w+/g, () => params.shift() ?? '');
}

/** Calls a route as its sample says; pages get a form, others JSON. Of an answer that does not end, the beginning. */
export async function callRoute({ app }: TestApp, route: Route, at: Target, credentials: Record<string, string>) {
  const { method } = route;
  const { body = {}, script } = SAMPLES[nameOf(route)]?.(at) ?? {};
  const json = isJson(route) || script;
  const type = json ? 'application/json' : 'application/x-www-form-urlencoded';
  const payload = json ? JSON.stringify(body) : new URLSearchParams(body as Record<string, string>).toString();
  const { statusCode, headers, cookies, ...answer } = await app.inject({
    method,
    url: addressOf(route, at),
    headers: { 'sec-fetch-site': 'same-origin', ...credentials, ...(method !== 'GET' && { 'content-type': type }) },
    ...(method !== 'GET' && { payload }),
    payloadAsStream: true,
  });
  const endless = String(headers['content-type']).startsWith('text/event-stream');
  if (endless) answer.raw.res.destroy();
  return { statusCode, headers, cookies, body: endless ? '' : await text(answer.stream()) };
}
