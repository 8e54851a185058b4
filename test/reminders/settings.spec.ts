import { SHELL } from '../../src/access/caller.js';
import { CopyClinic } from '../../src/clinics/plan/copy-clinic.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { reminding } from '../support/reminders.js';
import { signedIn } from '../support/staff.js';

const DAY = '2028-11-11';

let test: MessagingApp;
let on: ReturnType<typeof reminding>;
beforeAll(async () => {
  test = await startMessagingApp('2028-11-01T14:00:00Z');
  on = reminding(test);
});
afterAll(() => test.close());
beforeEach(() => void on.at('2028-11-01T10:00'));

const put = async (id: string, payload: object, role: 'admin' | 'intake' = 'admin') =>
  test.app.inject({
    method: 'PUT',
    url: `/api/admin/clinics/${id}/reminders`,
    headers: { authorization: `Bearer ${await test.token(role)}` },
    payload,
  });
const fields = (answer: { json: () => unknown }) =>
  (answer.json() as { errors: { field: string; code: string }[] }).errors.map(({ field, code }) => [field, code]);

it('a page shows when each goes and to how many, takes what is meant and says what is not', async () => {
  const clinic = await makeClinic(test, {
    title: 'Video Tuesday',
    mode: 'virtual',
    day: DAY,
    from: '09:30',
    to: '10:30',
  });
  await booked(test, bookingBody(clinic.slots[0]?.id ?? ''));
  await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { smsConsent: false }));
  const page = new PlainBrowser(test);
  const { cookie } = await signedIn(test, 'admin');
  page.jar.set(cookie.split('=')[0] ?? '', cookie.slice(cookie.indexOf('=') + 1));
  await page.open(`/staff/clinics/${clinic.id}`);
  await page.follow('Reminders');
  expect(page.text).toContain('For the time on Saturday, November 11, 9:30 am');
  expect(page.text).toMatch(
    /7 days beforeSaturday, November 4, 10:00 am3 days before.*1 day before.*2 hours beforeSaturday, November 11, 8:00 am/,
  );
  expect(page.text).toContain('Of 2 bookings, 1 by text would be reminded. 1 did not agree to messages.');

  await page.press('Keep these reminders', { days: '7, seven', time: '21:30', hours: '13' });
  expect(page.status).toBe(422);
  for (const words of ['Up to five different numbers', 'Choose a time from 8:00 am', 'A whole number from 1 to 12']) {
    expect(page.text).toContain(words);
  }
  expect(page.html).toContain('value="7, seven"');
  await page.press('Keep these reminders', { days: '7', time: '10:00', hours: '1.5' });
  expect(page.text).toContain('A whole number from 1 to 12');
  expect(page.text).not.toContain('not the kind of value');
  await page.press('Keep these reminders', { days: '1 14', time: '17:30', hours: '' });
  expect(page.text).toContain('Kept. It holds from now on.');
  expect(page.text).toMatch(
    /14 days before, pastSaturday, October 28, 5:30 pm1 day beforeFriday, November 10, 5:30 pm/,
  );
  expect(page.text).not.toContain('hours beforeSaturday');
  const [row] = await test.database.query<{ reason: string }>(
    `select reason from audit_events where action = 'reminders_changed' and subject_id = $1`,
    [clinic.id],
  );
  expect(row?.reason).toBe('14, 1 days before at 17:30');
  await test.database.query(`update clinics set status = 'cancelled' where id = $1`, [clinic.id]);
  await page.open(`/staff/clinics/${clinic.id}/reminders`);
  expect(page.text).toContain('nobody is reminded of it');
  expect(page.text).not.toContain('days before, past');
});

it('a program sets them in the same way', async () => {
  const { id } = await makeClinic(test, { day: DAY });
  const answer = await put(id, { days: [1, 2], time: '09:00' });
  expect(answer.json()).toEqual({
    ...{ days: [2, 1], time: '09:00', hours: null },
    steps: [
      { step: 'd2', at: '2028-11-09T09:00:00-05:00' },
      { step: 'd1', at: '2028-11-10T09:00:00-05:00' },
    ],
  });
  const wrong = await put(id, { days: [1, 1], time: '07:59', hours: 0 });
  expect([wrong.statusCode, fields(wrong)]).toEqual([
    422,
    [
      ['days', 'reminder_days'],
      ['time', 'reminder_time'],
      ['hours', 'out_of_range'],
    ],
  ]);
  for (const days of ['7', [0], [61], [1.5], [1, 2, 3, 4, 5, 6], [null], undefined]) {
    expect(fields(await put(id, { days, time: '10:00' }))).toEqual([['days', 'reminder_days']]);
  }
  expect((await put(id, { days: [], time: '10:00' })).json()).toMatchObject({ days: [], steps: [] });
  expect((await put(id, { days: [], time: '10:00' }, 'intake')).statusCode).toBe(403);
});

it('what would have been due before they were set is nobody’s reminder; what went does not go again', async () => {
  const clinic = await makeClinic(test, { day: DAY, from: '10:00', to: '11:00' });
  const mine = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone: '+16175553001' }));
  await on.runAt('2028-11-08T10:00');
  on.at('2028-11-09T12:00');
  await put(clinic.id, { days: [5, 3, 2, 1], time: '18:00' });
  // Two days before at six in the evening is still to come; five days before is not, nor three.
  await on.runAt('2028-11-09T12:01');
  await on.runAt('2028-11-09T18:00');
  await on.runAt('2028-11-10T18:00');
  expect(await on.of(mine)).toEqual(['d7 sms missed late', 'd3 sms sent', 'd2 sms sent', 'd1 sms sent']);
});

it('keeping what is there changes nothing', async () => {
  const clinic = await makeClinic(test, { day: DAY });
  const since = () => test.database.query('select reminders_set_at from clinics where id = $1', [clinic.id]);
  const before = await since();
  on.at('2028-11-02T10:00');
  await put(clinic.id, { days: [1, 3, 7], time: '10:00', hours: 2 });
  expect(await since()).toEqual(before);
});

it('a copy reminds as the first one does, from when it was made', async () => {
  const clinic = await makeClinic(test, { day: DAY });
  await put(clinic.id, { days: [4], time: '12:30', hours: 5 });
  on.at('2028-11-03T10:00');
  const [copy] = await test.app.get(CopyClinic).run(clinic.id, { days: ['2028-11-18'] }, SHELL);
  const [kept] = await test.database.query(
    `select reminder_days as days, reminder_time as time, reminder_hours as hours, reminders_set_at as "setAt"
     from clinics where id = $1`,
    [copy],
  );
  expect(kept).toEqual({ days: [4], time: '12:30:00', hours: 5, setAt: test.clock.at });
});
