import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { eventually } from '../support/eventually.js';
import { book, bookingBody, makeClinic } from '../support/factories.js';
import { asOwner } from '../support/database.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

/** Stands in every request; it must turn up in no answer but the form's own, and in no log line. */
const CANARY = 'Zyxcanary';
const LANGUAGES = ['en', 'es'] as const;

let test: TestApp;
let free: string;
let full: string;
let slug: string;

beforeAll(async () => {
  test = await startTestApp();
  const clinic = await makeClinic(test, { capacity: 1 });
  [full = '', free = ''] = clinic.slots.map((slot) => slot.id);
  slug = clinic.slug;
  expect((await book(test, bookingBody(full))).statusCode).toBe(201);
});
afterAll(() => test.close());
beforeEach(() => void (test.logs.length = 0));

interface Call {
  method?: 'GET' | 'POST';
  url: string;
  form?: Record<string, string>;
  json?: object;
  site?: string;
  remoteAddress?: string;
}

function call({ method, url, form, json, site = 'same-origin', remoteAddress }: Call, language: string) {
  const type = json ? 'application/json' : 'application/x-www-form-urlencoded';
  const headers = {
    'accept-language': language,
    'sec-fetch-site': site,
    'user-agent': CANARY,
    'idempotency-key': randomUUID(),
    ...((form ?? json) && { 'content-type': type }),
  };
  const payload = json ?? (form && new URLSearchParams(form).toString());
  return test.app.inject({ method: method ?? (payload ? 'POST' : 'GET'), url, headers, payload, remoteAddress });
}

/** What a person sees: a whole page in their language, with a way on, and nothing of the cause. */
async function expectPage(request: Call, status: number, language: string) {
  const answer = await call(request, language);
  expect({ status: answer.statusCode, url: request.url }).toEqual({ status, url: request.url });
  expect(answer.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  });
  expect(answer.body).toContain(`<html lang="${language}"`);
  expect(answer.body).toMatch(/<h1[^>]*>[^<]+<\/h1>/);
  expect(answer.body).toContain('/assets/');
  expect(answer.body).toContain('617-350-5480');
  expectNothingOfTheCause(answer.body);
  return answer;
}

/** What a program gets: RFC 9457, in words of the language asked for. */
async function expectProblem(request: Call, status: number, code: string, language: string) {
  const answer = await call(request, language);
  expect(answer.headers).toMatchObject({
    'content-type': expect.stringMatching(/^application\/problem\+json/),
    'cache-control': 'no-store',
  });
  expect([answer.statusCode, answer.json()]).toMatchObject([status, { type: 'about:blank', status, code }]);
  expect(answer.json<{ title: string }>().title).not.toMatch(/^error\./);
  expectNothingOfTheCause(answer.body);
  return answer;
}

