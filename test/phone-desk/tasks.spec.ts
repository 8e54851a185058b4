import { SHELL } from '../../src/access/caller.js';
import { callOff } from '../../src/bookings/changes/decisions.js';
import { MakeDecision } from '../../src/bookings/changes/make-decision.js';
import { TellPeople } from '../../src/bookings/changes/tell-people.js';
import { booked, codeOf, tokenOf } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { PUBLIC_URL, startMessagingApp } from '../support/messaging-app.js';
import { PlainBrowser } from '../support/plain-browser.js';
import type { TakenSms } from '../support/sms-standin.js';
import { signedIn } from '../support/staff.js';

/** Ten in the morning in Boston. */
const NOW = '2026-12-01T15:00:00Z';

let test: MessagingApp;
let maria: Awaited<ReturnType<typeof signedIn>>;
let anita: Awaited<ReturnType<typeof signedIn>>;
let people = 0;

beforeAll(async () => {
  test = await startMessagingApp(NOW);
});
/** Sessions end when nobody works for long. */
async function comeIn() {
  maria = await signedIn(test, 'phone_desk', { name: 'Maria' });
  anita = await signedIn(test, 'admin', { name: 'Anita' });
}
beforeEach(async () => {
  test.clock.at = new Date(NOW);
  await comeIn();
  test.mail.trouble = () => undefined;
  test.sms.trouble = () => undefined;
  await test.database.query(
    `update call_tasks set state = 'done', closed_at = now(), taken_by = null, taken_at = null`,
  );
  await test.database.query(`update clinic_changes set made_at = made_at - interval '31 days'`);
});
afterAll(() => test.close());

interface Listed {
  id: string;
  reason: string;
  reference: string | null;
  revision: number;
  turn: string;
}

async function api<T>(method: 'GET' | 'POST', path = '', body: object = {}, cookie = maria.cookie) {
  const payload = method === 'POST' ? body : undefined;
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  const answer = await test.app.inject({ method, url: `/api/admin/call-tasks${path}`, payload, headers });
  return { status: answer.statusCode, code: codeOf(answer), ...answer.json<T & { call: Sheet }>() };
}
interface Sheet extends Listed {
  phone: string;
  words: string | null;
  name: string | null;
  replies: { body: string; pictures: number }[];
  message: { kind: string; channel: string; code: string } | null;
  also: { id: string; reason: string }[];
}
const list = async () => (await api<{ calls: Listed[] }>('GET')).calls;
const reasons = async () => (await list()).map(({ reason, reference }) => ({ reason, reference }));

async function desk() {
  const page = new PlainBrowser(test);
  page.jar.set(maria.cookie.split('=')[0] ?? '', maria.cookie.slice(maria.cookie.indexOf('=') + 1));
  return page;
}

const newNumber = () => `+1617555${String(3000 + ++people)}`;

