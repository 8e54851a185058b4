import { ReopenUnanswered } from '../../src/phone-desk/inbox/reopen-unanswered.js';
import { Inbox } from '../support/inbox.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { makeClinic } from '../support/factories.js';

const START = '2026-12-01T15:00:00Z';
let inbox: Inbox;
let test: MessagingApp;

beforeAll(async () => {
  inbox = await Inbox.start();
  test = inbox.test;
});
afterAll(() => test.close());
beforeEach(() => inbox.reset(START));

const later = (minutes: number) => (test.clock.at = new Date(test.clock.at.getTime() + minutes * 60_000));
const reopen = () => test.app.get(ReopenUnanswered).run();
describe('the list', () => {
  it('shows who waits for a person, the longest first, and below what the program answered', async () => {
    const rosa = await inbox.somebody({ fullName: 'Rosa Castillo' });
    const first = await rosa.write('¿Puedo llevar a mi hija?');
    later(10);
    const stranger = inbox.writer();
    await stranger.write('Is this the library?', { more: { NumMedia: '1' } });
    const ana = await inbox.somebody({ fullName: 'Ana Gomes', language: 'en' });
    await ana.write('1');
    const { count, waiting, recent } = await inbox.list();
    expect([count, waiting]).toMatchObject([
      2,
      [
        { id: first, who: 'Rosa', text: '¿Puedo llevar a mi hija?', language: 'es', reference: rosa.reference },
        { who: stranger.phone.replace(/^\+1(...)(...)/, '$1-$2-'), pictures: 1, reference: null },
      ],
    ]);
    expect(recent[0]).toMatchObject({ who: 'Ana', text: '1', answer: 'reply_coming' });
    const views = await test.database.query(
      `select 1 from audit_events where actor = $1 and action = 'viewed' and subject_id = $2`,
      [`staff:${inbox.maria.id}`, rosa.id],
    );
    expect(views).toHaveLength(1);
  });

  it('pages what needs no answer, and shows nobody of a clinic that one may not see', async () => {
    const draft = await makeClinic(test, { day: '2026-12-19', capacity: 50 });
    const hidden = await inbox.somebody({}, draft);
    const id = await hidden.write('¿Puedo llevar a mi hija?');
    await test.database.query(`update clinics set status = 'draft' where id = $1`, [draft.id]);
    expect((await inbox.list()).waiting).toEqual([]);
    expect((await inbox.api('GET', `/${id}`)).status).toBe(404);
    const blind = await inbox.api('POST', `/${id}/answer`, { words: 'Sí', seen: 1, answers: 0 });
    expect(blind.status).toBe(404);
    expect((await inbox.list(inbox.anita)).waiting).toHaveLength(1);
    for (let i = 0; i < 27; i++) await inbox.writer().write('1');
    expect((await inbox.list()).recent).toHaveLength(25);
    const page = inbox.page();
    await page.open('/staff/replies');
    await page.follow('Older');
    expect([page.status, page.links.some(({ words }) => words === 'Newer')]).toEqual([200, true]);
  });
});

