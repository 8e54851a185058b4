import { booked, tokenOf } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { TakenMail } from '../support/mail-server.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { PUBLIC_URL, startMessagingApp } from '../support/messaging-app.js';

let test: MessagingApp;
let clinic: MadeClinic;

beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z');
  // A Saturday, as the first clinic is.
  clinic = await makeClinic(test, { day: '2026-12-12', capacity: 50 });
});
afterAll(() => test.close());

const post = async (url: string, payload: object = {}) => {
  const answer = await test.app.inject({ method: 'POST', url, payload });
  expect(answer.statusCode).toBeLessThan(300);
};

/** Books for two people, takes one out, moves, loses the link and cancels; dispatch runs after each step. */
async function wholeLife(language: string, phone: string, email: string) {
  const contact = { fullName: 'Canary Contact', phone, email, language, smsConsent: true, emailConsent: true };
  const attendees = [{ fullName: 'Canary One' }, { fullName: 'Canary Two' }];
  const booking = await booked(test, { ...bookingBody(clinic.slots[0]?.id ?? ''), contact, attendees });
  const path = `/api/bookings/${tokenOf(booking)}`;
  await test.dispatch();
  await post(`${path}/attendees/${booking.attendees[1]?.id}/cancel`);
  await test.dispatch();
  await post(`${path}/move`, { slotId: clinic.slots[1]?.id });
  await test.dispatch();
  await post('/api/lost-links', { reference: booking.reference, email });
  await test.dispatch();
  await post(`${path}/cancel`);
  await test.dispatch();
  return booking;
}

const spaced = (reference: string) => `${reference.slice(0, 3)} ${reference.slice(3)}`;
const sequence = ({ raw }: { raw: string }) => /SEQUENCE:(\d+)/.exec(raw)?.[1];
const unfolded = (text: string) => text.replace(/\r?\n[ \t]/g, '');

/** The calendar part of a mail, for mail programs that understand it, and the file for those that do not. */
function calendars(mail: TakenMail) {
  const [file, ...others] = mail.attachments.filter(({ contentType }) => contentType === 'application/ics');
  expect(others).toEqual([]);
  expect(mail.raw.match(/^Content-Type: text\/calendar/gm)).toHaveLength(1);
  const method = /Content-Type: text\/calendar; charset=utf-8;\s+method=(\w+)/.exec(mail.raw)?.[1];
  return { method, raw: unfolded(file?.content.toString() ?? '') };
}

describe.each([
  {
    language: 'en',
    phone: '+16175550101',
    email: 'words.en@example.org',
    day: 'Saturday, December 12',
    firstLine: 'STOP to end',
    texts: [
      'You have a place',
      'One place is given back',
      'Your new time',
      'Here is your link',
      'Your place is given back',
    ],
    subjects: [
      'You have a place',
      'One place is given back',
      'Your place is moved',
      'Your link',
      'Your place is cancelled',
    ],
  },
  {
    language: 'es',
    phone: '+16175550102',
    email: 'words.es@example.org',
    day: 'sábado, 12 de diciembre',
    firstLine: 'STOP para terminar',
    texts: ['Tiene un lugar', 'Un lugar queda libre', 'Su nueva hora', 'Este es su enlace', 'Su lugar queda libre'],
    subjects: [
      'Usted tiene un lugar',
      'Un lugar queda libre',
      'Su lugar está cambiado',
      'Su enlace',
      'Su lugar está cancelado',
    ],
  },
])('in $language', ({ language, phone, email, day, firstLine, texts, subjects }) => {
  let reference = '';
  let manageUrl = '';
  beforeAll(async () => ({ reference, manageUrl } = await wholeLife(language, phone, email)));
  const times = ['9:30', '9:30', '10:00', '10:00', '10:00'];

  it('each message goes out once by SMS: when, where, reference, link', () => {
    const bodies = test.sms.to(phone).map(({ body }) => body);
    expect(bodies.map((body, i) => body.startsWith(texts[i] ?? '?'))).toEqual(Array(5).fill(true));
    for (const [i, body] of bodies.entries()) {
      const parts = ['Test Library clinic', day, times[i], spaced(reference), manageUrl];
      expect(parts.filter((part) => !body.includes(part ?? '?'))).toEqual([]);
      expect(body).not.toMatch(/canary/i);
    }
    expect(manageUrl.startsWith(`${PUBLIC_URL}/m/`)).toBe(true);
  });

  it('how to stop it stands in the first SMS to a number only', () => {
    const holding = test.sms.to(phone).map(({ body }) => body.includes(firstLine));
    expect(holding).toEqual([true, false, false, false, false]);
  });

  it('each message goes out once by email, as text and as HTML, and its subject names nobody', () => {
    const mails = test.mail.to(email);
    expect(mails.map(({ subject }) => subject?.split(':')[0])).toEqual(subjects);
    for (const [i, mail] of mails.entries()) {
      expect(mail.subject).toContain(`${day}, ${times[i]}`);
      for (const part of [day, times[i] ?? '?', 'Test Library', spaced(reference), manageUrl]) {
        expect(mail.text).toContain(part);
        expect(mail.html).toContain(part);
      }
      expect(mail.subject).not.toMatch(/canary/i);
      expect(mail.html).toContain(`<html lang="${language}" dir="ltr">`);
      expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    }
  });

  it('each email has a Message-ID of its own, made from the message', async () => {
    const ids = (await test.outbox(reference)).filter(({ channel }) => channel === 'email').map(({ id }) => id);
    const expected = ids.map((id) => `<${id}@example.org>`).sort();
    expect(
      test.mail
        .to(email)
        .map(({ messageId }) => messageId)
        .sort(),
    ).toEqual(expected);
  });

  it('each email holds one calendar part: the same event, revised, and cancelled at the end', () => {
    const parts = test.mail.to(email).map(calendars);
    expect(parts.map(({ method }) => method)).toEqual(['REQUEST', 'REQUEST', 'REQUEST', 'REQUEST', 'CANCEL']);
    expect(parts.map(sequence)).toEqual(['1', '2', '3', '3', '4']);
    expect(new Set(parts.map(({ raw }) => /UID:(\S+)/.exec(raw)?.[1])).size).toBe(1);
    const statuses = parts.map(({ raw }) => /STATUS:(\w+)/.exec(raw)?.[1]);
    expect(statuses).toEqual([...Array<string>(4).fill('CONFIRMED'), 'CANCELLED']);
    for (const { method, raw } of parts) expect(raw).toContain(`METHOD:${method}\r\n`);
  });

  it('all of them were sent, once, and nothing else', async () => {
    const rows = await test.outbox(reference);
    expect(rows.map(({ state, attempts }) => [state, attempts])).toEqual(Array(10).fill(['sent', 1]));
  });
});

