import { FormTokens } from '../../src/platform/form-tokens.js';
import type { Booked } from '../support/bookings.js';
import { booked, tokenOf } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import { routesOf } from '../support/routes.js';
import type { TestApp } from '../support/test-app.js';
import { TestClock, startTestApp } from '../support/test-app.js';

const clock = new TestClock(new Date('2026-05-04T12:00:00Z'));
let test: TestApp;
let pages: { path: string; url: string }[];

beforeAll(async () => {
  test = await startTestApp({ clock });
  const clinic = await makeClinic(test);
  const [first = '', second = ''] = clinic.slots.map((slot) => slot.id);
  const booking: Booked = await booked(test, bookingBody(first));
  const values: Record<string, string> = { locale: 'en', slotId: second, token: tokenOf(booking) };
  pages = routesOf(test)
    .filter(({ method, path, fromAnywhere }) => method !== 'GET' && !/^\/(api|webhooks)\//.test(path) && !fromAnywhere)
    .map(({ path }) => ({ path, url: path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? clinic.id) }));
});
afterAll(() => test.close());

function post(url: string, site?: string, token?: string) {
  const form = new URLSearchParams({ name: 'Ana', step: 'book', ...(token !== undefined && { form: token }) });
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    origin: 'null',
    ...(site && { 'sec-fetch-site': site }),
  };
  return test.app.inject({ method: 'POST', url, headers, payload: form.toString() });
}

const everything = () =>
  test.database.query(`select 'b', t::text from bookings t union all select 's', t::text from slots t order by 1, 2`);

it('no page takes what another site sent, whatever token it brought', async () => {
  expect(pages.map(({ path }) => path)).toEqual(expect.arrayContaining(['/m/:token/cancel', '/:locale/book/:slotId']));
  const before = await everything();
  const token = test.app.get(FormTokens).issue();
  for (const { path, url } of pages) {
    for (const site of ['cross-site', 'same-site', 'unheard-of']) {
      expect({ path, site, status: (await post(url, site, token)).statusCode }).toEqual({ path, site, status: 403 });
    }
  }
  expect(await everything()).toEqual(before);
});

it('a browser that does not say where a form is from must bring our token, genuine and not older than a day', async () => {
  const before = await everything();
  const old = test.app.get(FormTokens).issue();
  clock.at = new Date(clock.at.getTime() + 25 * 60 * 60 * 1000);
  const token = test.app.get(FormTokens).issue();
  // Whatever the token is by chance, these differ from it.
  const other = (letter: string) => (letter === 'A' ? 'B' : 'A');
  const forged = [undefined, '', 'x', token.replace(/.(?=.$)/, other), token.replace(/^./, other), old];
  for (const { path, url } of pages) {
    for (const form of forged) {
      expect({ path, form, status: (await post(url, undefined, form)).statusCode }).toEqual({
        path,
        form,
        status: 403,
      });
    }
  }
  expect(await everything()).toEqual(before);
});

it('one form may be posted from anywhere: its address is the proof, and no session is asked for', () => {
  const open = routesOf(test).filter(({ fromAnywhere }) => fromAnywhere);
  expect(open).toMatchObject([{ method: 'POST', path: '/unsubscribe/:bookingId/:proof', open: true, body: false }]);
});

it('our own form gets in both ways; so the refusals above are about where it came from', async () => {
  const token = test.app.get(FormTokens).issue();
  for (const { path, url } of pages) {
    for (const answer of [await post(url, 'same-origin'), await post(url, undefined, token)]) {
      // The key of the preview mailbox is missing here, which is a 403 of its own page.
      const refused = answer.statusCode === 403 && !answer.body.includes('name="key"');
      expect({ path, status: answer.statusCode, refused }).toMatchObject({ path, refused: false });
    }
  }
});
