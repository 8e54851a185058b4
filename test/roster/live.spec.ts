import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { createApp } from '../../src/app/create-app.js';
import { readConfig } from '../../src/platform/config.js';
import { booked } from '../support/bookings.js';
import { environmentOf } from '../support/app-process.js';
import { eventually } from '../support/eventually.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import { signedIn } from '../support/staff.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

/** Two apps on one database, as two processes are: what one is told, the other tells. */
type App = TestApp['app'];

let test: TestApp;
let second: App;
let clinic: MadeClinic;

beforeAll(async () => {
  test = await startTestApp();
  second = await createApp(readConfig({ ...environmentOf(test), LOG_LEVEL: 'error' }));
  for (const app of [test.app, second]) await app.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await second.close();
  await test.close();
});
beforeEach(async () => {
  clinic = await makeClinic(test);
});

const url = (app: App) => `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
const path = () => `/staff/clinics/${clinic.id}/roster`;

interface News {
  event: string;
  data: { id?: string; status?: string; changedByName?: string };
  at: number;
}

/** A roster that is open: what it was told so far, and whether it still is. */
async function open(app: App, cookie: string) {
  const leave = new AbortController();
  const answer = await fetch(`${url(app)}${path()}/events`, { headers: { cookie }, signal: leave.signal });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  const news: News[] = [];
  const ended = (async () => {
    let text = '';
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const [, event = ''] = /^event: (\w+)$/m.exec(part) ?? [];
        const [, data = '{}'] = /^data: (.*)$/m.exec(part) ?? [];
        if (event) news.push({ event, data: JSON.parse(data) as News['data'], at: Date.now() });
      }
    }
  })().catch(() => {});
  return { news, ended, leave: () => leave.abort() };
}

async function somebody() {
  return (await booked(test, bookingBody(clinic.slots[0]?.id ?? ''))).attendees[0]?.id ?? '';
}

/** Somebody gives up their place and another takes it: as many places are taken as before. */
async function exchange(attendeeId: string) {
  await test.database.query("update attendees set status = 'cancelled' where id = $1", [attendeeId]);
  await test.database.query('update slots set taken = taken - 1 where id = $1', [clinic.slots[0]?.id]);
  await somebody();
}

async function tap(app: App, cookie: string, attendeeId: string, seen: number, status: string) {
  const taps = [{ id: randomUUID(), attendeeId, seen, status }];
  const headers = { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  const answer = await fetch(`${url(app)}${path()}/taps`, { method: 'POST', headers, body: JSON.stringify({ taps }) });
  expect(answer.status).toBe(200);
}

const toldOf = (news: News[], id: string, status: string) =>
  eventually(() => {
    const found = news.find(({ data }) => data.id === id && data.status === status);
    if (!found) throw new Error('not told yet');
    return found;
  });

it('a tap on one process is told by the other within two seconds, with the name of who made it and nobody else’s', async () => {
  const id = await somebody();
  const { cookie } = await signedIn(test, 'intake', { clinics: [clinic.id], name: 'Anita' });
  const rosters = await Promise.all([test.app, second, second].map((app) => open(app, cookie)));
  for (const { news } of rosters) await eventually(() => expect(news[0]?.event).toBe('list'));
  // What is tapped before a process listens is not told, but in the list that it has all read again then.
  const listens = `select 1 from pg_stat_activity
    where datname = current_database() and application_name = 'clinics-roster' and query like 'listen%' and state = 'idle'`;
  await eventually(async () => expect(await test.database.query(listens)).toHaveLength(2));
  const began = Date.now();
  await tap(test.app, cookie, id, 0, 'arrived');
  for (const { news } of rosters) {
    const { at, data } = await toldOf(news, id, 'arrived');
    expect(at - began).toBeLessThan(2_000);
    expect(data).toMatchObject({ version: 1, changedByName: 'Anita' });
    expect(JSON.stringify(news)).not.toMatch(/Test Person/);
  }
  rosters.forEach(({ leave }) => leave());
});

it('whoever books, and whoever takes a place that another gave up, comes onto the list of all who have it open', async () => {
  const leaves = await somebody();
  const { cookie } = await signedIn(test, 'intake', { clinics: [clinic.id] });
  const { news, leave } = await open(second, cookie);
  const lists = () => news.filter(({ event }) => event === 'list').length;
  // One as it opens, one when the list as it was is known.
  await eventually(() => expect(lists()).toBe(2));
  await somebody();
  await eventually(() => expect(lists()).toBe(3));
  await exchange(leaves);
  await eventually(() => expect(lists()).toBe(4));
  leave();
});

it('a line to the database that was cut is had again, and everybody reads the list anew', async () => {
  const id = await somebody();
  const { cookie } = await signedIn(test, 'intake', { clinics: [clinic.id] });
  const { news, leave } = await open(test.app, cookie);
  await tap(second, cookie, id, 0, 'arrived');
  await toldOf(news, id, 'arrived');
  test.proxy.cut();
  await tap(second, cookie, id, 1, 'done');
  test.proxy.restore();
  const after = news.length;
  await eventually(() => expect(news.slice(after).map(({ event }) => event)).toContain('list'));
  await tap(second, cookie, id, 2, 'no_show');
  await toldOf(news, id, 'no_show');
  leave();
});

it('a device that stops reading is let go before what it has not read fills the memory', async () => {
  const { cookie } = await signedIn(test, 'intake', { clinics: [clinic.id] });
  const { port, hostname } = new URL(url(second));
  const device = connect(Number(port), hostname);
  device.on('error', () => {});
  device.write(`GET ${path()}/events HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${cookie}\r\n\r\n`);
  await new Promise((resolve) => device.once('readable', resolve));
  const lines = () =>
    new Promise<number>((resolve, reject) =>
      second.getHttpServer().getConnections((error: Error | null, n: number) => (error ? reject(error) : resolve(n))),
    );
  const before = await lines();
  await eventually(async () => {
    await test.database.query(
      `select pg_notify('roster', json_build_object('clinic', $1::uuid, 'id', n, 'station', repeat('x', 7000))::text)
       from generate_series(1, 1000) n`,
      [clinic.id],
    );
    expect(await lines()).toBeLessThan(before);
  });
  device.destroy();
});

it('an open roster keeps no app from stopping, and is told of it', async () => {
  const third = await createApp(readConfig({ ...environmentOf(test), LOG_LEVEL: 'error' }));
  await third.listen(0, '127.0.0.1');
  const { cookie } = await signedIn(test, 'intake', { clinics: [clinic.id] });
  const { ended } = await open(third, cookie);
  const began = Date.now();
  await third.close();
  await ended;
  expect(Date.now() - began).toBeLessThan(5_000);
});
