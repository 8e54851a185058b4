import type { Caller } from '../../src/access/caller.js';
import { SHELL } from '../../src/access/caller.js';
import { moveClinic } from '../../src/bookings/changes/decisions.js';
import { MakeDecision } from '../../src/bookings/changes/make-decision.js';
import { CardReader } from '../../src/phone-desk/caller/card-reader.js';
import type { CallerCard } from '../../src/phone-desk/caller/caller-card.js';
import { rememberBad } from '../../src/messaging/bad-addresses.js';
import { ReopenUnanswered } from '../../src/phone-desk/inbox/reopen-unanswered.js';
import { Sealer } from '../../src/platform/sealing.js';
import { makeClinic } from '../support/factories.js';
import { Inbox } from '../support/inbox.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { signedIn } from '../support/staff.js';
import { later } from '../support/talks.js';

/** Nobody who writes is left unheard, and only those hear it whom it concerns. */

let inbox: Inbox;
let test: MessagingApp;

beforeAll(async () => {
  inbox = await Inbox.start();
  test = inbox.test;
});
afterAll(() => test.close());
beforeEach(() => inbox.reset('2026-12-01T15:00:00Z'));

type Somebody = Awaited<ReturnType<Inbox['somebody']>>;

/** Writes, is answered, and reads it. @returns the id of what was written, and the texts that came */
async function say(somebody: Pick<Somebody, 'write' | 'got'>, body: string) {
  const before = somebody.got().length;
  const id = await somebody.write(body);
  await test.dispatch();
  later(test, 60);
  return { id, texts: somebody.got().slice(before) };
}
const waits = async (id: string) => (await inbox.talk(id)).waiting !== undefined;
const bookingOf = async ({ id }: Somebody) => {
  const text = 'select status, coming_at is not null as coming from bookings where id = $1';
  return (await test.database.query(text, [id]))[0];
};

describe('a plea to stop in a longer message', () => {
  it.each([
    'I can’t come Saturday. Stop texting me',
    'No puedo ir. Ya no me manden mensajes.',
    'My number changed to 617-555-1212. Please delete this number.',
    'What time is my appointment? I don’t want texts.',
  ])('is honoured, and a person reads the rest: %s', async (words) => {
    const rosa = await inbox.somebody();
    const { id, texts } = await say(rosa, words);
    expect(texts).toEqual([expect.stringMatching(/We will not text you|no le enviaremos/)]);
    expect(await waits(id)).toBe(true);
    expect(await bookingOf(rosa)).toMatchObject({ status: 'booked' });
    // Nothing goes to them any more: what else they write is for a person all the same.
    const more = await say(rosa, 'Please stop texting me. And where is the library');
    expect([more.texts, await waits(more.id)]).toEqual([[], true]);
  });

  it('is all that is said with thanks, a greeting or a wrong number: nobody needs to read it', async () => {
    for (const words of ['Hello, please stop texting me. Thank you', 'Wrong number. Stop texting me']) {
      const { id } = await say(inbox.writer(), words);
      expect(await waits(id)).toBe(false);
    }
  });
});

describe('who cannot be asked back', () => {
  it.each(['2', 'HELP'])('because they wanted no texts: %s is for a person', async (words) => {
    const rosa = await inbox.somebody();
    await say(rosa, 'please stop texting me');
    const { id, texts } = await say(rosa, words);
    expect([texts, await waits(id)]).toEqual([[], true]);
  });

  it('because no text arrived there once is asked all the same: it writes to us', async () => {
    const rosa = await inbox.somebody();
    const bad = { to: rosa.phone, code: '30005', at: test.clock.at };
    await test.database.transaction((tx) => rememberBad(tx, test.app.get(Sealer), 'sms', bad));
    expect((await say(rosa, '2')).texts).toEqual([expect.stringContaining('¿Liberar su lugar')]);
  });

  it.each([`state = 'failed', error_code = '30008'`, `state = 'suppressed', error_code = 'day_cap'`])(
    'because the question did not arrive waits for a person: %s',
    async (ended) => {
      const rosa = await inbox.somebody();
      const { id } = await say(rosa, '2');
      const reopen = () => test.app.get(ReopenUnanswered).run();
      expect(await reopen()).toBe(0);
      await test.database.query(`update messages set ${ended} where subject_id = $1`, [id]);
      expect([await reopen(), await waits(id), await reopen()]).toEqual([1, true, 0]);
    },
  );

  it('but has written on and was answered is not waited for', async () => {
    const rosa = await inbox.somebody();
    const { id } = await say(rosa, '2');
    await say(rosa, '1');
    await test.database.query(`update messages set state = 'failed', error_code = '30008' where subject_id = $1`, [id]);
    expect(await test.app.get(ReopenUnanswered).run()).toBe(0);
  });
});

