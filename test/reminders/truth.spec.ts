import { bringBack, callOff, changePlace, moveClinic, moveSlot } from '../../src/bookings/changes/decisions.js';
import { closeAndMove } from '../../src/bookings/changes/close-slot.js';
import { AddVenue } from '../../src/clinics/save-venue.js';
import { SHELL } from '../../src/access/caller.js';
import { Remind } from '../../src/bookings/reminders/remind.job.js';
import type { Booked } from '../support/bookings.js';
import { booked } from '../support/bookings.js';
import { deskOf, idOf } from '../support/caller-desk.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { PUBLIC_URL, startMessagingApp } from '../support/messaging-app.js';
import { reminding } from '../support/reminders.js';

const DAY = '2028-11-11';

let test: MessagingApp;
let on: ReturnType<typeof reminding>;
let clinic: MadeClinic;
beforeAll(async () => {
  test = await startMessagingApp('2028-11-01T14:00:00Z');
  on = reminding(test);
});
afterAll(() => test.close());
beforeEach(async () => {
  on.at('2028-11-01T10:00');
  clinic = await makeClinic(test, { day: DAY, from: '10:00', to: '12:00', capacity: 100 });
});

const slot = (i = 0, of = clinic) => of.slots[i]?.id ?? '';
let people = 0;
const newPhone = () => `+1617555${String(2000 + people++)}`;
async function book(slotId = slot(), contact: object = {}): Promise<Booked & { phone: string }> {
  const phone = newPhone();
  const made = await booked(test, bookingBody(slotId, { phone, ...contact }));
  await test.dispatch();
  return { ...made, phone };
}
/** Written, and not sent yet. */
const queue = (wall: string) => (on.at(wall), test.app.get(Remind).run());

describe('between the queue and the sending', () => {
  it.each<[string, (mine: Booked) => Promise<unknown>, string]>([
    ['cancelled', (mine) => on.change(mine, 'cancel'), 'no_longer_true'],
    ['moved', (mine) => on.change(mine, 'move', { slotId: slot(1) }), 'superseded'],
    ['called off', () => on.decide(clinic.id, callOff()), 'clinic_cancelled'],
    ['the clinic moved', () => on.decide(clinic.id, moveClinic({ day: '2028-11-12' })), 'superseded'],
    ['its time closed', () => on.decide(clinic.id, closeAndMove(slot())), 'superseded'],
    [
      'arrived',
      ({ reference }) =>
        test.database.query(
          `update attendees set status = 'arrived', arrived_at = $2 where booking_id = (select id from bookings where reference = $1)`,
          [reference, test.clock.at],
        ),
      'arrived',
    ],
  ])('%s: nothing goes', async (_, change, why) => {
    const mine = await book();
    await queue('2028-11-08T10:00');
    await change(mine);
    await test.dispatch();
    expect(await on.of(mine)).toContain(`d3 sms suppressed ${why}`);
    expect(on.texts(mine.phone)).toEqual([]);
  });

  it('they wrote STOP: nothing goes until they write START', async () => {
    const mine = await book();
    await queue('2028-11-04T10:00');
    await test.sms.write(test.url, mine.phone, 'STOP', { publicUrl: PUBLIC_URL });
    await test.dispatch();
    await on.runAt('2028-11-08T10:00');
    await test.sms.write(test.url, mine.phone, 'START', { publicUrl: PUBLIC_URL });
    await on.runAt('2028-11-10T10:00');
    expect(await on.of(mine)).toEqual(['d7 sms suppressed opted_out', 'd3 sms suppressed opted_out', 'd1 sms sent']);
    expect(on.texts(mine.phone)).toHaveLength(1);
  });
});

describe.each<[string, (mine: Booked & { phone: string }) => Promise<unknown>]>([
  ['by STOP', ({ phone }) => test.sms.write(test.url, phone, 'STOP', { publicUrl: PUBLIC_URL })],
  [
    'on the phone',
    async ({ reference }) => {
      const { send, ask } = await deskOf(test);
      const id = await idOf(test, reference);
      await ask({ id });
      expect((await send('POST', `${id}/consents`, { channel: 'sms', wanted: false })).statusCode).toBe(200);
    },
  ],
])('no more texts, said %s while a reminder waits', (how, stop) => {
  it('whoever agreed to emails too is reminded by email, whoever did not is not called instead', async () => {
    const email = `stopped${how.length}@example.org`;
    const [both, alone] = [await book(slot(), { email, emailConsent: true }), await book()];
    await queue('2028-11-08T10:00');
    const before = test.mail.to(email).length;
    for (const mine of [both, alone]) await stop(mine);
    await test.dispatch();
    expect([...(await on.of(both)), ...(await on.of(alone))].filter((line) => line.startsWith('d3')).sort()).toEqual([
      'd3 email sent',
      'd3 sms suppressed opted_out',
      'd3 sms suppressed opted_out',
    ]);
    expect(test.mail.to(email)).toHaveLength(before + 1);
    expect([on.texts(both.phone), on.texts(alone.phone)]).toEqual([[], []]);
    expect(await test.database.query('select 1 from call_tasks')).toEqual([]);
  });
});

