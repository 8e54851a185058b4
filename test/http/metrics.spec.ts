import { randomUUID } from 'node:crypto';
import { booked, tokenOf } from '../support/bookings.js';
import { book, bookingBody, makeClinic } from '../support/factories.js';
import { JOBS_SCHEMA, METRICS_TOKEN, scrape, series } from '../support/metrics.js';
import { asOwner } from '../support/database.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp, TestClock } from '../support/test-app.js';

const clock = new TestClock(new Date('2026-12-01T15:00:00Z'));
const later = (ms: number) => (clock.at = new Date(clock.at.getTime() + ms));
const read = (authorization?: string, url = '/metrics') =>
  test.app.inject({ url, headers: authorization ? { authorization } : {} });

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ clock, env: { METRICS_TOKEN, CACHE_SECONDS: '1', MAX_IN_FLIGHT: '3' } });
});
beforeEach(() => later(600_000));
afterAll(() => test.close());

describe('who may read', () => {
  it('is the monitoring with its token, and API tokens of roles that may', async () => {
    const answer = await read(`Bearer ${METRICS_TOKEN}`);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect((await read(`Bearer ${await test.token('admin')}`)).statusCode).toBe(200);
    expect((await read(`Bearer ${await test.token('phone_desk')}`)).statusCode).toBe(403);
    for (const wrong of [undefined, 'Bearer x', `Bearer ${METRICS_TOKEN}x`, `Basic ${METRICS_TOKEN}`]) {
      expect((await read(wrong)).statusCode).toBe(401);
    }
  });

  it('and that token opens nothing else', async () => {
    expect((await read(`Bearer ${METRICS_TOKEN}`, '/api/admin/clinics')).statusCode).toBe(401);
  });
});

it('counts attempts to book by source and how they ended', async () => {
  const { slots, id } = await makeClinic(test, { capacity: 1 });
  const [first, second] = slots.map((slot) => slot.id);
  const body = bookingBody(first ?? '');
  const key = randomUUID();
  await book(test, body, key);
  await book(test, body, key);
  await book(test, { ...body, slotId: second });
  await book(test, { ...body, slotId: second }, key);
  await book(test, bookingBody(first ?? ''));
  await test.database.query('update slots set closes_at = $2 where clinic_id = $1', [id, clock.at]);
  await book(test, bookingBody(second ?? ''));
  expect(series(await scrape(test), 'clinics_bookings_total')).toEqual({
    'clinics_bookings_total{source="online",outcome="booked"}': 1,
    'clinics_bookings_total{source="online",outcome="repeated"}': 1,
    'clinics_bookings_total{source="online",outcome="already_booked"}': 1,
    'clinics_bookings_total{source="online",outcome="idempotency_key_reused"}': 1,
    'clinics_bookings_total{source="online",outcome="slot_full"}': 1,
    'clinics_bookings_total{source="online",outcome="booking_closed"}': 1,
  });
});

