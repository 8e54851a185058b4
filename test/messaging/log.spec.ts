import { randomUUID } from 'node:crypto';
import type { Role } from '../../src/access/permissions.js';
import { rememberBad } from '../../src/messaging/bad-addresses.js';
import { queueMessages } from '../../src/messaging/outbox.js';
import { Sealer } from '../../src/platform/sealing.js';
import type { Booked } from '../support/bookings.js';
import { booked, tokenOf } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { postForm, signedIn } from '../support/staff.js';

/** What the team sees of what was sent: of a clinic, of a booking, by day; and what it sends again. */
let test: MessagingApp;
let clinic: MadeClinic;
let other: MadeClinic;
let ana: Booked;
let luz: Booked;

const ANA = { fullName: 'Zyxandra Silva', phone: '+16175557201', email: 'zyx@example.org', emailConsent: true };
const LUZ = { fullName: 'Canarez Rojas', phone: '+16175557202', language: 'es' };

beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z');
  clinic = await makeClinic(test, { title: 'Grove Hall', day: '2026-12-12', capacity: 40 });
  other = await makeClinic(test, { title: 'Codman Square', day: '2026-12-13', capacity: 40 });
  ana = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', ANA));
  luz = await booked(test, bookingBody(clinic.slots[1]?.id ?? '', LUZ));
  await test.dispatch();
  await report(LUZ.phone, 'undelivered', '30005');
  await report(ANA.phone, 'delivered');
});
afterAll(() => test.close());

async function report(phone: string, status: string, errorCode?: string) {
  const sms = test.sms.to(phone).at(-1);
  if (!sms) throw new Error(`nothing was sent to ${phone}`);
  expect(await test.sms.report(test.url, sms, status, { errorCode })).toBe(204);
}

async function pageOf(role: Role, clinics: string[] = []) {
  const member = await signedIn(test, role, { clinics });
  const page = new PlainBrowser(test);
  page.jar.set(member.browserCookie.name, member.browserCookie.value);
  return { page, member };
}
const pathOf = ({ id }: MadeClinic) => `/staff/clinics/${id}/messages`;
const spaced = (reference: string) => `${reference.slice(0, 3)} ${reference.slice(3)}`;
const later = (minutes: number) => void (test.clock.at = new Date(test.clock.at.getTime() + minutes * 60_000));

it('says of each message what it was, to whom, when, by which way, what it cost, and what became of it; it names nobody', async () => {
  const { page } = await pageOf('phone_desk');
  await page.open(pathOf(clinic));
  expect([page.status, page.title]).toEqual([200, 'Messages']);
  expect(page.text).toContain(`Confirmation of the place to ${spaced(ana.reference)}Arrived`);
  expect(page.text).toContain(
    `Confirmation of the place to ${spaced(luz.reference)}Did not arrive: the number is not in use`,
  );
  expect(page.text).toMatch(/Text · Spanish · sent Tuesday, December 1, 10:00 am · \d segments, \d\.\d¢/);
  expect(page.text).toMatch(/Given to the mail server ?Email · English · sent Tuesday/);
  expect(page.html).not.toMatch(/zyx|canarez|silva|rojas|5557201|5557202/i);

  await page.follow('Trouble only');
  expect(page.text).toContain(spaced(luz.reference));
  expect(page.text).not.toContain(spaced(ana.reference));
  await page.follow(spaced(luz.reference));
  expect([page.title, page.links.some(({ words }) => words === spaced(ana.reference))]).toEqual([
    `Messages to ${spaced(luz.reference)}`,
    false,
  ]);
});

