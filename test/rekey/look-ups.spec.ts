import { randomUUID } from 'node:crypto';
import { Gate } from '../../src/messaging/admission.js';
import { MessagesRepository } from '../../src/messaging/messages.repository.js';
import { FormTokens } from '../../src/platform/form-tokens.js';
import { Database } from '../../src/platform/database.js';
import { Sealer } from '../../src/platform/sealing.js';
import { booked, codeOf, tokenOf } from '../support/bookings.js';
import { book, bookingBody, makeClinic } from '../support/factories.js';
import { optedOutBySms } from '../support/opt-out.js';
import type { Instance } from '../support/rotation.js';
import { NEW, OLD, startInstance } from '../support/rotation.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

/** While a rotation rolls out, instances have the keys in another order: each must find what the other has made. */
let test: TestApp;
let before: Instance;
let after: Instance;
let slots: string[];
let otherSlots: string[];

beforeAll(async () => {
  test = await startTestApp({ env: { SECRET_KEYS: OLD } });
  before = await startInstance(test, OLD, NEW);
  after = await startInstance(test, NEW, OLD);
  slots = (await makeClinic(test, { capacity: 100 })).slots.map(({ id }) => id);
  otherSlots = (await makeClinic(test, { capacity: 100 })).slots.map(({ id }) => id);
});
afterAll(async () => {
  await Promise.all([before.app.close(), after.app.close()]);
  await test.close();
});

const slot = () => slots[0] ?? '';
const bodiesTo = async (reference: string) => {
  const found = await test.database.query<{ body: string }>(
    `select m.body from messages m join bookings b on b.id = m.subject_id where b.reference = $1 and m.body is not null
     order by m.created_at`,
    [reference],
  );
  return found.map(({ body }) => after.app.get(Sealer).open(body, 'messages.body'));
};

describe.each([
  ['under the old key, seen by who has the new one first', () => [before, after] as const],
  ['under the new key, seen by who still has the old one first', () => [after, before] as const],
])('what was made %s', (_, pair) => {
  it('is one submission: the same key gives the first booking again, with another body it is refused', async () => {
    const [first, second] = pair();
    const [body, key] = [bookingBody(slot(), { email: 'Same.Person@example.org' }), randomUUID()];
    const made = await booked(first, body, key);
    const again = await booked(second, body, key);
    expect([again.reference, again.manageUrl]).toEqual([made.reference, made.manageUrl]);
    expect(codeOf(await book(second, bookingBody(slot()), key))).toBe('idempotency_key_reused');
  });

  it('is one person in one clinic, by phone or by email, and free to come to another', async () => {
    const [first, second] = pair();
    const body = bookingBody(slot(), { email: `p${randomUUID()}@example.org` });
    await booked(first, body);
    const { contact } = body;
    for (const same of [body, { slotId: slots[1], contact: { ...contact, phone: undefined, smsConsent: false } }]) {
      expect(codeOf(await book(second, same))).toBe('already_booked');
    }
    await booked(second, { ...body, slotId: otherSlots[0] });
    await booked(second, { ...body, contact: { ...contact, fullName: 'Another In The Family' } });
  });

  it('is found by a lost link, opens by its links, and does not get the first line again', async () => {
    const [first, second] = pair();
    const { contact } = bookingBody(slot());
    const made = await booked(first, { slotId: slot(), contact });
    await first.dispatch();
    const payload = { reference: made.reference, phone: contact.phone };
    expect((await second.app.inject({ method: 'POST', url: '/api/lost-links', payload })).statusCode).toBe(202);
    await second.dispatch();
    const bodies = await bodiesTo(made.reference);
    expect(bodies.map((body) => body.includes('STOP'))).toEqual([true, false]);
    expect(bodies[1]).toContain(made.manageUrl.replace(/^https?:/, ''));
    for (const url of [`/m/${tokenOf(made)}`, new URL(made.calendarUrl).pathname]) {
      expect((await second.app.inject({ url })).statusCode).toBe(200);
    }
  });

  it('is not written to when it opted out', async () => {
    const [first, second] = pair();
    const { contact } = bookingBody(slot());
    await optedOutBySms(first.app, contact.phone);
    const { reference } = await booked(second, { slotId: slot(), contact });
    await second.dispatch();
    expect(
      await test.database.query(
        `select state, error_code as code from messages m join bookings b on b.id = m.subject_id where b.reference = $1`,
        [reference],
      ),
    ).toEqual([{ state: 'suppressed', code: 'opted_out' }]);
  });

  it('is a form of ours', () => {
    const [first, second] = pair();
    expect(second.app.get(FormTokens).verify(first.app.get(FormTokens).issue())).toMatch(/^[\w-]{16}$/);
  });
});

it('two messages to one new number, from instances with the keys in another order, are not both its first', async () => {
  const people = Array.from({ length: 20 }, () => bookingBody(slot()).contact);
  for (const contact of people) {
    for (const name of ['One', 'Two']) {
      await booked(before, { slotId: slot(), contact: { ...contact, fullName: `${contact.fullName} ${name}` } });
    }
  }
  const first = new Map<string, number>();
  const sent = people.flatMap(({ phone }) =>
    [before, after].map(async ({ app }) => {
      const messages = app.get(MessagesRepository);
      const [claimed] = await messages.claim(new Date(), 1);
      const ready = { to: phone, sms: { text: 'Hello', firstLine: 'First' } };
      if (!claimed) return false;
      const [admission] = await app.get(Gate).admit([{ message: claimed, ready, provider: 'test' }], new Date());
      if (typeof admission !== 'object' || !('go' in admission)) return false;
      if (admission.go.includes('First')) first.set(phone, (first.get(phone) ?? 0) + 1);
      return true;
    }),
  );
  expect((await Promise.all(sent)).filter(Boolean)).toHaveLength(40);
  expect(people.map(({ phone }) => first.get(phone))).toEqual(people.map(() => 1));
});

it('with one key a booking is one statement and asks for nothing more', async () => {
  const asked = async ({ app }: Pick<TestApp, 'app'>) => {
    const counted: unknown[] = [];
    const database = app.get(Database);
    const { query, prepared } = database;
    Object.assign(database, {
      query: (...args: Parameters<typeof query>) => (counted.push(args[0]), query.apply(database, args)),
      prepared: (...args: Parameters<typeof prepared>) => (counted.push(args[0]), prepared.apply(database, args)),
    });
    await booked({ app }, bookingBody(slot()));
    Object.assign(database, { query, prepared });
    return counted.length;
  };
  // The statement, and the clinic for the answer, which is kept for a second where it is not a test.
  expect([await asked(test), await asked(after)]).toEqual([2, 3]);
});
