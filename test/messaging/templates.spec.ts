import type { Role } from '../../src/access/permissions.js';
import { Purge } from '../../src/bookings/erasure/purge.js';
import { TEMPLATES } from '../../src/bookings/messages/templates/index.js';
import { Sealer } from '../../src/platform/sealing.js';
import { makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { PUBLIC_URL, startMessagingApp } from '../support/messaging-app.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { postForm, signedIn } from '../support/staff.js';

/** What the team sees of the messages, what it may add to them, and what it sends itself to try them. */
let test: MessagingApp;
let clinic: MadeClinic;
let video: MadeClinic;

beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z');
  clinic = await makeClinic(test, { title: 'Grove Hall Library', day: '2026-12-12' });
  video = await makeClinic(test, { title: 'Evening call', day: '2026-12-16', mode: 'virtual' });
});
afterAll(() => test.close());

async function pageOf(role: Role, clinics: string[] = []) {
  const member = await signedIn(test, role, { clinics });
  const page = new PlainBrowser(test);
  page.jar.set(member.browserCookie.name, member.browserCookie.value);
  return { page, member };
}
const LIST = '/staff/messages/templates';

it('every message stands there in every language and for each kind of clinic, with what it costs and why', async () => {
  const { page } = await pageOf('phone_desk');
  await page.open(LIST);
  expect([page.status, page.title]).toEqual([200, 'What we write to people']);
  for (const { title, sent } of TEMPLATES) expect([title, page.text]).toEqual([title, expect.stringContaining(sent)]);
  expect(page.text).toMatch(/English, in person: [12] segments?.* \(GSM-7\)/);
  expect(page.text).toMatch(/Spanish, in person: \d segments, \d with the first line \(UCS-2\)/);
  // A Saturday, at half past nine in Boston: as it would be sent.
  expect(page.text).toContain(
    `You have a place: Codman Square Library clinic, Saturday, December 12, 9:30 am. Reference K7M 4QP. ` +
      `See, move or give back: ${PUBLIC_URL}/m/xxxxxxxxxxxxxxxxxxxxxx`,
  );
  expect(page.text).toMatch(/Because of [^.]*á[^.]* this takes \d segments instead of \d\./);
  expect(page.text).toContain('Spanish: translated by a machine');
  expect(page.text).toMatch(/no messages yet in .*Haitian Creole.* written to in English/);
  expect(page.text).toContain('STOP');
  expect(page.text).not.toMatch(/[{}]/);

  await page.follow('See the email');
  expect(page.title).toBe('Confirmation of the place');
  await page.follow('Spanish, by video call');
  expect(page.text).toContain('Usted tiene un lugar');
  expect(page.text).not.toContain('Send a test');
  const frame = /<iframe[^>]* src="([^"]*)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const mail = await test.app.inject({ url: frame, headers: { cookie: [...page.jar].map((c) => c.join('=')).join() } });
  expect([mail.statusCode, mail.headers['content-security-policy']]).toEqual([200, expect.stringContaining('sandbox')]);
  expect(mail.body).toContain('https://video.example.org/j/1234567890');
});

it('shows one clinic with its own name, day and mode; nothing of one outside of what one sees', async () => {
  const { page } = await pageOf('coordinator', [video.id]);
  await page.open(`${LIST}?clinic=${video.id}`);
  expect(page.text).toContain('Wednesday, December 16, 9:30 am, Boston time');
  expect(page.text).not.toContain('in person');
  await page.open(`${LIST}/reminder_days?language=es&mode=virtual&days=7&clinic=${video.id}`);
  expect(page.text).toContain('Se acerca su cita: miércoles, 16 de diciembre, 9:30 am, hora de Boston');
  expect((await page.open(`${LIST}?clinic=${clinic.id}`)).status).toBe(404);
  expect((await page.open(`${LIST}/lost_link?clinic=${clinic.id}`)).status).toBe(404);
  expect((await page.open(`${LIST}/nothing_such`)).status).toBe(404);
  const { page: intake } = await pageOf('intake', [video.id]);
  expect((await intake.open(LIST)).status).toBe(403);
});