describe('messages that do not arrive', () => {
  /** Somebody with a phone and an email whose confirmation is a text alone, or an email too. */
  async function confirmed({ email = true, lostEmail = false, at = '2026-12-12' } = {}) {
    const clinic = await makeClinic(test, { day: at, capacity: 10 });
    const phone = newNumber();
    const contact = email ? { email: `p${people}@example.org`, emailConsent: true } : {};
    test.mail.trouble = () => (lostEmail ? { at: 'RCPT', code: 550 } : undefined);
    const booking = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone, ...contact }));
    const sms = async () => {
      await test.dispatch();
      return test.sms.to(phone).at(-1) as TakenSms;
    };
    const lost = async (taken: TakenSms) => test.sms.report(test.url, taken, 'undelivered', { errorCode: '30003' });
    const arrived = async (taken: TakenSms) => test.sms.report(test.url, taken, 'delivered');
    return { ...booking, clinic, phone, sms, lost, arrived };
  }

  it('nobody is called whom the other channel reached, in whatever order one learns of it', async () => {
    const one = await confirmed();
    expect(await one.lost(await one.sms())).toBe(204);
    const two = await confirmed({ lostEmail: true });
    await two.arrived(await two.sms());
    expect(await reasons()).toEqual([]);
  });

  it('whom neither reached is called once, whichever failed first, and however often it is reported', async () => {
    const one = await confirmed({ lostEmail: true });
    const sms = await one.sms();
    // The email has failed; the text may still arrive.
    expect(await reasons()).toEqual([]);
    await Promise.all(Array.from({ length: 8 }, () => one.lost(sms)));
    const two = await confirmed();
    // The text fails before the email is tried.
    test.sms.trouble = () => ({ status: 400, code: 21614 });
    test.mail.trouble = () => ({ at: 'RCPT', code: 550 });
    await test.dispatch();
    const right = [one, two].map(({ reference }) => ({ reason: 'undelivered', reference }));
    expect(await reasons()).toEqual(expect.arrayContaining(right));
    expect(await reasons()).toHaveLength(2);
    const { call } = await api('POST', '/next');
    expect(call).toMatchObject({ phone: one.phone, message: { channel: 'sms', code: '30003' } });
  });

  it('the call is needed no more after a cancel, the end, an erasure, or a later message that arrived', async () => {
    const all = [
      await confirmed({ email: false }),
      await confirmed({ email: false }),
      await confirmed({ email: false, at: '2026-12-02' }),
      await confirmed({ email: false }),
    ];
    for (const one of all) await one.lost(await one.sms());
    expect(await reasons()).toHaveLength(4);
    const [moved, left, over] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0]];
    test.clock.at = new Date(test.clock.at.getTime() + 60_000);
    const post = (one: typeof moved, what: string, payload?: object) =>
      test.app.inject({ method: 'POST', url: `/api/bookings/${tokenOf(one)}/${what}`, payload });
    expect((await post(moved, 'move', { slotId: moved.clinic.slots[1]?.id })).statusCode).toBe(200);
    const again = await moved.sms();
    // A text that went counts as told, until somebody says that it did not arrive.
    expect(await reasons()).toHaveLength(3);
    await moved.lost(again);
    expect(await reasons()).toHaveLength(4);
    test.clock.at = new Date(test.clock.at.getTime() + 60_000);
    expect((await post(moved, 'move', { slotId: moved.clinic.slots[0]?.id })).statusCode).toBe(200);
    await moved.arrived(await moved.sms());
    await post(left, 'cancel');
    expect(await reasons()).toHaveLength(2);
    test.clock.at = new Date('2026-12-03T15:00:00Z');
    await comeIn();
    expect(await reasons()).toEqual([{ reason: 'undelivered', reference: all[3]?.reference }]);
    expect((await post(over, 'cancel')).statusCode).toBe(409);
    await test.app.inject({
      method: 'POST',
      url: `/m/${tokenOf(over)}/erase`,
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    const gone = await test.database.query(
      `select 1 from call_tasks k join bookings b on b.id = k.subject_id where b.reference = $1`,
      [over.reference],
    );
    expect(gone).toEqual([]);
  });

  it('whoever is to be called because their clinic is off is called once, and spoken with, not again', async () => {
    const one = await confirmed({ email: false });
    await one.lost(await one.sms());
    await test.app.get(MakeDecision).run(one.clinic.id, callOff(), SHELL, { decide: undefined });
    await test.app.get(TellPeople).run(one.clinic.id);
    await one.lost(await one.sms());
    expect(await reasons()).toEqual([{ reason: 'change', reference: one.reference }]);
    const { call } = await api('POST', '/next');
    expect(call).toMatchObject({ reason: 'change', phone: one.phone });
    await api('POST', `/${call.id}`, { end: 'reached', seen: call.revision });
    expect(await reasons()).toEqual([]);
  });
});

