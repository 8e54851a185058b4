import type { Role } from '../../src/access/permissions.js';
import { codeOf } from '../support/bookings.js';
import type { Card, Found } from '../support/caller-desk.js';
import { auditOf, bookFor, deskOf, freshPhone } from '../support/caller-desk.js';
import type { MadeClinic } from '../support/factories.js';
import { makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';

const NAME = 'Zyxandra Canary';

let test: MessagingApp;
let codman: MadeClinic;
let grove: MadeClinic;

beforeAll(async () => {
  test = await startMessagingApp('2026-11-30T15:00:00Z');
  codman = await makeClinic(test, { title: 'Codman Square', day: '2026-12-05', capacity: 9 });
  grove = await makeClinic(test, { title: 'Grove Hall', day: '2026-12-12', capacity: 9 });
});
afterAll(() => test.close());

const slot = (clinic: MadeClinic, n = 0) => clinic.slots[n]?.id ?? '';
const later = (minutes: number) => void (test.clock.at = new Date(test.clock.at.getTime() + minutes * 60_000));

it('finds whoever calls by number, reference, name and sound; each that is shown leaves its row, and no log tells', async () => {
  const phone = '+16175557142';
  const made = await bookFor(test, slot(codman), { fullName: 'José Núñez Silva', phone });
  await bookFor(test, slot(grove), { fullName: 'José Núñez Silva', phone });
  await bookFor(
    test,
    slot(codman),
    { fullName: 'Marie Saint-Fleur' },
    {
      attendees: [{ fullName: 'Marie Saint-Fleur' }, { fullName: 'Jozef Fleur' }],
    },
  );
  const { send, id } = await deskOf(test);
  const find = async (text: string) => (await send('POST', 'search', { find: text })).json<Found>();
  test.logs.length = 0;
  for (const text of [
    '617 555 7142',
    'six one seven, triple five, seven one four two',
    '7142',
    'nunez jose',
    'sylva',
    'silva nu',
  ]) {
    const { people } = await find(text);
    expect([text, people]).toMatchObject([text, [{ bookingId: made.id, name: 'José Núñez Silva', bookings: 2 }]]);
  }
  const spelled = [...made.reference].join(' ');
  expect(await find(spelled)).toMatchObject({ by: 'reference', people: [{ bookingId: made.id, bookings: 1 }] });
  expect((await find('joseph fleur')).people).toMatchObject([{ name: 'Jozef Fleur', bookedBy: 'Marie Saint-Fleur' }]);
  expect(await find('617 555 9999')).toMatchObject({ by: 'phone', people: [], more: false });
  expect(test.logs.join('')).not.toMatch(/nunez|silva|7142|fleur/i);
  const rows = await auditOf(test, made.id, 'viewed');
  expect(rows.map(({ reason }) => reason)).toContain('found by name');
  expect(new Set(rows.map(({ actor }) => actor))).toEqual(new Set([`staff:${id}`]));
});

it('shows at most twenty, and asks for more letters', async () => {
  const big = await makeClinic(test, { title: 'Big', day: '2026-12-20', capacity: 30 });
  const others = ['Amaro', 'Abreu', 'Brito', 'Costa', 'Duarte', 'Evora', 'Faria', 'Gama', 'Horta', 'Ivo', 'Jorge'];
  for (const last of [...others, ...others.map((name) => `${name}es`)])
    await bookFor(test, slot(big), { fullName: `Zulmira ${last}` });
  const { send } = await deskOf(test);
  const many = (await send('POST', 'search', { find: 'zulmi' })).json<Found>();
  expect([many.people.length, many.more]).toEqual([20, true]);
  const one = (await send('POST', 'search', { find: 'zulmi hortaes' })).json<Found>();
  expect([one.people.length, one.more]).toEqual([1, false]);
});

it('nobody is found or opened outside of the clinics that one calls for; what is over is still there', async () => {
  const made = await bookFor(test, slot(codman), { fullName: 'Quiteria Lobo' });
  const found = async (role: Role, clinics: string[] = []) => {
    const { send } = await deskOf(test, role, clinics);
    const people = (await send('POST', 'search', { find: 'quiteria' })).json<Found>().people?.length;
    return [people, (await send('GET', made.id)).statusCode];
  };
  expect(await found('phone_desk')).toEqual([1, 200]);
  expect(await found('coordinator', [codman.id])).toEqual([1, 200]);
  expect(await found('coordinator', [grove.id])).toEqual([0, 404]);
  expect(await found('intake', [codman.id])).toEqual([undefined, 403]);
  for (const [status, seen] of [
    ['completed', 1],
    ['cancelled', 1],
    ['draft', 0],
  ] as const) {
    await test.database.query('update clinics set status = $2 where id = $1', [codman.id, status]);
    expect(await found('phone_desk')).toEqual([seen, seen ? 200 : 404]);
  }
  await test.database.query(`update clinics set status = 'published' where id = $1`, [codman.id]);
});

it('before the check only what is to be compared is shown and nothing is changed; it counts for one person, one booking, half an hour', async () => {
  const phone = freshPhone();
  const made = await bookFor(test, slot(codman), { fullName: NAME, phone });
  const other = await bookFor(test, slot(grove), { fullName: NAME, phone });
  const { send, ask, id } = await deskOf(test);
  const first = (await send('GET', made.id)).json<Card>();
  expect(first).toMatchObject({ checked: false, compare: { fullName: NAME, phone } });
  expect([first.booking, first.history, first.messages]).toEqual([undefined, undefined, undefined]);
  const changes: [string, object][] = [
    ['move', { slotId: slot(codman, 1) }],
    ['cancel', {}],
    [`attendees/${made.attendees[0]?.id}/cancel`, {}],
    ['resend', {}],
    ['consents', { channel: 'sms', wanted: false }],
  ];
  for (const [what, body] of changes) {
    expect([what, codeOf(await send('POST', `${made.id}/${what}`, body))]).toEqual([what, 'identity_unchecked']);
  }
  expect(codeOf(await send('PATCH', made.id, { language: 'es' }))).toBe('identity_unchecked');
  for (const facts of [[], ['reference'], ['name', 'address'], ['name', 'name'], ['name', 'company']]) {
    expect([facts, (await ask(made, facts)).statusCode]).toEqual([facts, 422]);
  }
  expect((await ask(made)).json<Card>()).toMatchObject({
    checked: true,
    otherBookings: [{ id: other.id, checked: false }],
  });
  expect(await auditOf(test, made.id, 'caller_checked')).toEqual([{ actor: `staff:${id}`, reason: 'name, reference' }]);
  expect(codeOf(await send('POST', `${other.id}/cancel`, {}))).toBe('identity_unchecked');
  expect(codeOf(await (await deskOf(test)).send('POST', `${made.id}/cancel`, {}))).toBe('identity_unchecked');
  // Calling back proves the number, and all that stands under it.
  expect((await ask(made, ['name', 'called_back'])).json<Card>().otherBookings).toEqual([
    { id: other.id, checked: true },
  ]);
  // Who stands twice on bookings that nobody asked about is nobody's to read.
  const shy = await bookFor(test, slot(codman), { fullName: 'Somebody Else', phone });
  for (const clinic of [codman, grove]) await bookFor(test, slot(clinic), { fullName: 'Hidden Cousin', phone });
  const twice = async (facts?: string[]) => (await ask(shy, facts)).json<Card>().twiceBooked;
  expect([await twice(), await twice(['name', 'called_back'])]).toEqual([[NAME], [NAME, 'Hidden Cousin']]);
  later(31);
  expect(codeOf(await send('POST', `${made.id}/cancel`, {}))).toBe('identity_unchecked');
});

it('says whose hour it is where a video call is timed elsewhere: to compare, and to read out', async () => {
  const zone = 'America/Los_Angeles';
  const video = await makeClinic(test, { title: 'Video', mode: 'virtual', day: '2026-12-05', zone });
  const made = await bookFor(test, slot(video), { fullName: 'Ana Tavares' });
  const { cookie, ask } = await deskOf(test);
  const page = async () => (await test.app.inject({ url: `/staff/callers/${made.id}`, headers: { cookie } })).body;
  expect(await page()).toContain('Saturday, December 5, 9:30 am, Pacific Time');
  await ask(made);
  expect(await page()).toContain('You have a place on Saturday, December 5, at 9:30 am, Pacific Time, by video call.');
});

it('what is null in a correction is as if it were left out', async () => {
  const made = await bookFor(test, slot(codman), { fullName: 'Ana Tavares', email: 'ana@example.org' });
  const { send, ask } = await deskOf(test);
  await ask(made);
  const nothing = { name: null, phone: null, email: null, language: null, attendees: null, smsConsent: null };
  const answer = await send('PATCH', made.id, nothing);
  expect([answer.statusCode, answer.json<Card>().compare, answer.json<Card>().history.length]).toMatchObject([
    200,
    { fullName: 'Ana Tavares', email: 'ana@example.org' },
    1,
  ]);
});