it('times requests by route pattern; what is made up adds no series and names nobody', async () => {
  const { slots } = await makeClinic(test);
  const person = { fullName: 'Zyxcanary Person', phone: '+16172009999', email: 'zyxcanary@example.org' };
  const booking = await booked(test, bookingBody(slots[0]?.id ?? '', { ...person, emailConsent: true }));
  await test.app.inject({ url: `/m/${tokenOf(booking)}` });
  for (let i = 0; i < 5; i++) await test.app.inject({ url: `/nowhere/zyxcanary-${i}` });
  for (const method of ['PROPFIND', 'LOCK'] as const) await test.app.inject({ method: method as 'GET', url: '/en' });
  const text = (await read(`Bearer ${METRICS_TOKEN}`)).body;
  expect(text).toContain('clinics_http_request_seconds_count{route="/m/:token",method="GET",status="200"} 1');
  expect(text).toMatch(/_count\{route="[^"]+",method="POST",status="201"\} \d/);
  expect(text).toMatch(/_count\{route="[^"]+",method="GET",status="404"\} 5/);
  // The numbers themselves hold any digits.
  expect(text.replace(/ [\d.e+-]+$/gm, '')).not.toMatch(
    new RegExp(`zyxcanary|2009999|${tokenOf(booking)}|${booking.reference}|PROPFIND|LOCK|@`, 'i'),
  );
});

it('tells the places of what is published and to come', async () => {
  const { slug, slots } = await makeClinic(test, { title: 'Coming', capacity: 3 });
  const draft = await makeClinic(test, { title: 'Not yet', draft: true });
  await booked(test, bookingBody(slots[0]?.id ?? ''));
  const all = await scrape(test);
  expect(all[`clinics_places_capacity{clinic="${slug}"}`]).toBe(6);
  expect(all[`clinics_places_taken{clinic="${slug}"}`]).toBe(1);
  expect(JSON.stringify(all)).not.toContain(draft.slug);
});

it('recounts the places of slots to come, and says how many are wrong', async () => {
  const { slots } = await makeClinic(test, { capacity: 3 });
  await booked(test, bookingBody(slots[0]?.id ?? ''));
  later(600_000);
  expect((await scrape(test))['clinics_places_differ']).toBe(0);
  await test.database.query('update slots set taken = taken + 1 where id = any($1)', [slots.map((slot) => slot.id)]);
  later(600_000);
  expect((await scrape(test))['clinics_places_differ']).toBe(2);
  await test.database.query('update slots set taken = taken - 1 where id = any($1)', [slots.map((slot) => slot.id)]);
});

it('tells what waits in the outbox, for how long, and what was not delivered', async () => {
  await test.database.query('delete from messages');
  const add = (state: string, secondsFromNow: number, attempts = 0, code: string | null = null, channel = 'sms') =>
    test.database.query(
      `insert into messages (id, subject_type, subject_id, kind, channel, dedupe_key, state, due_at, attempts, error_code, created_at)
       values ($1::uuid, 'booking', $1::uuid, 'x', $2, $1::text, $3, $4, $5, $6, $4)`,
      [randomUUID(), channel, state, new Date(clock.at.getTime() + secondsFromNow * 1_000), attempts, code],
    );
  await add('queued', -90);
  await add('queued', -30);
  await add('queued', 3_600);
  await add('queued', 60, 2, '503', 'email');
  await add('sending', -10, 1);
  for (const code of ['30007', '30007', "+1617 'x'"]) await add('failed', -60, 1, code);
  for (let i = 0; i < 40; i++) await add('undelivered', -60, 1, `code_${i}`, 'email');
  await add('failed', -90_000, 1, '30008');
  await add('queued', -7_200);
  await test.database.query(`update messages set priority = 1 where due_at = $1`, [
    new Date(clock.at.getTime() - 7_200_000),
  ]);
  await add('missed', -60, 0, 'late');
  await add('suppressed', -60, 1, 'day_cap');
  await add('suppressed', -60, 1, 'opted_out');
  const all = await scrape(test);
  expect(series(all, 'clinics_outbox_messages')).toEqual({
    'clinics_outbox_messages{channel="sms",state="waiting"}': 1,
    'clinics_outbox_messages{channel="sms",state="queued"}': 2,
    'clinics_outbox_messages{channel="sms",state="scheduled"}': 1,
    'clinics_outbox_messages{channel="sms",state="sending"}': 1,
    'clinics_outbox_messages{channel="email",state="retrying"}': 1,
  });
  expect(all['clinics_outbox_oldest_seconds{channel="sms",state="queued"}']).toBe(90);
  expect(all['clinics_outbox_oldest_seconds{channel="email",state="retrying"}']).toBe(0);
  const failures = series(all, 'clinics_delivery_failures');
  expect(failures).toMatchObject({
    'clinics_delivery_failures{channel="sms",state="failed",code="30007"}': 2,
    'clinics_delivery_failures{channel="sms",state="failed",code="other"}': 1,
    'clinics_delivery_failures{channel="sms",state="missed",code="late"}': 1,
    'clinics_delivery_failures{channel="sms",state="suppressed",code="day_cap"}': 1,
    'clinics_delivery_failures{channel="email",state="undelivered",code="other"}': 25,
  });
  expect(Object.keys(failures)).toHaveLength(20);
});

it('tells of jobs once there is a queue for them', async () => {
  await asOwner(test, 'drop schema if exists graphile_worker cascade');
  expect(series(await scrape(test), 'clinics_jobs')).toEqual({});
  await asOwner(test, JOBS_SCHEMA);
  later(10_000);
  expect(series(await scrape(test), 'clinics_jobs')).toEqual({
    'clinics_jobs{state="waiting"}': 1,
    'clinics_jobs{state="scheduled"}': 1,
    'clinics_jobs{state="running"}': 1,
    'clinics_jobs{state="failed"}': 2,
  });
});

it('asks the database once, however many look', async () => {
  let asked = 0;
  const query = test.database.query.bind(test.database);
  test.database.query = (text, values) => {
    asked += 1;
    return query(text, values);
  };
  await Promise.all(Array.from({ length: 20 }, () => scrape(test)));
  const once = asked;
  await scrape(test);
  expect([asked, once]).toEqual([once, 10]);
  test.database.query = query;
});

it('counts what came from memory, and how long the event loop lags', async () => {
  for (let i = 0; i < 3; i++) await test.app.inject({ url: '/es/help' });
  const all = await scrape(test);
  expect(all['clinics_public_answers_total{from="memory"}']).toBe(2);
  expect(all['clinics_public_answers_total{from="database"}']).toBe(1);
  expect(all['nodejs_eventloop_lag_p99_seconds']).toBeGreaterThan(0);
});

it('answers although no connection is to be had, says so, and passes no old figure for a new one', async () => {
  await scrape(test);
  const holders = Array.from({ length: 10 }, () => test.database.dataSource.createQueryRunner());
  await Promise.all(holders.map((holder) => holder.connect()));
  later(10_000);
  const waiting = Promise.all([1, 2, 3].map(() => test.app.inject({ url: '/api/clinics' })));
  expect((await test.app.inject({ url: '/api/clinics' })).statusCode).toBe(503);
  const all = await scrape(test);
  expect(all).toMatchObject({
    clinics_requests_in_flight: 3,
    clinics_requests_limit: 3,
    clinics_requests_shed_total: 1,
  });
  expect(all).toMatchObject({ clinics_pool_limit: 10, 'clinics_reader_up{reader="outbox"}': 0 });
  expect(all['clinics_pool_connections{state="busy"}']).toBe(10);
  expect(all['clinics_pool_waiting']).toBeGreaterThan(0);
  expect(series(all, 'clinics_places_capacity')).toEqual({});
  expect(series(all, 'clinics_database_bytes')).toEqual({});
  await Promise.all(holders.map((holder) => holder.release()));
  expect((await waiting).map((answer) => answer.statusCode)).toEqual([200, 200, 200]);
  later(10_000);
  const after = await scrape(test);
  expect(after['clinics_reader_up{reader="outbox"}']).toBe(1);
  expect(after['clinics_database_bytes']).toBeGreaterThan(1_000_000);
});