describe('who was written to by the team', () => {
  async function answered(words: string) {
    const rosa = await inbox.somebody();
    const { id } = await say(rosa, '¿Puedo llevar a mi hija?');
    await inbox.answer(id, words);
    await test.dispatch();
    later(test, 60);
    expect(await waits(id)).toBe(false);
    return rosa;
  }

  it.each(['Yes I can come', 'Sí puedo', '1', 'No', '2', '3', 'Ok thank you', 'Perfecto'])(
    'and was asked something answers the team: %s',
    async (words) => {
      const rosa = await answered('Can you come at 3 pm instead?');
      const { id } = await say(rosa, words);
      expect([await waits(id), await bookingOf(rosa)]).toEqual([true, { status: 'booked', coming: false }]);
    },
  );

  it('and was told something may thank, and say 1; what is less plain is for the team', async () => {
    const told = 'Sí, tráigala.';
    const [thanks, one, two] = [await answered(told), await answered(told), await answered(told)];
    expect(await waits((await say(thanks, 'Muchas gracias')).id)).toBe(false);
    expect(await waits((await say(one, '1')).id)).toBe(false);
    expect(await bookingOf(one)).toMatchObject({ coming: true });
    expect(await waits((await say(two, '2')).id)).toBe(true);
  });

  it('answers the program again once a day is over, or a reminder came since', async () => {
    const [rosa, ana] = [await answered('¿Viene?'), await answered('¿Viene?')];
    await test.database.query(
      `insert into messages (id, subject_type, subject_id, kind, channel, dedupe_key, due_at, created_at, address_ix, state,
         sent_at)
       select gen_random_uuid(), 'booking', id, 'reminder_days', 'sms', 'reminder_days:' || id, now(), now(), phone_ix, 'sent', $2
       from bookings where id = $1`,
      [ana.id, test.clock.at],
    );
    later(test, 60);
    expect(await waits((await say(ana, '1')).id)).toBe(false);
    later(test, 24 * 3_600);
    expect(await waits((await say(rosa, '1')).id)).toBe(false);
  });
});

describe('what is written to one clinic', () => {
  it.each(['gracias', 'STOP', 'please stop texting me', '1', 'HELP', 'Where is it?'])(
    'is not shown to who sees another alone: %s',
    async (words) => {
      const other = await makeClinic(test, { title: 'Another', day: '2026-12-19', capacity: 50 });
      const stranger = await signedIn(test, 'coordinator', { clinics: [other.id], name: 'Carla' });
      const own = await signedIn(test, 'coordinator', { clinics: [inbox.clinic.id], name: 'Olga' });
      const rosa = await inbox.somebody();
      const { id } = await say(rosa, words);
      const listed = async (who: typeof own) => {
        const { waiting, recent } = await inbox.list(who);
        return [...waiting, ...recent].some((one) => one.id === id);
      };
      expect([await listed(own), await listed(stranger)]).toEqual([true, false]);
      expect((await inbox.api('GET', `/${id}`, undefined, stranger)).status).toBe(404);
      // Nor on the card of somebody of theirs who has the same phone.
      const there = await inbox.somebody({ phone: rosa.phone, fullName: 'Luis Castillo' }, other);
      const card = (clinicId: string, bookingId: string) =>
        test.app.get(CardReader).card(bookingId, { ...SHELL, clinics: [clinicId] } as Caller);
      const texts = ({ replies, tasks }: CallerCard) => [...replies.map(({ text }) => text), tasks.length];
      expect(texts(await card(inbox.clinic.id, rosa.id))).toEqual([words, Number(words === 'Where is it?')]);
      expect(texts(await card(other.id, there.id))).toEqual([0]);
    },
  );

  it('stays with it when the clinic is over', async () => {
    const rosa = await inbox.somebody();
    test.clock.at = new Date('2026-12-14T15:00:00Z');
    const { id } = await say(rosa, 'Did I leave my umbrella');
    const other = await makeClinic(test, { title: 'Another', day: '2026-12-19', capacity: 50 });
    const stranger = await signedIn(test, 'coordinator', { clinics: [other.id], name: 'Carla' });
    const desk = await signedIn(test, 'phone_desk', { name: 'Phuong' });
    expect((await inbox.list(desk)).waiting.map((one) => one.id)).toContain(id);
    expect((await inbox.list(stranger)).waiting).toEqual([]);
    expect((await inbox.api('GET', `/${id}`, undefined, stranger)).status).toBe(404);
  });
});

it('a question about a day that the team has changed meanwhile is asked anew, also before anybody is told', async () => {
  const moving = await makeClinic(test, { day: '2026-12-13', capacity: 50 });
  const rosa = await inbox.somebody({}, moving);
  await say(rosa, '2');
  await test.app.get(MakeDecision).run(moving.id, moveClinic({ day: '2026-12-20' }), SHELL, { decide: undefined });
  const { texts } = await say(rosa, '2');
  expect(await bookingOf(rosa)).toMatchObject({ status: 'booked' });
  expect(texts.filter((text) => text.includes('¿Liberar su lugar'))).toEqual([
    expect.stringContaining('20 de diciembre'),
  ]);
});
