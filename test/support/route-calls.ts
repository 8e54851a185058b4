import { Sealer } from '../../src/platform/sealing.js';
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { booked } from './bookings.js';
import { bookingBody, makeClinic } from './factories.js';
import { SAMPLES } from './route-samples.js';
import type { Target } from './route-target.js';
import type { Route } from './routes.js';
import { makeMember, signedIn } from './staff.js';
import type { TestApp } from './test-app.js';

export const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`;

/** Whether a route answers programs; all others are pages. */
export const isJson = ({ path }: Pick<Route, 'path'>) => !path.startsWith('/staff');

/** A target of which nothing exists. */
export function nowhere(): Target {
  const ids = Object.fromEntries(
    [
      'clinicId',
      'slotId',
      'venueId',
      'memberId',
      'tokenId',
      'sessionId',
      'changeId',
      'bookingId',
      'callId',
      'attendeeId',
      'messageId',
      'replyId',
    ].map((name) => [name, randomUUID()]),
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
  const [concerned] = await test.database.query<{ id: string; callId: string }>(
    `insert into clinic_change_bookings (change_id, booking_id, state, revision)
     select $1, id, 'queued', revision from bookings where reference = $2
     returning booking_id as id, call_id as "callId"`,
    [changeId, reference],
  );
  const [message] = await test.database.query<{ id: string }>('select id from messages where subject_id = $1', [
    concerned?.id,
  ]);
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
    callId: concerned?.callId ?? '',
    attendeeId: attendees[0]?.id ?? '',
    messageId: message?.id ?? '',
    replyId: await wrote(test, concerned?.id ?? '', id),
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
  const { body = {}, headers: own = {}, script } = SAMPLES[nameOf(route)]?.(at) ?? {};
  const json = isJson(route) || script;
  const type = json ? 'application/json' : 'application/x-www-form-urlencoded';
  const payload = json ? JSON.stringify(body) : new URLSearchParams(body as Record<string, string>).toString();
  const { statusCode, headers, cookies, ...answer } = await app.inject({
    method,
    url: addressOf(route, at),
    headers: {
      'sec-fetch-site': 'same-origin',
      ...own,
      ...credentials,
      ...(method !== 'GET' && { 'content-type': type }),
    },
    ...(method !== 'GET' && { payload }),
    payloadAsStream: true,
  });
  const endless = String(headers['content-type']).startsWith('text/event-stream');
  if (endless) answer.raw.res.destroy();
  return { statusCode, headers, cookies, body: endless ? '' : await text(answer.stream()) };
}

/** Whoever made this booking wrote to our number, and waits for a person. */
async function wrote(test: TestApp, bookingId: string, clinicId: string): Promise<string> {
  const [id, taskId, sealer] = [randomUUID(), randomUUID(), test.app.get(Sealer)];
  const [row] = await test.database.query<{ phone: string }>('select phone from bookings where id = $1', [bookingId]);
  const phone = sealer.open(row?.phone ?? '', 'bookings.phone');
  await test.database.query(
    `insert into call_tasks (id, clinic_id, reason, subject_id, phone, phone_ix, state, created_at)
     values ($1, $2, 'reply', $3, $4, $5, 'open', now()) on conflict do nothing`,
    [taskId, clinicId, bookingId, sealer.seal(phone, 'call_tasks.phone'), sealer.blindIndex(phone, 'phone')],
  );
  await test.database.query(
    `insert into replies (id, provider_sid, received_at, sender, phone_ix, body, call_task_id, booking_id, state)
     values ($1, $2, now(), $3, $4, $5, (select id from call_tasks where id = $6), $7, 'done')`,
    [
      ...[id, `SM${id}`, sealer.seal(phone, 'replies.sender'), sealer.blindIndex(phone, 'phone')],
      ...[sealer.seal('May I bring my daughter?', 'replies.body'), taskId, bookingId],
    ],
  );
  return id;
}
