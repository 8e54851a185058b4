import { randomUUID } from 'node:crypto';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';
import { bookingBody, makeClinic } from '../support/factories.js';

/** Planted in whatever is sent; it must turn up nowhere. */
const CANARY = 'Zyxcanary';

const NASTY: unknown[] = [
  '',
  ' ',
  null,
  0,
  -1,
  1e308,
  true,
  [],
  {},
  [[[[]]]],
  `${CANARY} 😀👩‍👩‍👧`,
  `${CANARY}\u202Eevil`,
  `${CANARY}\u0000\u0007`,
  `${CANARY}\r\nBcc: all@example.org`,
  `${CANARY}'; drop table bookings; --`,
  `<script>alert('${CANARY}')</script>`,
  `{{${CANARY}}} \${7*7} %s %n`,
  CANARY.repeat(2_000),
  '\ud800',
  '../../etc/passwd',
];

let test: TestApp;
let slotId: string;

beforeAll(async () => {
  test = await startTestApp();
  slotId = (await makeClinic(test, { capacity: 50 })).slots[0]?.id ?? '';
});
afterAll(() => test.close());

const TABLES = [
  'venues',
  'clinics',
  'slots',
  'bookings',
  'attendees',
  'consents',
  'messages',
  'booking_events',
  'opt_outs',
];

async function everything(): Promise<string> {
  const all = await Promise.all(
    TABLES.map((table) => test.database.query(`select * from ${table} t order by t::text`)),
  );
  return JSON.stringify(all);
}

/** Every field of the JSON contract with a body that is right but for that field. */
function bodies(): { url: string; body: unknown; value: unknown }[] {
  const right = { ...bookingBody(slotId), attendees: [{ fullName: 'Ana Right' }] };
  const contact = (field: string) => (value: unknown) => ({ ...right, contact: { ...right.contact, [field]: value } });
  const attendee = (field: string) => (value: unknown) => ({
    ...right,
    attendees: [{ fullName: 'Ana Right', [field]: value }],
  });
  const makers: ((value: unknown) => unknown)[] = [
    ...['fullName', 'phone', 'email', 'language', 'smsConsent', 'emailConsent'].map(contact),
    ...['fullName', 'language', 'needsInterpreter', 'slotId'].map(attendee),
    (slotId) => ({ ...right, slotId }),
    (attendees) => ({ ...right, attendees }),
    (value) => ({ ...right, contact: value }),
    (value) => ({ ...right, [CANARY]: value }),
    (value) => value,
  ];
  return [
    ...makers.flatMap((make) => NASTY.map((value) => ({ url: '/api/bookings', body: make(value), value }))),
    ...['reference', 'phone', 'email'].flatMap((field) =>
      NASTY.map((value) => ({
        url: '/api/lost-links',
        body: { reference: 'CCCCCC', phone: '617-555-0100', [field]: value },
        value,
      })),
    ),
    ...NASTY.map((value) => ({ url: `/api/bookings/${'A'.repeat(22)}/move`, body: { slotId: value }, value })),
  ];
}

it('refuses bad input to each field with a clear 4xx, stores nothing, and logs nothing of it', async () => {
  const before = await everything();
  test.logs.length = 0;
  for (const { url, body, value } of bodies()) {
    const headers = { 'idempotency-key': randomUUID(), 'content-type': 'application/json' };
    const answer = await test.app.inject({ method: 'POST', url, headers, payload: JSON.stringify(body) });
    if (answer.statusCode < 300) {
      // Only "nothing" for an optional field, and a consent or a need that is simply true.
      expect([null, true]).toContain(value);
      await test.database.query('delete from messages');
      await test.database.query('delete from bookings');
      await test.database.query('update slots set taken = 0');
      continue;
    }
    expect({ url, value, clear: [400, 404, 413, 422].includes(answer.statusCode) }).toEqual({
      url,
      value,
      clear: true,
    });
    expect(answer.json<{ title: string }>().title).toMatch(/\w/);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  }
  expect(await everything()).toBe(before);
  expect(test.logs.join('')).not.toMatch(new RegExp(`${CANARY}|evil|passwd`));
});

it.each([
  ['a body of 1 MB', '/api/bookings', 'application/json', `{"slotId":"${'x'.repeat(1_000_000)}"}`, 413],
  ['a form of 1 MB', '/en/lost-link', 'application/x-www-form-urlencoded', `reference=${'x'.repeat(1_000_000)}`, 413],
  ['text that is no JSON', '/api/bookings', 'application/json', `{"contact": ${CANARY}`, 400],
  ['a body of another type', '/api/bookings', 'text/xml', `<a>${CANARY}</a>`, 415],
  ['JSON with a prototype in it', '/api/bookings', 'application/json', '{"__proto__":{"slotId":"x"}}', 400],
])('refuses %s', async (_, url, type, payload, status) => {
  test.logs.length = 0;
  const headers = { 'content-type': type, 'sec-fetch-site': 'same-origin', 'idempotency-key': randomUUID() };
  const answer = await test.app.inject({ method: 'POST', url, headers, payload });
  expect(answer.statusCode).toBe(status);
  expect(test.logs.join('')).not.toContain(CANARY);
});

it('answers strange addresses with a 404, in the form of the place', async () => {
  for (const path of [
    '/nowhere',
    '/en/clinics/..%2f..',
    '/xx',
    '/en/book/1',
    '/%E0%A4%A',
    '/en/clinics/%00',
    '/.env',
  ]) {
    const answer = await test.app.inject({ url: path });
    expect([400, 404]).toContain(answer.statusCode);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
  }
  const api = await test.app.inject({ url: `/api/${CANARY}` });
  expect([api.statusCode, api.json()]).toMatchObject([404, { code: 'not_found' }]);
});
