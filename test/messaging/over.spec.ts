import { bringBack, callOff } from '../../src/bookings/changes/decisions.js';
import { TellPeople } from '../../src/bookings/changes/tell-people.js';
import { BookSlot } from '../../src/bookings/book-slot.js';
import type { Booked } from '../support/bookings.js';
import { booked } from '../support/bookings.js';
import type { MadeClinic } from '../support/factories.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { reminding } from '../support/reminders.js';
import { postForm, signedIn } from '../support/staff.js';

/** Once an appointment is over nothing is said of it: what waited until then was missed. */
let test: MessagingApp;
let on: ReturnType<typeof reminding>;
let people = 0;

beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z');
  on = reminding(test);
});
afterAll(() => test.close());

/** Somebody at the first time of a clinic of their own. */
async function begin() {
  const clinic = await makeClinic(test);
  const phone = `+1617555${String(7500 + people++)}`;
  const contact = { phone, email: `over${people}@example.org`, emailConsent: true };
  const booking = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', contact));
  const end = clinic.slots[0]?.endsAt ?? new Date(0);
  const told = async (kind: string) =>
    (await test.outbox(booking.reference)).flatMap((one) =>
      one.kind === kind ? [[one.channel, one.state, one.errorCode].filter(Boolean).join(' ')] : [],
    );
  return { clinic, phone, booking, end, told };
}
const decided = async ({ id }: MadeClinic, decision: Parameters<typeof on.decide>[1]) => {
  await on.decide(id, decision);
  await test.app.get(TellPeople).run(id);
};
const lostLink = async ({ reference }: Booked, phone: string) => {
  await test.app.inject({ method: 'POST', url: '/api/lost-links', payload: { reference, phone } });
};
const MISSED = ['email missed late', 'sms missed late'];

it.each<[string, (mine: Awaited<ReturnType<typeof begin>>) => Promise<unknown>]>([
  ['booking_confirmed', () => Promise.resolve()],
  ['booking_cancelled', ({ booking }) => on.change(booking, 'cancel')],
  ['clinic_called_off', ({ clinic }) => decided(clinic, callOff())],
  ['clinic_back', ({ clinic }) => decided(clinic, callOff()).then(() => decided(clinic, bringBack()))],
])('%s waited until it was over: it is too late, and nobody is called for it', async (kind, happens) => {
  const mine = await begin();
  await happens(mine);
  test.clock.at = mine.end;
  await test.dispatch();
  expect([await mine.told(kind), test.sms.to(mine.phone)]).toEqual([MISSED, []]);
  const calls = `select 1 from call_tasks k join bookings b on b.id = k.subject_id where b.reference = $1`;
  expect(await test.database.query(calls, [mine.booking.reference])).toEqual([]);
});

it('while it lasts they are told; the link that somebody asks for goes also afterwards', async () => {
  const { booking, phone, end, told } = await begin();
  test.clock.at = new Date(end.getTime() - 1);
  await test.dispatch();
  expect(await told('booking_confirmed')).toEqual(['email sent', 'sms sent']);
  test.clock.at = end;
  await lostLink(booking, phone);
  await test.dispatch();
  expect(await told('lost_link')).toEqual(['email sent', 'sms sent']);
});

it('who is let in at a time that is over is not told of it, which nobody has missed', async () => {
  const { clinic, end } = await begin();
  test.clock.at = new Date(end.getTime() + 1);
  const phone = '+16175557599';
  const contact = {
    fullName: 'Door Person',
    phone,
    email: null,
    language: 'en',
    smsConsent: true,
    emailConsent: false,
  };
  const slotId = clinic.slots[0]?.id ?? '';
  const attendees = [{ fullName: 'Door Person', language: 'en', needsInterpreter: false, slotId }];
  const { reference } = await test.app
    .get(BookSlot)
    .run({ contact, attendees }, 'over', 'walk_in', { admission: { over: false } });
  await test.dispatch();
  expect(await test.outbox(reference)).toMatchObject([{ state: 'suppressed', errorCode: 'late' }]);
});

it('the team sends none of it again: there is no button, and a post without it is told so', async () => {
  const { clinic, booking, phone, end, told } = await begin();
  await lostLink(booking, phone);
  await test.dispatch();
  test.clock.at = new Date(end.getTime() - 60_000);
  const member = await signedIn(test, 'phone_desk');
  const page = new PlainBrowser(test);
  page.jar.set(member.browserCookie.name, member.browserCookie.value);
  const path = `/staff/clinics/${clinic.id}/messages`;
  const buttons = async () => {
    await page.open(`${path}?reference=${booking.reference}`);
    return page.text.match(/Send it again/g)?.length ?? 0;
  };
  expect(await buttons()).toBe(4);
  test.clock.at = end;
  // Those of the link alone.
  expect(await buttons()).toBe(2);
  const confirmation = (await test.outbox(booking.reference)).find(({ kind }) => kind === 'booking_confirmed');
  const answer = await postForm(test, `${path}/${confirmation?.id}/resend`, {}, { cookie: member.cookie });
  expect((await page.open(answer.headers.location ?? '')).text).toContain('That time is over. Nothing was sent.');
  expect(await told('booking_confirmed')).toHaveLength(2);
});