describe('an answer', () => {
  it('goes once however often it is sent, in the conversation and to the phone, and ends the waiting', async () => {
    const rosa = await inbox.somebody();
    later(1);
    const id = await rosa.write('¿Puedo llevar a mi hija?');
    const { waiting, answers } = await inbox.talk(id);
    const body = { words: 'Sí, traiga a su hija.', seen: waiting?.revision, answers };
    const send = (words = body.words) =>
      inbox.api<{ closed: boolean }>('POST', `/${id}/answer`, { ...body, words }, inbox.maria, 'the-same-key');
    const all = await Promise.all([send(), send(), send()]);
    expect(all.map(({ status, body: { closed } }) => [status, closed])).toEqual([1, 2, 3].map(() => [200, true]));
    expect(await send('Otra cosa')).toMatchObject({ status: 409, code: 'idempotency_key_reused' });
    await test.dispatch();
    expect(rosa.got().filter((text) => text === 'Sí, traiga a su hija.')).toHaveLength(1);
    const talk = await inbox.talk(id);
    expect(talk.waiting).toBeUndefined();
    expect(talk.said.map(({ by, kind, text, state }) => [by, kind ?? text, state])).toEqual([
      ['us', 'booking_confirmed', 'sent'],
      ['them', '¿Puedo llevar a mi hija?', undefined],
      ['us', 'reply_person', 'sent'],
      ['us', 'staff_answer', 'sent'],
    ]);
    expect(talk.said.at(-1)).toMatchObject({ text: 'Sí, traiga a su hija.', actor: `staff:${inbox.maria.id}` });
    expect(talk.said[0]?.text).toMatch(/Ver, cambiar o dejar: \(their link\)/);
    expect(await inbox.audited(inbox.maria)).toContain('reply_answered');
  });

  it('keeps to the rules of every text; what was typed stays', async () => {
    const id = await inbox.writer().write('Where is it?');
    const page = await inbox.page().open(`/staff/replies/${id}`);
    await page.press('Send the answer', { words: 'The citizenship clinic is at the library' });
    expect([page.status, page.text, page.html]).toEqual([
      422,
      expect.stringContaining('must not name citizenship'),
      expect.stringContaining('\nThe citizenship clinic is at the library</textarea>'),
    ]);
    await page.press('Send the answer', { words: 'Reply 1 if you come' });
    expect(page.text).toContain('Do not ask them to reply');
    await page.press('Send the answer', { words: 'At the library', form: 'of yesterday' });
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('This page was open for too long')]);
    expect(page.html).toContain('\nAt the library</textarea>');
    await page.press('See what it costs', { words: 'Em 6 giờ sáng, ở thư viện' });
    expect(page.text).toMatch(/25 of 300 characters, 1 segment \(its letters take more room\), 1.1¢/);
    await page.press('Send the answer', { words: 'At the library, 690 Washington Street' });
    expect([page.url, page.text]).toEqual([
      '/staff/replies?done=answered',
      expect.stringContaining('Nobody waits there any more'),
    ]);
  });

  it('does not close what came in meanwhile, and with “keep it open” nothing', async () => {
    const rosa = await inbox.somebody();
    const id = await rosa.write('¿Puedo llevar a mi hija?');
    const { waiting, answers } = await inbox.talk(id);
    const seen = { seen: waiting?.revision, answers };
    await rosa.write('¿Y a mi perro?');
    const one = await inbox.api('POST', `/${id}/answer`, { words: 'Sí.', ...seen });
    expect([one.body, (await inbox.talk(id)).waiting]).toMatchObject([{ closed: false }, { takenBy: null }]);
    expect((await inbox.answer(id, 'Al perro no.', { keepOpen: true })).body).toEqual({ closed: false });
    expect((await inbox.answer(id, 'Hasta el sábado.')).body).toEqual({ closed: true });
    expect(await inbox.list()).toMatchObject({ count: 0 });
  });

  it('of two at once one goes; the other is told, and what they typed stays', async () => {
    for (let round = 0; round < 8; round++) {
      const id = await inbox.writer().write('Where is it?');
      const { waiting, answers } = await inbox.talk(id);
      const seen = { seen: waiting?.revision, answers };
      const both = await Promise.all(
        [inbox.maria, inbox.anita].map((who, i) =>
          inbox.api('POST', `/${id}/answer`, { words: `At the library ${i}`, ...seen }, who),
        ),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(both.map(({ code }) => code)).toContain('answered_meanwhile');
    }
    const id = await inbox.writer().write('Where is it?');
    const page = await inbox.page().open(`/staff/replies/${id}`);
    await inbox.answer(id, 'At the library', {}, inbox.anita);
    await page.press('Send the answer', { words: 'In Dorchester' });
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('A colleague has answered meanwhile')]);
    expect(page.text).toContain('At the library');
    await page.press('Send the answer');
    expect(page.url).toMatch(/done=answered/);
  });

  it('voids what the program had asked: a digit that answers the team gives no place back', async () => {
    const rosa = await inbox.somebody();
    const id = await rosa.write('2');
    await test.dispatch();
    later(1);
    await inbox.answer(id, 'How many of you come?');
    await test.dispatch();
    later(1);
    await rosa.write('2');
    await test.dispatch();
    const [booking] = await test.database.query('select status from bookings where id = $1', [rosa.id]);
    expect([booking, rosa.got().at(-1)]).toEqual([{ status: 'booked' }, expect.stringContaining('Una persona')]);
  });

  it('is refused to whoever wants no texts, also when they say so while it is on its way: they wait again', async () => {
    const rosa = await inbox.somebody();
    const id = await rosa.write('¿Puedo llevar a mi hija?');
    const { waiting, answers } = await inbox.talk(id);
    await inbox.api('POST', `/${id}/answer`, { words: 'Sí.', seen: waiting?.revision, answers });
    await rosa.write('please stop texting me');
    await test.dispatch();
    expect(rosa.got().join()).not.toContain('Sí.');
    expect([await reopen(), await reopen()]).toEqual([1, 0]);
    const talk = await inbox.talk(id);
    expect(talk.waiting).toBeDefined();
    expect(talk.said.find(({ kind }) => kind === 'staff_answer')).toMatchObject({ state: 'suppressed' });
    expect(talk.optOuts).toMatchObject([{ reason: 'reply', words: 'please stop texting me' }]);
    expect(await inbox.answer(id, 'Sí.')).toMatchObject({ status: 409, code: 'texts_stopped' });
    const page = await inbox.page().open(`/staff/replies/${id}`);
    expect(page.text).toContain('asked us by text, in these words: “please stop texting me”');
    expect(page.text).toMatch(/An answer by text is not possible/);
  });

  it('that is not delivered makes them wait again, and whoever calls reads so', async () => {
    const rosa = await inbox.somebody();
    const id = await rosa.write('¿Puedo llevar a mi hija?');
    await inbox.answer(id, 'Sí.');
    await test.dispatch();
    expect(await reopen()).toBe(0);
    const taken = test.sms.to(rosa.phone).find(({ body }) => body === 'Sí.');
    if (taken) await test.sms.report(test.url, taken, 'undelivered', { errorCode: '30005' });
    expect(await reopen()).toBe(1);
    expect(await inbox.list()).toMatchObject({ waiting: [{ who: 'Rosa' }] });
    const page = await inbox.page().open(`/staff/replies/${id}`);
    expect(page.text).toContain('Did not arrive: the number is not in use');
    await page.open('/staff/calls');
    await page.press('Take this call');
    expect(page.text).toContain('Our answer by text did not reach them.');
  });
});
