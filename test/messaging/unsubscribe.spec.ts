import { eraseBookings } from '../../src/bookings/erasure/erase-bookings.js';
import { booked, tokenOf } from '../support/bookings.js';
import type { Booked } from '../support/bookings.js';
import { deskOf, idOf } from '../support/caller-desk.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { PUBLIC_URL, startMessagingApp } from '../support/messaging-app.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { postForm, signedIn } from '../support/staff.js';

let test: MessagingApp;
let clinic: MadeClinic;
let people = 0;

beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z');
  clinic = await makeClinic(test, { capacity: 100 });
});
afterAll(() => test.close());

/** Somebody who gets emails and texts, with the header of the first email; its address is one of ours. */
async function reader(language = 'en', email = `reader${++people}@example.org`) {
  const booking = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { email, emailConsent: true, language }));
  await test.dispatch();
  const raw = test.mail.to(email).at(-1)?.raw ?? '';
  const address = /^List-Unsubscribe: <([^>]+)>\r$/m.exec(raw)?.[1] ?? '';
  return { booking, email, address, path: address.slice(PUBLIC_URL.length) };
}

/** As a mail provider does: no cookie, no word of where it is from, and nothing but what the header asks for. */
const click = (path: string, how: 'urlencoded' | 'multipart' = 'multipart') => {
  const form = how === 'multipart' ? new FormData() : new URLSearchParams();
  form.append('List-Unsubscribe', 'One-Click');
  return fetch(test.url + path, { method: 'POST', body: form, redirect: 'manual' });
};
const move = ({ manageUrl }: Booked, slot: number) =>
  test.app.inject({
    method: 'POST',
    url: `/api/bookings/${tokenOf({ manageUrl })}/move`,
    payload: { slotId: clinic.slots[slot]?.id },
  });
const stopped = () => test.database.query(`select reason from opt_outs where channel = 'email'`);
const history = (reference: string) =>
  test.database.query(
    `select kind, actor from booking_events e join bookings b on b.id = e.booking_id where reference = $1 order by e.id`,
    [reference],
  );

it('each email about a booking says where one click stops it; the link is in its foot, and names nobody', async () => {
  const { booking, email, address } = await reader();
  await move(booking, 1);
  await test.dispatch();
  const mails = test.mail.to(email);
  expect(mails).toHaveLength(2);
  expect(address).toMatch(/^https:\/\/clinics\.example\.org\/unsubscribe\/[\da-f-]{36}\/[1-9A-HJ-NP-Za-km-z]{22}$/);
  for (const mail of mails) {
    expect(mail.raw).toContain(
      `\r\nList-Unsubscribe: <${address}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n`,
    );
    expect(mail.text).toContain(`Stop these emails: ${address}`);
    expect(mail.html).toMatch(new RegExp(`href="${address}"[^>]*>Stop these emails<`));
  }
});

it('what the team gets of us has no such header', async () => {
  const { cookie } = await signedIn(test, 'admin');
  const form = { name: 'New Person', email: 'new.person@example.org', role: 'intake' };
  expect((await postForm(test, '/staff/people/invite', form, { cookie })).statusCode).toBe(303);
  await test.dispatch();
  const [mail] = test.mail.to('new.person@example.org');
  expect(mail?.subject).toBeDefined();
  expect(mail?.raw).not.toMatch(/unsubscribe/i);
});

it('opening the address changes nothing; its button stops the emails, in the language of the reader', async () => {
  const { booking, email, path } = await reader('es');
  const page = await new PlainBrowser(test).open(path);
  expect([page.status, page.title]).toEqual([200, '¿Dejar de recibir correos?']);
  expect(page.html).toContain('<html lang="es" dir="ltr">');
  await page.follow('English');
  expect([page.title, page.text.includes('This does not cancel it.')]).toEqual(['Stop our emails?', true]);
  expect(page.html).toContain('tel:+16173505480');
  for (const said of [booking.reference, booking.manageUrl, email, 'Test Person'])
    expect(page.html).not.toContain(said);
  expect([await stopped(), await history(booking.reference)]).toEqual([[], []]);
  await page.press('Stop the emails');
  expect([page.status, page.title]).toEqual([200, 'We send you no more emails']);
  expect(await stopped()).toEqual([{ reason: 'unsubscribed' }]);
  const first = page.html;
  await (await page.open(`${path}?lang=en`)).press('Stop the emails');
  expect(page.html).toBe(first);
  // In the other language it is the answer again, not the question.
  await page.press('Español');
  expect([page.status, page.title]).toEqual([200, 'Ya no le enviamos correos']);
  expect(await history(booking.reference)).toEqual([{ kind: 'messages_stopped', actor: 'applicant' }]);
});

describe.each(['urlencoded', 'multipart'] as const)('one click in a mail program (%s)', (how) => {
  it('is answered at once; no email goes any more, to any booking of the address; texts still do', async () => {
    const { booking, email, path } = await reader();
    const other = await reader('en', email);
    await move(booking, 1);
    const answer = await click(path, how);
    expect([answer.status, answer.headers.get('set-cookie'), answer.headers.get('cache-control')]).toEqual([
      200,
      null,
      'no-store',
    ]);
    await move(other.booking, 1);
    await test.dispatch();
    for (const { reference } of [booking, other.booking]) {
      const told = (await test.outbox(reference)).filter(({ kind }) => kind === 'booking_moved');
      expect(told.map(({ channel, state, errorCode }) => [channel, state, errorCode])).toEqual([
        ['email', 'suppressed', 'opted_out'],
        ['sms', 'sent', null],
      ]);
    }
    expect(test.mail.to(email)).toHaveLength(2);
    expect(await (await click(path, how)).text()).toBe(await answer.text());
    expect((await history(booking.reference)).map((event) => (event as { kind: string }).kind)).toEqual([
      'moved',
      'messages_stopped',
    ]);
    const { statusCode } = await test.app.inject({ url: `/api/bookings/${tokenOf(booking)}` });
    expect(statusCode).toBe(200);
  });
});