describe('a move', () => {
  it('there and back: a reminder that went does not go again, the next ones do', async () => {
    const mine = await book();
    await on.runAt('2028-11-04T10:00');
    on.at('2028-11-04T12:00');
    await on.change(mine, 'move', { slotId: slot(1) });
    await on.runAt('2028-11-04T12:01');
    await on.change(mine, 'move', { slotId: slot(0) });
    await on.runAt('2028-11-08T10:00');
    expect(await on.of(mine)).toEqual(['d7 sms sent', 'd3 sms sent']);
    expect(on.texts(mine.phone).map((body) => /1\d:\d\d/.exec(body)?.[0])).toEqual(['10:00', '10:00']);
  });

  it('to a later clinic: its own reminders, all of them', async () => {
    const later = await makeClinic(test, { day: '2028-11-18', capacity: 10 });
    const mine = await book();
    await on.runAt('2028-11-04T10:00');
    on.at('2028-11-04T12:00');
    await on.change(mine, 'move', { slotId: slot(0, later) });
    for (const day of ['08', '10', '11', '15', '17']) await on.runAt(`2028-11-${day}T10:00`);
    expect(await on.of(mine)).toEqual(['d7 sms sent', 'd7 sms sent', 'd3 sms sent', 'd1 sms sent']);
    expect(on.texts(mine.phone).slice(1).join()).not.toContain('November 11');
  });

  it('after the day of a reminder brings none of it', async () => {
    const mine = await book();
    on.at('2028-11-09T12:00');
    await on.change(mine, 'move', { slotId: slot(1) });
    await on.runAt('2028-11-09T12:01');
    expect(await on.of(mine)).toEqual([]);
    await on.runAt('2028-11-10T10:00');
    expect(await on.of(mine)).toEqual(['d1 sms sent']);
  });
});

describe('what the team decides', () => {
  it('a moved clinic is reminded of anew, and never while people are about to be told', async () => {
    const mine = await book();
    await on.runAt('2028-11-04T10:00');
    await on.decide(clinic.id, moveClinic({ day: '2028-11-12' }));
    // Three days before the new day: nobody has told them yet, and this is not the way to learn of it.
    await on.runAt('2028-11-09T10:00');
    expect(await on.of(mine)).toEqual(['d7 sms sent']);
    await on.tell(clinic.id);
    await on.runAt('2028-11-11T10:00');
    expect(await on.of(mine)).toEqual(['d7 sms sent', 'd1 sms sent']);
    expect(on.texts(mine.phone).at(-1)).toMatch(/is tomorrow, 10:00 am/);
  });

  it('another hour on the same day: the rest at the new one', async () => {
    const mine = await book(slot(3));
    await on.runAt('2028-11-08T10:00');
    on.at('2028-11-08T12:00');
    await on.decide(clinic.id, moveSlot(slot(3), later(30)));
    await on.tell(clinic.id);
    await on.runAt('2028-11-10T10:00');
    expect(on.texts(mine.phone).map((body) => /1\d:\d\d/.exec(body)?.[0])).toEqual(['11:30', '12:00']);
  });

  it('called off: none; brought back: from then on', async () => {
    const mine = await book();
    await on.decide(clinic.id, callOff());
    await on.tell(clinic.id);
    await on.runAt('2028-11-08T10:00');
    on.at('2028-11-09T12:00');
    await on.decide(clinic.id, bringBack());
    await on.tell(clinic.id);
    await on.runAt('2028-11-10T10:00');
    expect(await on.of(mine)).toEqual(['d1 sms sent']);
  });

  it('another place: the reminder says it', async () => {
    const mine = await book();
    const place = { name: 'Grove Hall', address: '5 Crawford Street, Boston, MA 02121', city: 'Boston' };
    const { id } = await test.app.get(AddVenue).run(place, SHELL);
    await queue('2028-11-10T10:00');
    await on.decide(clinic.id, changePlace({ venueId: id }));
    await test.dispatch();
    expect(on.texts(mine.phone)).toEqual([expect.stringContaining('5 Crawford Street')]);
  });
});

const later = (minutes: number) => {
  const [last] = clinic.slots.slice(3);
  const moved = (date: Date | undefined) => new Date((date?.getTime() ?? 0) + minutes * 60_000);
  return { startsAt: moved(last?.startsAt), endsAt: moved(last?.endsAt) };
};

describe('who they are', () => {
  it('another language, another name: no reminder is lost by it, and the words are the new ones', async () => {
    const mine = await book();
    await queue('2028-11-10T10:00');
    await test.database.query(`update bookings set language = 'es', revision = revision + 1 where reference = $1`, [
      mine.reference,
    ]);
    await test.database.query(
      `insert into booking_events (booking_id, clinic_id, revision, kind, actor, at)
       select id, clinic_id, 2, 'language_changed', 'team', $2 from bookings where reference = $1`,
      [mine.reference, test.clock.at],
    );
    await test.dispatch();
    expect(on.texts(mine.phone)).toEqual([expect.stringMatching(/es mañana, 10:00 am/)]);
  });

  it('a number that is no more: the same reminder does not go once more by email', async () => {
    const email = 'both@example.org';
    const mine = await book(slot(), { email, emailConsent: true });
    await on.runAt('2028-11-04T10:00');
    await test.database.query(
      `delete from consents where channel = 'sms' and booking_id = (select id from bookings where reference = $1)`,
      [mine.reference],
    );
    await on.runAt('2028-11-04T10:01');
    await on.runAt('2028-11-08T10:00');
    expect(await on.of(mine)).toEqual(['d7 sms sent', 'd3 email sent']);
    expect(test.mail.to(email)).toHaveLength(2);
  });
});