describe('what people write back', () => {
  const write = (from: string, body: string, options = {}) =>
    test.sms.write(test.url, from, body, { publicUrl: PUBLIC_URL, ...options });
  const stored = () =>
    test.database.query<{ sender: string; body: string }>('select * from replies order by received_at');

  it('is for a person: stored once and sealed, answered with nothing, all of one number in one call', async () => {
    const phone = newNumber();
    const first = await write(phone, 'Can my son come with me?', { sid: 'SM1' });
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(await first.text()).toMatch(/<Response\/>$/);
    await Promise.all(Array.from({ length: 5 }, () => write(phone, 'Can my son come with me?', { sid: 'SM1' })));
    await write(phone, '', { more: { NumMedia: '1' } });
    expect(JSON.stringify(await stored())).not.toMatch(/my son|617555/);
    expect(await stored()).toHaveLength(2);
    expect(await reasons()).toEqual([{ reason: 'reply', reference: null }]);
    const { call } = await api('POST', '/next');
    expect(call).toMatchObject({ phone, replies: [{ body: 'Can my son come with me?' }, { body: '', pictures: 1 }] });
    // What comes in while one speaks with them is not closed unseen.
    await write(phone, 'And my mother?');
    expect(await api('POST', `/${call.id}`, { end: 'reached', seen: call.revision })).toMatchObject({ closed: false });
    const { call: again } = await api('POST', '/next');
    expect([again.id, again.replies.length]).toEqual([call.id, 3]);
    expect(await api('POST', `/${call.id}`, { end: 'reached', seen: again.revision })).toMatchObject({ closed: true });
  });

  it('is about the booking of that number, and goes with it', async () => {
    const { slots } = await makeClinic(test, { day: '2026-12-12' });
    const phone = newNumber();
    const { reference } = await booked(test, bookingBody(slots[0]?.id ?? '', { phone }));
    await write(phone, 'I will be late');
    expect(await reasons()).toEqual([{ reason: 'reply', reference }]);
  });

  it('the carrier’s own words end and begin messages, and call nobody; a sentence is for a person', async () => {
    const phone = newNumber();
    const optedOut = async () =>
      (await test.database.query<{ reason: string }>(`select reason from opt_outs where channel = 'sms'`)).length;
    const before = await optedOut();
    await write(phone, ' Stop ');
    await write(phone, 'parar', { more: { OptOutType: 'STOP' } });
    expect([await optedOut(), await reasons()]).toEqual([before + 1, []]);
    await write(phone, 'START');
    expect([await optedOut(), await reasons()]).toEqual([before, []]);
    await write(phone, 'please stop texting me');
    await write('262966', 'Your code is 1234');
    expect([await optedOut(), await reasons()]).toEqual([before, [{ reason: 'reply', reference: null }]]);
  });

  it('is refused from anybody but the provider, and not stored', async () => {
    const before = (await stored()).length;
    expect((await write(newNumber(), 'Hello', { token: 'another' })).status).toBe(403);
    expect((await write(newNumber(), 'Hello', { publicUrl: test.url })).status).toBe(403);
    const unsigned = { method: 'POST', body: new URLSearchParams({ From: newNumber(), MessageSid: 'SM9' }) };
    expect((await fetch(`${test.url}/webhooks/twilio/inbound`, unsigned)).status).toBe(403);
    expect((await stored()).length).toBe(before);
  });
});

