import { Purge } from '../../src/bookings/erasure/purge.js';
import { rekeyAll } from '../../src/app/rekey-all.js';
import { Sealer } from '../../src/platform/sealing.js';
import { Inbox } from '../support/inbox.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { keysOf, NEW } from '../support/rotation.js';
import { scrape } from '../support/metrics.js';
import { signedIn } from '../support/staff.js';

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

describe('who works on it', () => {
  it('what one has taken, here or as a call, nobody else answers, hands over or closes', async () => {
    const id = await inbox.writer().write('Where is it?');
    expect((await inbox.api('POST', `/${id}/take`)).status).toBe(200);
    const refused = { status: 409, code: 'conversation_taken' };
    expect(await inbox.api('POST', `/${id}/take`, {}, inbox.anita)).toMatchObject(refused);
    expect(await inbox.answer(id, 'There', {}, inbox.anita)).toMatchObject(refused);
    expect(await inbox.api('POST', `/${id}/done`, { seen: 1 }, inbox.anita)).toMatchObject(refused);
    expect(await inbox.api('POST', `/${id}/hand-over`, { to: 'call' }, inbox.anita)).toMatchObject(refused);
    const page = await inbox.page(inbox.anita).open(`/staff/replies/${id}`);
    expect(page.text).toContain('Maria has this conversation');
    expect(page.html).not.toContain('<textarea');
    await page.open('/staff/calls');
    expect(page.text).toContain('Maria, since 10:00 am');
    expect((await inbox.api('POST', `/${id}/give-back`)).status).toBe(204);
    await page.open('/staff/replies');
    await page.press('Answer the next');
    expect(page.url).toBe(`/staff/replies/${id}`);
    expect(await inbox.answer(id, 'At the library')).toMatchObject(refused);
    later(16);
    expect((await inbox.answer(id, 'At the library')).body).toEqual({ closed: true });
  });

  it('is handed over by name with a note, to whoever may see it; or is to be called', async () => {
    const rosa = await inbox.somebody();
    const id = await rosa.write('¿Puedo llevar a mi hija?');
    const away = await signedIn(test, 'coordinator', { name: 'Away' });
    expect(await inbox.api('POST', `/${id}/hand-over`, { to: away.id })).toMatchObject({ status: 422 });
    const page = await inbox.page().open(`/staff/replies/${id}`);
    expect(page.html).not.toContain('>Away<');
    await page.press('Hand it over', { to: inbox.anita.id, note: 'She knows the library. A123456789' });
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('looks like an A-number')]);
    await page.press('Hand it over', { note: 'She knows the library' });
    expect(page.text).toContain('For Anita');
    expect(await inbox.audited(inbox.maria)).toContain('reply_handed_over');
    const anitas = await inbox.page(inbox.anita).open('/staff');
    expect(anitas.text).toMatch(/1 reply to answer.*1 for you/);
    await anitas.open('/staff/replies');
    expect(anitas.text).toContain('For you');
    await anitas.press('Answer the next');
    expect(anitas.text).toMatch(/For Anita, from Maria.*She knows the library/);
    await anitas.press('Hand it over', { to: 'call', note: 'In the evening' });
    expect(anitas.text).toContain('To be called');
    await anitas.open('/staff/calls');
    await anitas.press('Take this call');
    expect(anitas.html).toContain('In the evening');
    expect(anitas.links.map(({ href }) => href)).toContain(`/staff/replies/${id}`);
  });

  it('is closed without an answer, not when more came in; and one can step in where the program answered', async () => {
    const writer = inbox.writer();
    const id = await writer.write('Where is it?');
    await writer.write('Hello?');
    expect((await inbox.api('POST', `/${id}/done`, { seen: 1 })).body).toEqual({ closed: false });
    expect((await inbox.api('POST', `/${id}/done`, { seen: 2 })).body).toEqual({ closed: true });
    const ana = await inbox.somebody();
    const one = await ana.write('1');
    expect((await inbox.answer(one, 'Come ten minutes earlier, please.')).body).toEqual({ closed: true });
    await test.dispatch();
    expect(ana.got()).toContain('Come ten minutes earlier, please.');
    expect((await inbox.api('POST', `/${one}/hand-over`, { to: inbox.anita.id })).status).toBe(204);
    expect(await inbox.list()).toMatchObject({ waiting: [{ who: 'Rosa', forStaff: inbox.anita.id }] });
  });
});