it('whoever is signed in on the same machine changes nothing of that, and a form of another site neither', async () => {
  const { path } = await reader();
  const { cookie } = await signedIn(test, 'coordinator');
  const before = await stopped();
  const headers = { cookie, 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' };
  expect((await test.app.inject({ method: 'POST', url: path, headers, payload: 'a=b' })).statusCode).toBe(200);
  expect(await stopped()).toHaveLength(before.length + 1);
});

describe('what the team corrects on the phone', () => {
  const opened = async (path: string) => (await test.app.inject({ url: path })).statusCode;
  async function corrected() {
    const one = await reader();
    const [desk, id] = [await deskOf(test), await idOf(test, one.booking.reference)];
    await desk.ask({ id });
    const correct = async (payload: object) => expect((await desk.send('PATCH', id, payload)).statusCode).toBe(200);
    /** The address in the newest email to them. */
    const newest = async (email: string) => {
      await test.dispatch();
      const raw = test.mail.to(email).at(-1)?.raw ?? '';
      return /^List-Unsubscribe: <([^>]+)>\r$/m.exec(raw)?.[1]?.slice(PUBLIC_URL.length) ?? '';
    };
    return { ...one, correct, newest };
  }

  it('another number ends the link, and no address in an email: it stops the emails still', async () => {
    const { booking, email, path, correct, newest } = await corrected();
    for (const phone of ['617-555-0171', '617-555-0172']) await correct({ phone });
    expect(await newest(email)).toBe(path);
    expect([await opened(path), await opened(`/m/${tokenOf(booking)}`)]).toEqual([200, 404]);
    expect((await click(path)).status).toBe(200);
    await correct({ phone: '617-555-0173' });
    await test.dispatch();
    expect((await test.outbox(booking.reference)).filter(({ channel }) => channel === 'email').at(-1)).toMatchObject({
      state: 'suppressed',
      errorCode: 'opted_out',
    });
  });

  it('another email ends the address in those to the one before, whatever follows', async () => {
    const { path, correct, newest } = await corrected();
    const other = `other${++people}@example.org`;
    await correct({ email: other });
    const next = await newest(other);
    await correct({ phone: '617-555-0174' });
    expect(next).not.toBe(path);
    expect([await opened(path), await opened(next)]).toEqual([404, 200]);
    await correct({ email: '' });
    expect([await opened(path), await opened(next)]).toEqual([404, 404]);
  });
});

it('a wrong address and one of what is erased are the same 404, and stop nothing; none opens a booking', async () => {
  const [one, two] = [await reader(), await reader()];
  const gone = await reader();
  const [row] = await test.database.query<{ id: string }>('select id from bookings where reference = $1', [
    gone.booking.reference,
  ]);
  await test.database.transaction((tx) => eraseBookings(tx, [row?.id ?? ''], 'retention', test.clock.at));
  const noEmail = await reader();
  await test.database.query('update bookings set email = null, email_ix = null where reference = $1', [
    noEmail.booking.reference,
  ]);
  const [, , id = '', proof = ''] = one.path.split('/');
  const before = await stopped();
  const wrong = [
    `/unsubscribe/${id}/${two.path.split('/')[3]}`,
    `/unsubscribe/${id}/${proof.slice(0, -1)}`,
    `/unsubscribe/${id}/${tokenOf(one.booking)}`,
    `/unsubscribe/${id.toUpperCase()}x/${proof}`,
    `/unsubscribe/00000000-0000-4000-8000-000000000000/${proof}`,
    gone.path,
    noEmail.path,
  ];
  const said = new Set<string>();
  for (const path of wrong) {
    for (const method of ['GET', 'POST'] as const) {
      const answer = await test.app.inject({ method, url: path, remoteAddress: '198.51.100.20' });
      expect({ path, method, status: answer.statusCode }).toEqual({ path, method, status: 404 });
      said.add(answer.body.replaceAll(/\d{2,}|[\da-f]{8}-[\da-f-]{27}/g, ''));
    }
  }
  expect(said.size).toBe(1);
  expect(await stopped()).toEqual(before);
  expect((await test.app.inject({ url: `/m/${proof}` })).statusCode).toBe(404);
});

it('who guesses is slowed down; who has the address is not', async () => {
  const { path } = await reader();
  const guess = () => test.app.inject({ method: 'POST', url: `${path.slice(0, -1)}!`, remoteAddress: '198.51.100.21' });
  for (let i = 0; i < 100; i++) expect((await guess()).statusCode).toBe(404);
  expect((await guess()).statusCode).toBe(429);
  const right = await test.app.inject({ method: 'POST', url: path, remoteAddress: '198.51.100.21' });
  expect(right.statusCode).toBe(200);
});

it('forms of several parts are read there alone, and not without an end', async () => {
  const { path } = await reader();
  const send = (url: string, size: number) => {
    const body = new FormData();
    body.append('List-Unsubscribe', 'x'.repeat(size));
    return fetch(test.url + url, { method: 'POST', body, redirect: 'manual' });
  };
  const statuses = [(await send(path, 10)).status, (await send(path, 5_000)).status];
  statuses.push((await send('/en/lost-link', 10)).status, (await send('/api/bookings', 10)).status);
  expect(statuses).toEqual([200, 413, 415, 415]);
});