describe('voicemails, and whoever works on them', () => {
  const note = async (body: object) => (await api<{ id: string }>('POST', '', body)).id;

  it('are noted with the keyboard alone; one number is one task, and nothing that was noted is lost', async () => {
    const page = await desk();
    const phone = newNumber();
    await page.open('/staff/calls');
    await page.follow('Note a voicemail');
    await page.press('Put it on the list', { phone: '555', words: 'My A-number is A123456789' });
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('looks like an A-number')]);
    await page.press('Put it on the list', { phone, name: 'Zyxandra', language: 'ht', words: 'Is Saturday full?' });
    await note({ phone, words: 'She called again, crying', urgent: true });
    await page.open('/staff/calls');
    expect([page.title, page.text]).toEqual([
      '1 call to make',
      expect.stringContaining('Voicemail Urgent Haitian Creole'),
    ]);
    expect(page.text).not.toMatch(/Zyxandra|617|crying/);
    await page.press('Take the next call');
    expect(page.title).toBe('Call Zyxandra');
    expect(page.text).toContain('Is Saturday full? She called again, crying');
    expect(page.html).toContain(`href="tel:${phone}"`);
    await page.press('No answer', { tryAgain: 'at', day: '2026-11-01', time: '09:00' });
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('Choose a time to come')]);
    await page.press('No answer', { tryAgain: 'evening', note: 'A machine answers' });
    expect(page.text).toContain('again on Tuesday, December 1, 6:00 pm');
    expect((await list())[0]?.turn).toBe('later');
    await page.open('/staff/calls');
    await page.press('Take this call');
    expect(page.html).toContain('A machine answers');
    await page.press('Reached them');
    expect(page.title).toBe('Nobody to call');
    const acts = await test.database.query<{ action: string }>(
      `select action from audit_events where actor = $1 and action like 'call\\_%' order by id desc limit 6`,
      [`staff:${maria.id}`],
    );
    expect(acts.map(({ action }) => action)).toEqual([
      'call_recorded',
      'call_taken',
      'call_recorded',
      'call_taken',
      'call_noted',
      'call_noted',
    ]);
  });

  it('two at once: one gets it, the other is told who; the same for two tasks of one person', async () => {
    const phone = newNumber();
    for (let round = 0; round < 25; round++) {
      const one = await note({ phone, words: 'Hello' });
      await test.app.inject({
        method: 'POST',
        url: '/api/call-me',
        remoteAddress: `10.1.1.${round}`,
        payload: { fullName: 'Zyxandra', phone, language: 'en', bestTime: 'any' },
      });
      const two = (await list()).find(({ reason }) => reason === 'call_me')?.id ?? '';
      const ids = round % 2 === 0 ? [one, one] : [one, two];
      const takers = [maria, anita].map(({ cookie }, i) => api('POST', `/${ids[i]}/take`, {}, cookie));
      const answers = await Promise.all(takers);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const first = answers[0]?.status === 200;
      const loser = new PlainBrowser(test);
      const { cookie } = first ? anita : maria;
      loser.jar.set(cookie.split('=')[0] ?? '', cookie.slice(cookie.indexOf('=') + 1));
      const other = round % 2 === 0 ? 'Take this call' : 'Take this call: ';
      await loser.open('/staff/calls');
      const free = round % 2 === 1 || loser.html.includes(`/staff/calls/${two}/take`);
      expect(free).toBe(true);
      await loser.press(other);
      expect([loser.status, loser.text]).toEqual([
        409,
        expect.stringContaining(`${first ? 'Maria' : 'Anita'} is at this call already`),
      ]);
      await test.database.query(
        `update call_tasks set state = 'open', taken_by = null, taken_at = null where closed_at is null`,
      );
    }
    // Asking first and writing then, as one would write it down without thinking: both get it.
    const id = (await list())[0]?.id;
    const naive = async (who: string) => {
      const [row] = await test.database.query<{ state: string }>('select state from call_tasks where id = $1', [id]);
      return () =>
        row?.state === 'open'
          ? test.database.query(
              `update call_tasks set state = 'taken', taken_by = $2, taken_at = now() where id = $1 returning 1`,
              [id, who],
            )
          : Promise.resolve([]);
    };
    const both = await Promise.all([await naive('a'), await naive('b')].map((write) => write()));
    expect(both.map((rows) => rows.length)).toEqual([1, 1]);
  });

  it('one call settles what else waits for the same person; without their tick it stays', async () => {
    const phone = newNumber();
    const one = await note({ phone, words: 'Hello' });
    await test.sms.write(test.url, phone, 'Are you there?', { publicUrl: PUBLIC_URL });
    const { call } = await api('POST', `/${one}/take`);
    expect(call.also).toMatchObject([{ reason: 'reply' }]);
    const stranger = await note({ phone: newNumber(), words: 'Somebody else' });
    const also = [call.also[0]?.id, stranger];
    expect(await api('POST', `/${one}`, { end: 'reached', seen: call.revision, also })).toMatchObject({ closed: true });
    expect((await list()).map(({ id }) => id)).toEqual([stranger]);
  });
});