it('nothing waits unseen: the figures say how many and how long, for a person and for the program', async () => {
  await inbox.writer().write('Where is it?');
  const waits = inbox.writer();
  await test.sms.write(test.url, waits.phone, 'Hello', { publicUrl: 'https://clinics.example.org' });
  later(30);
  const all = await scrape(test);
  expect(all).toMatchObject({
    'clinics_replies_waiting{waits_for="person"}': 1,
    'clinics_replies_oldest_seconds{waits_for="person"}': 1_800,
    'clinics_replies_waiting{waits_for="program"}': 1,
    'clinics_replies_oldest_seconds{waits_for="program"}': 1_800,
  });
  await test.answer();
});

it('with the booking goes what was written on both sides', async () => {
  const rosa = await inbox.somebody();
  const id = await rosa.write('¿Puedo llevar a mi hija Zyxandra?');
  await inbox.answer(id, 'Sí, traiga a Zyxandra.');
  await test.dispatch();
  test.clock.at = new Date('2027-03-01T15:00:00Z');
  await test.app.get(Purge).run();
  const left = await test.database.query(
    'select 1 from staff_answers where reply_id = $1 union all select 1 from replies where id = $1 and body is not null',
    [id],
  );
  const bodies = await test.database.query('select 1 from messages where subject_id = $1 and body is not null', [id]);
  expect([left, bodies]).toEqual([[], []]);
});

it('“said they come” stands on the card, the roster and the printed roster, for the time that they have now', async () => {
  const rosa = await inbox.somebody();
  await rosa.write('1');
  await test.database.query(
    `insert into caller_checks (booking_id, actor, facts, at) values ($1, $2, '{reference,name}', $3)`,
    [rosa.id, `staff:${inbox.anita.id}`, test.clock.at],
  );
  const page = inbox.page(inbox.anita);
  await page.open(`/staff/callers/${rosa.id}`);
  await page.follow('The whole conversation');
  await page.press('Stop texts to this number');
  expect([page.url, page.text]).toEqual(['/staff/opt-outs', expect.stringContaining('Texts may go there')]);
  const roster = `/staff/clinics/${inbox.clinic.id}/roster`;
  /** Where it is said: on the card, on the roster beside this reference, on paper. */
  const said = async () => {
    const card = (await page.open(`/staff/callers/${rosa.id}`)).text.includes('Said they come');
    const row = (await page.open(roster)).html.split('<tr ').find((one) => one.includes(rosa.reference.slice(0, 3)));
    const paper = (await page.open(`${roster}/print`)).html.split('<tr>').find((one) => one.includes(rosa.reference));
    return [card, /data-field="coming">/.test(row ?? ''), /said they come/.test(paper ?? '')];
  };
  expect(await said()).toEqual([true, true, true]);
  await test.database.query('update attendees set slot_id = $2 where booking_id = $1', [
    ...[rosa.id, inbox.clinic.slots[1]?.id],
  ]);
  expect(await said()).toEqual([false, false, false]);
});

