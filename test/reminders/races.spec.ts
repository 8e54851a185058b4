import pg from 'pg';
import { lockBookingById } from '../../src/bookings/bookings.repository.js';
import { callOff, moveClinic } from '../../src/bookings/changes/decisions.js';
import { Remind } from '../../src/bookings/reminders/remind.job.js';
import { Gate } from '../../src/messaging/admission.js';
import { Dispatch } from '../../src/messaging/dispatch.js';
import { optOut } from '../../src/messaging/opt-outs.js';
import type { Tx } from '../../src/platform/database.js';
import { rows } from '../../src/platform/database.js';
import { Sealer } from '../../src/platform/sealing.js';
import type { Booked } from '../support/bookings.js';
import { booked } from '../support/bookings.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { PUBLIC_URL, startMessagingApp, until } from '../support/messaging-app.js';
import { reminding } from '../support/reminders.js';

let test: MessagingApp;
let on: ReturnType<typeof reminding>;
let other: pg.Client;
beforeAll(async () => {
  test = await startMessagingApp('2028-11-01T14:00:00Z');
  on = reminding(test);
  other = new pg.Client({ connectionString: test.databaseUrl });
  await other.connect();
});
afterAll(async () => {
  await other.end();
  await test.close();
});

const waiting = async () =>
  (
    await test.database.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  ).length;

let people = 0;

/**
 * What changes a booking or its clinic locks it, and then its slots: held up there, it has decided and not committed. A
 * message that is prepared meanwhile was made of what is no longer so when it is handed over.
 */
async function raced(
  kind: 'reminder' | 'confirmation' | 'answer',
  change: (mine: Booked, clinic: MadeClinic) => Promise<unknown>,
) {
  on.at('2028-11-01T10:00');
  const clinic = await makeClinic(test, { day: '2028-11-11', from: '10:00', to: '11:00' });
  const phone = `+1617555${String(4000 + people++)}`;
  const mine = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone }));
  if (kind === 'reminder') {
    await test.dispatch();
    on.at('2028-11-10T10:00');
    await test.app.get(Remind).run();
  }
  if (kind === 'answer') {
    await test.dispatch();
    await test.sms.write(test.url, phone, '1', { publicUrl: PUBLIC_URL });
    await test.answer();
  }
  const before = test.sms.to(phone).length;
  await other.query('begin');
  await other.query('select 1 from slots where clinic_id = $1 for update', [clinic.id]);
  const changed = change(mine, clinic);
  await until(waiting, (n) => n === 1);
  const round = test.app.get(Dispatch).round('sms');
  await Promise.race([round, until(waiting, (n) => n === 2)]);
  await other.query('commit');
  await Promise.all([changed, round]);
  return { before, mine, texts: test.sms.to(phone), clinic };
}

describe.each<[string, (mine: Booked, clinic: MadeClinic) => Promise<unknown>]>([
  ['being cancelled', (mine) => on.change(mine, 'cancel')],
  ['being moved', (mine, clinic) => on.change(mine, 'move', { slotId: clinic.slots[1]?.id })],
  ['being called off', (_, clinic) => on.decide(clinic.id, callOff())],
  ['of a clinic that is being moved', (_, clinic) => on.decide(clinic.id, moveClinic({ day: '2028-11-12' }))],
])('a booking that is %s while its message is made', (_, change) => {
  it('is not reminded of what was', async () => {
    const { texts, before } = await raced('reminder', change);
    expect(texts).toHaveLength(before);
  });

  it('gets no confirmation of what was', async () => {
    const { texts } = await raced('confirmation', change);
    // One of the new day is right.
    expect(texts.filter(({ body }) => body.startsWith('You have a place') && body.includes('Saturday'))).toEqual([]);
  });

  it('is not told that they are expected', async () => {
    const { texts } = await raced('answer', change);
    // On the new day they are.
    expect(texts.filter(({ body }) => /We expect you: Saturday/.test(body))).toEqual([]);
  });
});

it('whoever stops messages while one is handed over: it does not go, and neither waits for the other', async () => {
  const clinic = await makeClinic(test, { day: '2028-11-11', from: '10:00', to: '11:00' });
  const to = '+16175554999';
  const { reference } = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone: to }));
  const [message] = await test.app.get(Dispatch)['messages'].claim(test.clock.now(), 1);
  if (!message) throw new Error(`nothing to send for ${reference}`);
  // Whoever is chosen to end a deadlock is not answered, or begins anew.
  let [answered, begun] = [0, 0];
  const all = async (tx: Tx) => {
    const found = await rows(tx, 'select 1 from bookings where id = $1 for share', [message.subjectId]);
    return [(answered += found.length) > 0];
  };
  const ready = { to, sms: { text: 'Hello', firstLine: '' }, still: { of: message, all } };
  let admission: unknown;
  await test.database.transaction(async (tx) => {
    begun += 1;
    await lockBookingById(tx, message.subjectId);
    admission = test.app.get(Gate).admit([{ message, ready, provider: 'twilio' }], test.clock.now());
    await until(waiting, (n) => n === 1);
    await optOut(tx, test.app.get(Sealer), 'sms', { to, reason: 'asked', at: test.clock.now() });
  });
  expect([await admission, answered, begun]).toEqual([[{ suppress: 'opted_out' }], 1, 1]);
});
