import { AskProvider } from '../../src/messaging/ask-provider.js';
import type { Booked } from '../support/bookings.js';
import { booked } from '../support/bookings.js';
import { bookingBody, makeClinic } from '../support/factories.js';
import type { MadeClinic } from '../support/factories.js';
import type { MessagingApp } from '../support/messaging-app.js';
import { startMessagingApp } from '../support/messaging-app.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { postForm, signedIn } from '../support/staff.js';

/** What the team may not send again. */
let test: MessagingApp;
let clinic: MadeClinic;
let page: PlainBrowser;
let cookie: string;

beforeAll(async () => {
  test = await startMessagingApp('2026-12-01T15:00:00Z');
  clinic = await makeClinic(test, { day: '2026-12-12', capacity: 40 });
  const member = await signedIn(test, 'phone_desk');
  page = new PlainBrowser(test);
  page.jar.set(member.browserCookie.name, member.browserCookie.value);
  cookie = member.cookie;
});
afterAll(() => test.close());
afterEach(() => void (test.sms.trouble = () => undefined));

const later = (minutes: number) => void (test.clock.at = new Date(test.clock.at.getTime() + minutes * 60_000));
const book = async (phone: string) => {
  const made = await booked(test, bookingBody(clinic.slots[0]?.id ?? '', { phone }));
  await test.dispatch();
  return made;
};
const pathOf = () => `/staff/clinics/${clinic.id}/messages`;
const look = ({ reference }: Booked) => page.open(`${pathOf()}?reference=${reference}`);

/** Posts what the button of the first message would post, whether there is one or not; says what was answered. */
async function resend({ reference }: Booked): Promise<string | null> {
  const [first] = await test.outbox(reference);
  const answer = await postForm(test, `${pathOf()}/${first?.id}/resend`, {}, { cookie });
  expect(answer.statusCode).toBe(303);
  return new URL(answer.headers.location ?? '', 'http://x').searchParams.get('again');
}

describe('while it is being asked whether it went', () => {
  it('it is not sent again: it may go by itself', async () => {
    const phone = '+16175557301';
    test.sms.trouble = () => ({ line: 'reset_before' });
    const lost = await book(phone);
    test.sms.trouble = () => undefined;
    await look(lost);
    expect(page.text).toContain('Not known whether it arrived');
    expect(page.text).not.toContain('Send it again');
    expect(await resend(lost)).toBe('already');
    later(4);
    await test.app.get(AskProvider).run();
    await test.dispatch();
    expect(test.sms.to(phone)).toHaveLength(1);
  });

  it('nor is the one that went before it; once nobody will ever know, it may be', async () => {
    const phone = '+16175557302';
    const lost = await book(phone);
    later(2);
    test.sms.trouble = () => ({ line: 'reset_before' });
    expect(await resend(lost)).toBe('yes');
    await test.dispatch();
    test.sms.trouble = () => undefined;
    later(2);
    expect(await resend(lost)).toBe('already');
    await test.database.query(`update messages set settled_at = $1 where state = 'unknown'`, [test.clock.at]);
    await look(lost);
    expect(page.text.match(/Send it again/g)).toHaveLength(2);
    expect(await resend(lost)).toBe('yes');
    await test.dispatch();
    expect(test.sms.to(phone)).toHaveLength(2);
  });
});