describe('who wants no messages', () => {
  const opt = (path: string, payload: object, who = inbox.maria) =>
    test.app.inject({
      ...{ method: 'POST', url: `/api/admin/opt-outs${path}`, payload },
      headers: { cookie: who.cookie, 'sec-fetch-site': 'same-origin' },
    });
  const found = async (address: string, who = inbox.maria) =>
    (await opt('/search', { address }, who)).json<{ optOut: object | null }>().optOut;

  it('is noted and lifted for a number or an email without any booking, in their words, by whom', async () => {
    const page = await inbox.page().open('/staff/replies');
    await page.follow('Who wants no texts');
    await page.press('Look it up', { address: '12' });
    expect(page.status).toBe(422);
    await page.press('Look it up', { address: '617-555-0177' });
    expect([page.url, page.text]).toEqual(['/staff/opt-outs', expect.stringContaining('Texts may go there')]);
    await page.press('Stop texts', { how: 'in_person', words: 'No more texts please' });
    expect(page.text).toMatch(
      /Nothing is sent there any more.*No texts since .*told us in person, in these words: “No more texts please”, noted by Maria/,
    );
    expect(await found('+1 (617) 555 0177')).toMatchObject({ reason: 'in_person', words: 'No more texts please' });
    expect(await inbox.audited(inbox.maria)).toContain('messages_stopped');
    await page.press('Allow texts again', { how: 'asked' });
    expect([page.text, await found('617-555-0177')]).toEqual([expect.stringContaining('Texts may go there'), null]);
    expect((await opt('', { address: 'Rosa@Example.org', stopped: true, how: 'wrote' })).statusCode).toBe(204);
    expect(await found('rosa@example.org')).toMatchObject({ channel: 'email', reason: 'wrote' });
  });

  it('whoever told their carrier lifts it themselves: we cannot, here or on the card', async () => {
    const rosa = await inbox.somebody();
    await rosa.write('STOP');
    const page = await inbox.page().open('/staff/opt-outs');
    await page.press('Look it up', { address: rosa.phone });
    expect([page.text, page.html]).toEqual([
      expect.stringMatching(/in these words: “STOP”.*Ask them to text START/),
      expect.not.stringContaining('Allow texts again'),
    ]);
    expect((await opt('', { address: rosa.phone, stopped: false, how: 'asked' })).json()).toMatchObject({
      code: 'carrier_stopped',
    });
    const headers = { cookie: inbox.maria.cookie, 'sec-fetch-site': 'same-origin' };
    const card = (path: string, payload: object) =>
      test.app.inject({ method: 'POST', url: `/api/admin/bookings/${rosa.id}/${path}`, headers, payload });
    await card('identity', { facts: ['name', 'reference'] });
    expect((await card('consents', { channel: 'sms', wanted: true })).json()).toMatchObject({
      code: 'carrier_stopped',
    });
    const shown = await page.open(`/staff/callers/${rosa.id}`);
    expect(shown.text).toContain('sent the carrier’s own word');
    await rosa.write('START');
    expect(await found(rosa.phone)).toBeNull();
    expect((await card('consents', { channel: 'sms', wanted: false })).statusCode).toBeLessThan(300);
    expect((await page.open(`/staff/callers/${rosa.id}`)).text).toContain('told us on the phone, noted by Maria');
  });

  it('stays when the booking is erased: a later booking under the number gets nothing', async () => {
    const rosa = await inbox.somebody();
    await rosa.write('please stop texting me');
    test.clock.at = new Date('2027-03-01T15:00:00Z');
    await test.app.get(Purge).run();
    const maria = await signedIn(test, 'phone_desk', { name: 'Maria' });
    const [erased] = await test.database.query<{ gone: boolean }>(
      'select erased_at is not null as gone from bookings where id = $1',
      [rosa.id],
    );
    expect([erased, await found(rosa.phone, maria)]).toMatchObject([
      { gone: true },
      { words: 'please stop texting me' },
    ]);
    const [kept] = await test.database.query<{ words: string }>('select words from opt_outs where address_ix = $1', [
      test.app.get(Sealer).blindIndex(rosa.phone, 'phone'),
    ]);
    expect(kept?.words).not.toContain('stop');
  });

  it('their words, and those of our answers, are kept when the keys are rotated', async () => {
    const rosa = await inbox.somebody();
    const id = await rosa.write('¿Puedo llevar a mi hija?');
    await inbox.answer(id, 'Sí, traiga a su hija.');
    await rosa.write('please stop texting me');
    const sealer = new Sealer([...keysOf(NEW), ...test.config.secretKeys]);
    await rekeyAll(test.database, sealer, () => {}, new AbortController().signal);
    const only = new Sealer(keysOf(NEW));
    const [stopped] = await test.database.query<{ words: string }>('select words from opt_outs where address_ix = $1', [
      only.blindIndex(rosa.phone, 'phone'),
    ]);
    const [answer] = await test.database.query<{ words: string }>(
      'select words from staff_answers where reply_id = $1',
      [id],
    );
    expect([
      only.open(stopped?.words ?? '', 'opt_outs.words'),
      only.open(answer?.words ?? '', 'staff_answers.words'),
    ]).toEqual(['please stop texting me', 'Sí, traiga a su hija.']);
  });
});