it('the same as JSON, with totals that add up, page by page', async () => {
  const { member } = await pageOf('coordinator', [clinic.id]);
  const get = async (query = '') => {
    const url = `/api/admin/clinics/${clinic.id}/messages${query}`;
    return (await test.app.inject({ url, headers: { cookie: member.cookie } })).json<{
      messages: { kind: string; channel: string; state: string; reference: string; segments: number | null }[];
      totals: { messages: number; segments: number; cost: number; trouble: number };
      nextPage: number | null;
    }>();
  };
  const all = await get();
  expect(all.messages.map(({ channel, state }) => `${channel} ${state}`).sort()).toEqual([
    'email sent',
    'sms delivered',
    'sms undelivered',
  ]);
  const segments = all.messages.reduce((sum, one) => sum + (one.segments ?? 0), 0);
  expect(segments).toBeGreaterThan(2);
  expect(all.totals).toMatchObject({ messages: 3, texts: 2, trouble: 1, segments, cost: segments * 0.0113 });
  expect(await get(`?reference=${luz.reference}`)).toMatchObject({ messages: [{ reference: luz.reference }] });
  expect(await get('?trouble=only')).toMatchObject({ messages: [{ state: 'undelivered', errorCode: '30005' }] });

  const many = Array.from({ length: 50 }, () => {
    const about = { clinicId: other.id, subjectType: 'booking', subjectId: randomUUID(), kind: 'booking_confirmed' };
    return { ...about, channel: 'sms' as const, dedupeKey: randomUUID(), dueAt: new Date('2026-12-20T00:00:00Z') };
  });
  await test.database.transaction((tx) => queueMessages(tx, [...many, { ...many[0]!, dedupeKey: randomUUID() }]));
  const { page } = await pageOf('admin');
  await page.open(pathOf(other));
  expect(page.text.match(/Waits to go out/g)).toHaveLength(50);
  await page.follow('Older');
  expect(page.text.match(/Waits to go out/g)).toHaveLength(1);
  expect((await page.open(`${pathOf(other)}?page=9`)).text).toContain('There are no older ones.');
});

it('shows nothing of clinics outside of what one sees, and nothing at all to intake', async () => {
  const { page, member } = await pageOf('coordinator', [other.id]);
  expect((await page.open(pathOf(clinic))).status).toBe(404);
  expect((await page.open(`${pathOf(other)}?reference=${ana.reference}`)).text).toContain('Nothing was sent yet');
  const { page: intake } = await pageOf('intake', [clinic.id]);
  expect((await intake.open(pathOf(clinic))).status).toBe(403);
  const [message] = await test.outbox(luz.reference);
  const resend = (at: MadeClinic) =>
    postForm(test, `${pathOf(at)}/${message?.id}/resend`, {}, { cookie: member.cookie });
  expect([(await resend(clinic)).statusCode, (await resend(other)).statusCode]).toEqual([404, 404]);
});