/** What a reader sees of HTML: its words, and where its links lead. */
function readHtml(html: string) {
  const [, title = ''] = /<title>([^<]*)/.exec(html) ?? [];
  const seen = html.replace(/<head>.*<\/head>/s, '').replace(/<[^>]+>/g, ' ');
  return {
    title,
    words: wordsOf(decoded(seen)),
    links: [...html.matchAll(/ href="([^"]*)"/g)].map(([, href]) => decoded(href)),
  };
}
const decoded = (text = '') => text.replaceAll('&#39;', "'").replaceAll('&#34;', '"').replaceAll('&amp;', '&');
const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\d]+/gu));
const ADDRESS = /https?:\/\/\S+/g;

it.each(['en', 'es'])(
  'in %s, text and HTML say the same; no picture, nothing from elsewhere, no link but ours, the map and the call',
  async (language) => {
    const [mapUrl, call] = ['https://map.example.org/?q=1&z=2', 'https://video.example.org/room-1'];
    const email = `same.${language}@example.org`;
    for (const mode of ['in_person', 'virtual'] as const) {
      const where = await makeClinic(test, { mode });
      await test.database.query(
        'update venues set map_url = $2 where id = (select venue_id from clinics where id = $1)',
        [where.id, mapUrl],
      );
      const contact = { email, emailConsent: true, language };
      const booking = await booked(test, bookingBody(where.slots[0]?.id ?? '', contact));
      await test.dispatch();
      await post(`/api/bookings/${tokenOf(booking)}/cancel`);
      await test.dispatch();
      await post('/api/lost-links', { reference: booking.reference, email });
      await test.dispatch();
    }
    const mails = test.mail.to(email);
    const elsewhere = [];
    for (const { text = '', html, attachments, subject } of mails) {
      const page = readHtml(html || '');
      const ours = wordsOf(language === 'en' ? 'Citizenship Clinics' : 'Clínicas de Ciudadanía');
      const words = wordsOf(text.replace(ADDRESS, ''));
      expect([...page.words].filter((word) => !words.has(word) && !ours.has(word))).toEqual([]);
      expect([...words].filter((word) => !page.words.has(word))).toEqual([]);
      expect(text.match(ADDRESS)?.sort()).toEqual(page.links.sort());
      expect(subject).toContain(page.title);
      elsewhere.push(page.links.filter((link) => !link.startsWith(`${PUBLIC_URL}/`)));
      expect(html).not.toMatch(
        /<(?:img|picture|video|audio|object|embed|link|script|iframe|form|base)\b|url\(|@import|src=|background=/i,
      );
      expect(attachments.map(({ contentType, cid }) => [contentType, cid])).toEqual([
        ['text/calendar', undefined],
        ['application/ics', undefined],
      ]);
      for (const { content } of attachments) {
        const found = unfolded(content.toString()).match(ADDRESS) ?? [];
        expect(found.filter((link) => !link.startsWith(`${PUBLIC_URL}/`) && link !== call)).toEqual([]);
      }
    }
    expect(elsewhere).toEqual([[mapUrl], [], [], [call], [], []]);
    // A link that was asked for again does not say that there is a place.
    const [, cancelled, again] = mails;
    expect(again?.subject).toBe(cancelled?.subject);
  },
);

it('what people typed never becomes a header', async () => {
  // Nothing with a line break passes the form; here it stands where it cannot come from, and is still only text.
  const evil = 'Evil Library\r\nBcc: stranger@example.org\r\n\r\n<b>x</b>';
  const target = await makeClinic(test);
  const email = 'headers@example.org';
  await booked(
    test,
    bookingBody(target.slots[0]?.id ?? '', { email, emailConsent: true, phone: undefined, smsConsent: false }),
  );
  await test.database.query('update venues set name = $2 where id = (select venue_id from clinics where id = $1)', [
    target.id,
    evil,
  ]);
  await test.database.query('update clinics set title = $2, sms_name = $2 where id = $1', [target.id, evil]);
  await test.dispatch();
  const [mail, ...more] = test.mail.to(email);
  expect(more).toEqual([]);
  expect(mail?.recipients).toEqual([email]);
  expect([...(mail?.headers.keys() ?? [])].sort()).toEqual(
    ['auto-submitted', 'content-type', 'date', 'from', 'list', 'message-id', 'mime-version', 'subject', 'to'].sort(),
  );
  expect(test.mail.to('stranger@example.org')).toEqual([]);
  expect(mail?.html).not.toContain('<b>x</b>');
  // Nor a line of its own in the calendar file.
  expect(mail && calendars(mail).raw).not.toMatch(/^(?:Bcc|<b>)/m);
});
