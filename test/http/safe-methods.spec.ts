import { Dispatch } from '../../src/messaging/dispatch.js';
import type { PreviewedMessage } from '../../src/messaging/preview.view.js';
import { Sealer } from '../../src/platform/sealing.js';
import { booked, tokenOf } from '../support/bookings.js';
import { book, bookingBody, makeClinic } from '../support/factories.js';
import { PlainBrowser } from '../support/plain-browser.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp();
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
  const all = TABLES.map((table) => test.database.query(`select t::text as row from ${table} t order by 1`));
  return JSON.stringify(await Promise.all(all));
}

const path = (address: string) => new URL(address).href.slice(new URL(address).origin.length);

/** Every address of ours in texts as they were sent: SMS, both forms of an email, and its calendar file. */
function addressesIn(texts: string[]): string[] {
  const unfolded = texts.map((text) => text.replace(/\r?\n[ \t]/g, '').replaceAll('&amp;', '&'));
  const found = unfolded.flatMap((text) => text.match(/https?:\/\/[^\s"'<>\\]+/g) ?? []);
  return [...new Set(found)].filter((address) => address.startsWith(test.config.publicUrl)).sort();
}

it('GET and HEAD of every address in the messages themselves change nothing', async () => {
  const clinic = await makeClinic(test, { title: 'Messages' });
  const [first, second] = clinic.slots.map((slot) => slot.id);
  const contact = { email: 'bea@example.org', emailConsent: true };
  const kept = await booked(test, bookingBody(first ?? '', contact));
  const gone = await booked(test, bookingBody(first ?? '', contact));
  const send = async () => {
    while ((await test.app.get(Dispatch).round()) > 0);
  };
  await send();
  await test.app.inject({ method: 'POST', url: `/api/bookings/${tokenOf(kept)}/move`, payload: { slotId: second } });
  await test.app.inject({ method: 'POST', url: `/api/bookings/${tokenOf(gone)}/cancel` });
  await send();
  const sent = await test.database.query<{ kind: string; channel: string; state: string; body: string }>(
    'select kind, channel, state, body from messages where clinic_id = $1 order by kind, channel',
    [clinic.id],
  );
  const kinds = ['booking_cancelled', 'booking_confirmed', 'booking_moved'];
  const wanted = kinds.flatMap((kind) => ['email', 'sms'].map((channel) => `${kind} ${channel} sent`));
  expect([...new Set(sent.map((one) => `${one.kind} ${one.channel} ${one.state}`))]).toEqual(wanted);
  const sealer = test.app.get(Sealer);
  const bodies = sent.map(({ body }) => JSON.parse(sealer.open(body, 'messages.body')) as PreviewedMessage['body']);
  const texts = bodies.flatMap((body) =>
    [body?.text, body?.html, body?.calendar?.content].filter((one) => one !== undefined),
  );
  const addresses = addressesIn(texts);
  expect(addresses).toEqual(expect.arrayContaining([kept.manageUrl, gone.manageUrl]));
  expect(addresses.filter((address) => address.includes('/unsubscribe/'))).toHaveLength(2);
  // And what those pages lead to, as a scanner that follows links would.
  const further = await Promise.all(addresses.map(async (url) => (await new PlainBrowser(test).open(path(url))).links));
  const ours = further
    .flat()
    .map(({ href }) => href)
    .filter((href) => href.startsWith('/'));
  const before = await everything();
  for (const url of new Set([...addresses.map(path), ...ours])) {
    for (const method of ['GET', 'HEAD'] as const) {
      const { statusCode } = await test.app.inject({ method, url });
      expect({ url, method, ok: statusCode < 400 }).toEqual({ url, method, ok: true });
    }
  }
  expect(await everything()).toBe(before);
});

it('GET and HEAD of every address that a person is given change nothing', async () => {
  const clinic = await makeClinic(test);
  const [first, second] = clinic.slots.map((slot) => slot.id);
  const answer = await book(test, bookingBody(first ?? '', { email: 'ana@example.org', emailConsent: true }));
  const { manageUrl, calendarUrl } = answer.json<{ manageUrl: string; calendarUrl: string }>();
  const manage = new URL(manageUrl).pathname;
  const addresses = [
    ...['', '/done', '/cancel', '/move', `/move/${second}`].map((page) => manage + page),
    new URL(calendarUrl).pathname,
    `/api/bookings/${manage.split('/').at(-1)}`,
    ...['', `/clinics/${clinic.slug}`, `/clinics/${clinic.slug}/times`, `/book/${second}`, '/lost-link'].map(
      (p) => `/en${p}`,
    ),
  ];
  const before = await everything();
  for (const url of addresses) {
    for (const method of ['GET', 'HEAD'] as const) {
      const { statusCode } = await test.app.inject({ method, url });
      expect({ url, method, statusCode }).toEqual({ url, method, statusCode: 200 });
    }
  }
  expect(await everything()).toBe(before);
});

describe('headers', () => {
  it('are strict on every page, and what holds a token is never stored', async () => {
    const clinic = await makeClinic(test);
    const { manageUrl } = (await book(test, bookingBody(clinic.slots[0]?.id ?? ''))).json<{ manageUrl: string }>();
    const path = new URL(manageUrl).pathname;
    const pages = ['/en', path, `${path}/done`, '/nowhere', '/api/clinics', `/en/book/${clinic.slots[1]?.id}`];
    for (const url of pages) {
      const { headers } = await test.app.inject({ url });
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' });
      expect(headers['cache-control']).toMatch(['/en', '/api/clinics'].includes(url) ? /public/ : /no-store/);
    }
  });
});

describe('a form of another site', () => {
  const post = (headers: Record<string, string>, payload = '') =>
    test.app.inject({
      method: 'POST',
      url: '/en/lost-link',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload,
    });

  it('is refused by what the browser says, or without our token', async () => {
    const { body } = await test.app.inject({ url: '/en/lost-link' });
    const token = /name="form" value="([^"]+)"/.exec(body)?.[1] ?? '';
    expect(token).not.toBe('');
    for (const site of ['cross-site', 'same-site']) {
      expect((await post({ 'sec-fetch-site': site }, `form=${token}`)).statusCode).toBe(403);
    }
    expect((await post({})).statusCode).toBe(403);
    expect((await post({}, `form=${token.slice(0, -1)}_`)).statusCode).toBe(403);
    const fields = `reference=K7M4QP&phone=617-555-0100`;
    expect((await post({}, `form=${encodeURIComponent(token)}&${fields}`)).statusCode).toBe(200);
    expect((await post({ 'sec-fetch-site': 'same-origin' }, fields)).statusCode).toBe(200);
  });
});

it('answers health and the reference of the API', async () => {
  expect((await test.app.inject({ url: '/health/live' })).json()).toMatchObject({ status: 'ok' });
  expect((await test.app.inject({ url: '/health/ready' })).json()).toMatchObject({ database: 'ok' });
  const document = (await test.app.inject({ url: '/api/docs/openapi.json' })).json<{
    openapi: string;
    paths: object;
  }>();
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(['/api/bookings', '/api/clinics', '/api/lost-links']),
  );
  expect((await test.app.inject({ url: '/api/docs' })).statusCode).toBe(200);
});