function expectNothingOfTheCause(body: string): void {
  expect(body).not.toMatch(/at \w+ \(|node_modules|select |relation|ECONN|127\.0\.0\.1|postgres|Error:/i);
  expect(test.logs.join('')).not.toMatch(new RegExp(`${CANARY}|relation|127\\.0\\.0\\.1|password`));
}

const person = { name: `${CANARY} Person`, phone: '617-555-0100', language: 'en', step: 'details' };
const big = { reference: CANARY.repeat(10_000) };

it.each(LANGUAGES)('403, 404, 409, 413 and 422, as a page and as a problem: %s', async (language) => {
  const book = (slotId: string, form: Record<string, string>) => ({ url: `/${language}/book/${slotId}`, form });
  await expectPage({ ...book(free, person), site: 'cross-site' }, 403, language);
  await expectPage({ url: `/${language}/clinics/${CANARY}` }, 404, language);
  await expectPage({ url: `/${CANARY}` }, 404, language);
  await expectPage({ url: `/${language}/lost-link`, form: big }, 413, language);

  // The form itself answers these two: in the same look, with what was typed kept in it.
  for (const [slotId, form, status] of [
    [full, person, 409],
    [free, { ...person, phone: '12' }, 422],
  ] as const) {
    const answer = await call(book(slotId, form), language);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
    expect(answer.body).toContain(`<html lang="${language}"`);
    expect(answer.body).toContain(person.name);
    expect(test.logs.join('')).not.toContain(CANARY);
  }

  const api = (json: object) => ({ url: '/api/bookings', json });
  await expectProblem({ url: `/api/${CANARY}` }, 404, 'not_found', language);
  await expectProblem(api(bookingBody(full)), 409, 'slot_full', language);
  const invalid = await expectProblem(api(bookingBody(free, { fullName: '' })), 422, 'invalid', language);
  expect(invalid.json()).toMatchObject({ errors: [{ field: 'contact.fullName', code: 'name_required' }] });
  await expectProblem(api(big), 413, 'too_large', language);
});

it('an error in one language differs from the same error in the other', async () => {
  const titles = LANGUAGES.map(
    async (language) => (await call({ url: '/api/nowhere' }, language)).json<{ title: string }>().title,
  );
  expect(new Set(await Promise.all(titles)).size).toBe(2);
});

it.each(LANGUAGES)('429 once the limit of an address is reached, with the seconds to wait: %s', async (language) => {
  const remoteAddress = language === 'en' ? '198.51.100.1' : '198.51.100.2';
  const ask = { url: `/${language}/lost-link`, form: { reference: 'K7M4QP', phone: '617-555-0100' }, remoteAddress };
  for (let i = 0; i < 20; i++) expect((await call(ask, language)).statusCode).toBe(200);
  const page = await expectPage(ask, 429, language);
  const json = { reference: 'K7M4QP', phone: '617-555-0100' };
  const problem = await expectProblem(
    { url: '/api/lost-links', json, remoteAddress },
    429,
    'too_many_requests',
    language,
  );
  for (const { headers } of [page, problem]) {
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(600);
  }
});

it.each(LANGUAGES)('500 when what must hold does not, and nothing is told of it: %s', async (language) => {
  await asOwner(test, 'alter table clinics rename to gone');
  try {
    await expectPage({ url: `/${language}?q=${CANARY}` }, 500, language);
    await expectPage({ url: `/${language}/book/${free}`, form: person }, 500, language);
    await expectProblem({ url: '/api/clinics' }, 500, 'internal', language);
    expect(test.logs.filter((line) => line.includes('request failed'))).toHaveLength(3);
    expect(test.logs.join('')).toContain('42P01');
  } finally {
    await asOwner(test, 'alter table gone rename to clinics');
  }
  expect((await call({ url: `/${language}` }, language)).statusCode).toBe(200);
});

it.each(LANGUAGES)('503 while the database is away, and everything again once it is back: %s', async (language) => {
  test.proxy.cut();
  try {
    for (const url of [`/${language}`, `/${language}/clinics/${slug}/times`]) {
      const page = await expectPage({ url }, 503, language);
      expect(page.headers['retry-after']).toBe('5');
    }
    await expectPage({ url: `/${language}/book/${free}`, form: person }, 503, language);
    for (const asked of [{ url: '/health/ready' }, { url: '/api/bookings', json: bookingBody(free) }]) {
      const problem = await expectProblem(asked, 503, 'unavailable', language);
      expect(problem.headers['retry-after']).toBe('5');
    }
    expect((await call({ url: '/health/live' }, language)).statusCode).toBe(200);
  } finally {
    test.proxy.restore();
  }
  await eventually(async () => expect((await call({ url: '/health/ready' }, language)).statusCode).toBe(200));
  expect((await call({ url: `/${language}` }, language)).statusCode).toBe(200);
});

it('503 also for the request that was under way when the connection broke', async () => {
  const url = '/en';
  await test.database.query('select 1'); // a connection lies ready
  const answers = Array.from({ length: 5 }, () => call({ url }, 'en'));
  setImmediate(() => test.proxy.cut());
  for (const { statusCode } of await Promise.all(answers)) expect([200, 503]).toContain(statusCode);
  expect((await call({ url }, 'en')).statusCode).toBe(503);
  test.proxy.restore();
  await eventually(async () => expect((await call({ url }, 'en')).statusCode).toBe(200));
});

it('sessions that the server ended while nobody used them are not noticed by anybody', async () => {
  await Promise.all(Array.from({ length: 5 }, () => call({ url: '/en' }, 'en')));
  const admin = new pg.Client({ connectionString: test.databaseUrl });
  await admin.connect();
  const ended = await admin.query(
    'select pg_terminate_backend(pid, 5000) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
  );
  await admin.end();
  expect(ended.rowCount).toBeGreaterThan(0);
  await eventually(async () => expect((await call({ url: '/en' }, 'en')).statusCode).toBe(200));
});
