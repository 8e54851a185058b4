import { randomUUID } from 'node:crypto';
import { booked, tokenOf } from '../support/bookings.js';
import { eventually } from '../support/eventually.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import { routesOf } from '../support/routes.js';
import { asOwner } from '../support/database.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

/** A name, a phone in three forms, an email, and a word that stands in every header and address. */
const PERSON = { fullName: 'Zyxa Canary', phone: '617-555-0142', email: 'zyxa.canary@example.org' };
const FOUND = /zyxa|canary|555.?0142|6175550142/i;

let test: TestApp;
let slots: string[];
let token: string;

beforeAll(async () => {
  test = await startTestApp({ env: { RUN_WORKER: 'true', LOG_LEVEL: 'debug' } });
  const clinic = await makeClinic(test, { capacity: 5 });
  slots = clinic.slots.map((slot) => slot.id);
  token = tokenOf(await booked(test, bookingBody(slots[0] ?? '', { ...PERSON, emailConsent: true })));
});
afterAll(() => test.close());

const headers = {
  'accept-language': 'zyxa-CANARY',
  authorization: 'Bearer canary-canary-canary-canary',
  cookie: 'preview=zyxa; draft=canary',
  forwarded: 'for=zyxa',
  referer: 'https://canary.example.org/zyxa',
  'sec-fetch-site': 'same-origin',
  'user-agent': 'Zyxa Canary',
  'x-forwarded-for': 'zyxa',
  'x-request-id': 'canary',
};
const QUERY = `lang=zyxa&name=${encodeURIComponent(PERSON.fullName)}&phone=${PERSON.phone}&email=${PERSON.email}`;

function send(method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object | string) {
  const type = typeof payload === 'string' ? 'application/x-www-form-urlencoded' : 'application/json';
  const own = { ...headers, 'idempotency-key': `canary-${randomUUID()}`, ...(payload && { 'content-type': type }) };
  return test.app.inject({ method, url, headers: own, payload });
}

const form = () =>
  new URLSearchParams({
    ...{ name: PERSON.fullName, name2: PERSON.fullName, phone: PERSON.phone, email: PERSON.email },
    ...{ language: 'zyxa', reference: 'zyxa', key: 'canary', who: 'zyxa', step: 'book', form: 'canary' },
  }).toString();

const json = () => [
  bookingBody(slots[1] ?? '', PERSON),
  bookingBody('zyxa', PERSON),
  { ...PERSON, contact: PERSON, attendees: [PERSON], reference: PERSON.fullName, slotId: PERSON.phone },
  { reference: 'K7M4QP', phone: PERSON.phone },
  { title: PERSON.fullName, name: PERSON.fullName, address: PERSON.email, notes: PERSON.phone, [PERSON.fullName]: 1 },
];

/** Every route with every kind of body, once with right values in its address and once with a name in it. */
async function plantEverywhere(): Promise<Set<number>> {
  const right: Record<string, string> = { locale: 'en', slotId: slots[1] ?? '', token };
  const statuses = new Set<number>();
  for (const { method, path } of routesOf(test)) {
    const values = [right, {}] as Record<string, string>[];
    for (const url of values.map((known) =>
      path.replace(/:(\w+)/g, (_, name: string) => known[name] ?? 'zyxa%20canary'),
    )) {
      const bodies = method === 'GET' ? [undefined] : [form(), '{"zyxa', ...json()];
      for (const body of bodies) statuses.add((await send(method, `${url}?${QUERY}`, body)).statusCode);
    }
  }
  for (const url of ['/zyxa/canary', '/api/zyxa', '/%zyxa', `/m/${token}/zyxa`, '/zyxa'.repeat(500)]) {
    statuses.add((await send('GET', url)).statusCode);
  }
  return statuses;
}

function expectSilence(): void {
  const lines = test.logs.filter((line) => FOUND.test(line) || line.includes(token));
  expect(lines).toEqual([]);
}

it('a person who stands in every field, header and address is in no log line, nor is the link', async () => {
  const statuses = await plantEverywhere();
  expect([...statuses]).toEqual(expect.arrayContaining([200, 202, 303, 401, 404, 409, 422]));
  await eventually(async () => {
    const waiting = await test.database.query(`select 1 from messages where state in ('queued', 'sending')`);
    expect(waiting).toEqual([]);
  });
  expect(test.logs.length).toBeGreaterThan(100);
  expectSilence();
}, 60_000);

it('nor when the database refuses what they sent, and quotes it', async () => {
  test.logs.length = 0;
  await asOwner(test, `alter table bookings add constraint unkind check (source <> 'online') not valid`);
  const refused = await send('POST', '/api/bookings', bookingBody(slots[1] ?? '', { ...PERSON, fullName: 'Zyxa Two' }));
  expect(refused.statusCode).toBe(500);
  expect(refused.body).not.toMatch(/unkind|canary|zyxa/i);
  await asOwner(test, 'alter table bookings rename to gone');
  expect((await plantEverywhere()).has(500)).toBe(true);
  expect(test.logs.join('')).toContain('"constraint":"unkind"');
  expectSilence();
}, 60_000);

it('a line that did name them would have been found', () => {
  for (const text of Object.values(PERSON)) expect(text).toMatch(FOUND);
  expect('+16175550142').toMatch(FOUND);
});