describe('sent again', () => {
  it('goes once to the number on file, also where it was given up, and leaves its row', async () => {
    later(2);
    const sealer = test.app.get(Sealer);
    const at = test.clock.at;
    await test.database.transaction((tx) => rememberBad(tx, sealer, 'sms', { to: LUZ.phone, code: '30005', at }));
    const { page, member } = await pageOf('phone_desk');
    await page.open(`${pathOf(clinic)}?reference=${luz.reference}`);
    const before = test.sms.to(LUZ.phone).length;
    await page.press('Send it again');
    expect(page.text).toContain('It goes out again, if it is still true');
    expect(page.text).toContain('Waits to go out');
    // A second press of the same page, in the same minute.
    const [first] = await test.outbox(luz.reference);
    const again = await postForm(test, `${pathOf(clinic)}/${first?.id}/resend`, {}, { cookie: member.cookie });
    const sent = await page.open(again.headers.location ?? '');
    expect([again.statusCode, sent.text]).toEqual([303, expect.stringContaining('It is on its way already.')]);
    expect(await test.database.query('select 1 from bad_addresses')).toEqual([]);
    await test.dispatch();
    expect(test.sms.to(LUZ.phone)).toHaveLength(before + 1);
    await report(LUZ.phone, 'delivered');
    await page.open(`${pathOf(clinic)}?reference=${luz.reference}`);
    expect(page.text).toMatch(/Arrived.*Did not arrive/);
    const rows = await test.database.query(
      `select actor, reason, clinic_id as clinic from audit_events where action = 'message_resent'`,
    );
    expect(rows).toEqual([{ actor: `staff:${member.id}`, reason: 'booking_confirmed', clinic: clinic.id }]);
  });

  it('is asked anew whether it is true: a confirmation of what was cancelled meanwhile does not go', async () => {
    later(2);
    await test.app.inject({ method: 'POST', url: `/api/bookings/${tokenOf(ana)}/cancel`, payload: {} });
    await test.dispatch();
    later(2);
    const { page } = await pageOf('admin');
    const sent = [test.sms.to(ANA.phone).length, test.mail.to(ANA.email).length];
    const [email] = await test.outbox(ana.reference);
    await page.open(`${pathOf(clinic)}?reference=${ana.reference}`);
    const path = `${pathOf(clinic)}/${email?.id}/resend`;
    const cookie = [...page.jar].map((pair) => pair.join('=')).join('; ');
    expect((await postForm(test, path, {}, { cookie })).statusCode).toBe(303);
    await test.dispatch();
    expect([test.sms.to(ANA.phone).length, test.mail.to(ANA.email).length]).toEqual(sent);
    await page.open(`${pathOf(clinic)}?reference=${ana.reference}`);
    expect(page.text).toContain('Not sent: it was no longer true');
  });
});

it('what went to somebody who moved to another clinic stays on the list; they are written to from where they are', async () => {
  const third = await makeClinic(test, { title: 'Uphams Corner', day: '2026-12-14' });
  const moved = await booked(test, bookingBody(clinic.slots[0]?.id ?? ''));
  await test.dispatch();
  later(2);
  await test.app.inject({
    method: 'POST',
    url: `/api/bookings/${tokenOf(moved)}/move`,
    payload: { slotId: third.slots[0]?.id },
  });
  const { page, member } = await pageOf('coordinator', [clinic.id]);
  await page.open(pathOf(clinic));
  expect(page.text).toContain(spaced(moved.reference));
  expect(page.links.some(({ words }) => words === spaced(moved.reference))).toBe(false);
  const [first] = await test.outbox(moved.reference);
  const resend = (at: MadeClinic) => postForm(test, `${pathOf(at)}/${first?.id}/resend`, {}, { cookie: member.cookie });
  expect([(await resend(clinic)).statusCode, (await resend(third)).statusCode]).toEqual([404, 404]);
  const { page: desk } = await pageOf('phone_desk');
  await desk.open(`${pathOf(third)}?reference=${moved.reference}`);
  expect(desk.text).toMatch(/New time.*Confirmation of the place/);
});

it('by day: what was sent, what became of it and what it cost; of one’s clinics, and of the whole account', async () => {
  const { page } = await pageOf('admin');
  await page.open('/staff/messages');
  expect(page.title).toBe('What was sent and spent');
  const [day] =
    /<tr><th scope="row">Tuesday, December 1<\/th>(.*?)<\/tr>/.exec(page.html.replace(/>\s+</g, '><')) ?? [];
  const cells = [...(day ?? '').matchAll(/<td>([^<]*)<\/td>/g)].map(([, cell]) => cell);
  // Texts: three confirmations, one sent again, one of a place given back, one of a new time.
  expect([cells[0], cells[6]]).toEqual(['6', '1']);
  expect(cells[2]).toMatch(/^\d\d?\.\d¢$/);

  const { page: coordinator } = await pageOf('coordinator', [other.id]);
  await coordinator.open('/staff/messages');
  expect(coordinator.text).toContain('Everything, the last 30 days');
  expect(coordinator.text).toMatch(/The clinics that you see, the last 30 days Nothing was sent/);
  const { page: desk } = await pageOf('phone_desk');
  expect((await desk.open('/staff/messages')).text).not.toContain('Everything');
});
