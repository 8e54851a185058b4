import { addressIndexes } from '../../src/messaging/address-index.js';
import { Dispatch } from '../../src/messaging/dispatch.js';
import { segments } from '../../src/messaging/segments.js';
import { Sealer } from '../../src/platform/sealing.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';

/** Messages that are due together go together; each is judged by itself. */

let test: MessagingApp;
let clinic: MadeClinic;

beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z', { SMS_PER_NUMBER_PER_DAY: '3' });
  clinic = await makeClinic(test, { capacity: 500 });
});
afterAll(() => test.close());

const book = (phone: string, fullName: string) =>
  booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone, fullName }));
const states = () =>
  test.database.query(
    `select state, error_code as code, count(*)::integer as n from messages group by 1, 2 order by 1, 2`,
  );

it('in one set: one first line for a number, its cap, who is stopped, and one that cannot be made', async () => {
  const [shared, stopped] = ['+16175556001', '+16175556002'];
  for (const name of ['Ana', 'Rui', 'Eva', 'Ivo', 'Noa']) await book(shared, name);
  await book(stopped, 'Lia');
  await book('+16175556003', 'Max');
  const broken = await book('+16175556004', 'Una');
  await test.database.query(`update bookings set name = 'nothing that opens' where reference = $1`, [broken.reference]);
  const [index] = addressIndexes(test.app.get(Sealer), 'sms', stopped);
  await test.database.query(
    `insert into opt_outs (channel, address_ix, reason, at) values ('sms', $1, 'asked', now())`,
    [index],
  );
  expect(await test.app.get(Dispatch).round('sms')).toBe(8);
  expect(await states()).toEqual([
    { state: 'queued', code: 'not_prepared', n: 1 },
    { state: 'sent', code: null, n: 4 },
    { state: 'suppressed', code: 'number_cap', n: 2 },
    { state: 'suppressed', code: 'opted_out', n: 1 },
  ]);
  const bodies = test.sms.to(shared).map(({ body }) => body);
  expect(bodies.filter((body) => body.includes('STOP to end'))).toHaveLength(1);
  const counted = await test.database.query<{ n: number }>('select segments as n from sms_pace');
  expect(counted).toEqual([{ n: test.sms.sent.reduce((sum, { body }) => sum + segments(body).count, 0) }]);
});

it('one that cannot be recorded keeps none of the others from being recorded', async () => {
  await test.database.query('delete from messages');
  for (let i = 0; i < 6; i++) await book(`+161755561${String(10 + i)}`, 'Ana');
  // The provider gives the first two that it takes one id.
  const taken: string[] = [];
  test.sms.beforeAnswer = (sms) => {
    if (taken.push(sms.sid) === 2) sms.sid = taken[0] ?? '';
    return Promise.resolve();
  };
  await test.app.get(Dispatch).round('sms');
  expect(await states()).toEqual([
    { state: 'sending', code: null, n: 1 },
    { state: 'sent', code: null, n: 5 },
  ]);
});