it('a sentence of the clinic’s own is kept as it is typed, once it is no link, names nothing and asks for no reply', async () => {
  const { page } = await pageOf('coordinator', [clinic.id]);
  await page.open(`/staff/clinics/${clinic.id}/texts`);
  for (const [typed, words] of [
    ['Visit www.example.com', 'No links here'],
    ['Your citizenship test', 'must not name citizenship or immigration'],
    ['Reply YES to keep it', 'Do not ask for a reply here'],
    ['x'.repeat(161), 'Write at most 160 characters'],
  ] as const) {
    await page.press('Keep these texts', { 'reminder-en': typed });
    expect([page.status, page.text]).toEqual([422, expect.stringContaining(words)]);
  }
  // What it costs is said before it is kept, and because of which letters.
  await page.press('See what reminders cost', { 'reminder-en': 'Park behind the library. '.repeat(5) });
  expect([page.status, page.title]).toEqual([200, 'What people read']);
  expect(page.text).toContain('The longest reminder takes 3 segments, and 2 segments without this sentence.');
  await page.press('See what reminders cost', { 'reminder-en': 'Café upstairs, at Mónica’s.' });
  expect(page.text).toContain('Because of ó this takes 5 segments instead of 2.');
  const kept = () => test.database.query('select 1 from clinic_texts where clinic_id = $1', [clinic.id]);
  expect(await kept()).toEqual([]);
  const sentence = 'Ring at {url} – {n, plural, other {#}} <b>twice</b>';
  await page.press('Keep these texts', { 'reminder-en': sentence, 'reminder-es': '' });
  expect(page.title).toBe('Grove Hall Library');
  await page.open(`/staff/clinics/${clinic.id}/texts`);
  expect(page.text).toContain('“One more sentence in reminders” has a text of its own, but not in Español');
  expect(page.formOf('Keep these texts', {}).body).toContain(
    new URLSearchParams({ 'reminder-en': sentence }).toString(),
  );
  // It follows the words of the reminders, in this language alone, with its sign made plain, and nothing else says it.
  await page.open(`${LIST}?clinic=${clinic.id}`);
  const said = page.text.split('Ring at {url} - {n, plural, other {#}} <b>twice</b>').length - 1;
  expect(said).toBe(
    TEMPLATES.filter(({ ownSentence, modes }) => ownSentence && !modes).flatMap((one) => one.daysBefore ?? [0]).length,
  );
});

describe('a test', () => {
  const rows = () => test.database.query<{ address: string | null }>('select address from test_sends');

  it('goes by email to whoever asks, and by text to the phone that they type; it says that it is one', async () => {
    const { page, member } = await pageOf('coordinator', [clinic.id]);
    await page.open(`${LIST}/booking_moved?language=es&mode=in_person&clinic=${clinic.id}`);
    await page.press('Email it to me');
    expect(page.text).toContain('The email is on its way');
    await page.press('Text it', { phone: '12' });
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('phone number needs 10 digits')]);
    await page.press('Text it', { phone: '617 555 7188' });
    expect(page.text).toContain('The text is on its way');
    await test.dispatch();
    const [mail] = test.mail.to(member.email);
    expect(mail?.subject).toMatch(/^TEST: .*: sábado, 12 de diciembre/);
    expect([mail?.text, mail?.html]).toEqual([expect.stringContaining('TEST: '), expect.stringContaining('TEST: ')]);
    const texts = test.sms.sent.filter(({ to }) => to === '+16175557188').map(({ body }) => body);
    expect(texts).toEqual([expect.stringMatching(/^TEST: .*sábado, 12 de diciembre[^]*\nPreguntas/)]);
    const audit = await test.database.query(
      `select subject_id as kind, clinic_id as clinic, reason from audit_events where action = 'test_sent' and actor = $1`,
      [`staff:${member.id}`],
    );
    expect(audit).toEqual(['email', 'sms'].map((reason) => ({ kind: 'booking_moved', clinic: clinic.id, reason })));
    // The number stands nowhere as it was typed.
    const kept = (await rows()).map(({ address }) => address).filter((address) => address !== null);
    expect(kept.map((sealed) => test.app.get(Sealer).open(sealed, 'test_sends.address'))).toEqual(['+16175557188']);
    expect(JSON.stringify(kept) + test.logs.join('')).not.toContain('5557188');
  });

  it('is forgotten a day later, with its words; one that has not gone by then does not go', async () => {
    const { page, member } = await pageOf('admin');
    await page.open(`${LIST}/lost_link`);
    await page.press('Email it to me');
    test.clock.at = new Date(test.clock.at.getTime() + 25 * 3_600_000);
    await test.app.get(Purge).run();
    await test.dispatch();
    expect(await rows()).toEqual([]);
    expect(test.mail.to(member.email)).toEqual([]);
    const left = await test.database.query<{ state: string; body: string | null }>(
      `select state, body from messages where kind = 'test_message' order by created_at`,
    );
    expect(left.map(({ body }) => body)).toEqual([null, null, null]);
    expect(left.at(-1)?.state).toBe('suppressed');
  });

  it('goes ten times an hour: that is said on the page, with what was typed', async () => {
    const { page } = await pageOf('admin');
    await page.open(`${LIST}/booking_moved`);
    for (let i = 0; i < 10; i++) await page.press('Email it to me');
    expect(page.text).toContain('The email is on its way');
    await page.press('Text it', { phone: '617 555 7199' });
    expect([page.status, page.text]).toEqual([429, expect.stringContaining('ten tests within an hour')]);
    expect(page.html).toContain('value="617 555 7199"');
  });

  it('may be asked for ten times in an hour, by whoever plans clinics', async () => {
    const { page } = await pageOf('coordinator');
    await page.open(`${LIST}/lost_link`);
    for (let i = 0; i < 10; i += 1) await page.press('Email it to me');
    expect(page.status).toBe(200);
    await page.press('Email it to me');
    expect(page.status).toBe(429);
    const { page: desk, member } = await pageOf('phone_desk');
    await desk.open(`${LIST}/lost_link`);
    const answer = await postForm(test, `${LIST}/lost_link/test`, { by: 'email' }, { cookie: member.cookie });
    expect(answer.statusCode).toBe(403);
  });
});
