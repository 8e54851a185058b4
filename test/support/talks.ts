import { booked } from './bookings.js';
import { bookingBody } from './factories.js';
import type { MessagingApp } from './messaging-app.js';
import { PUBLIC_URL } from './messaging-app.js';

let people = 0;
export const newNumber = () => `+1617555${String(4000 + ++people)}`;

interface Somebody {
  slotId: string;
  language?: string;
  names?: string[];
  contact?: Record<string, unknown>;
}

/** Time goes on. */
export const later = (test: MessagingApp, seconds: number) =>
  (test.clock.at = new Date(test.clock.at.getTime() + seconds * 1000));

/** Somebody who has booked, and what their phone was told since. */
export async function somebody(
  test: MessagingApp,
  { slotId, language = 'en', names = ['Ana Silva'], ...more }: Somebody,
) {
  const phone = newNumber();
  const contact = { fullName: 'Ana Silva', phone, language, smsConsent: true, emailConsent: false, ...more.contact };
  const attendees = names.map((fullName) => ({ fullName }));
  const booking = await booked(test, { ...bookingBody(slotId), contact, attendees });
  await test.dispatch();
  test.sms.sent.length = 0;
  return { ...talker(test, phone), booking };
}

/** A phone that writes to our number. */
export function talker(test: MessagingApp, phone: string) {
  const write = async (body: string, options = {}) => {
    expect((await test.sms.write(test.url, phone, body, { publicUrl: PUBLIC_URL, ...options })).status).toBe(200);
  };
  return {
    phone,
    write,
    /** What is answered, after a while; they take their time to read it. */
    say: async (body: string, options = {}) => {
      const before = test.sms.to(phone).length;
      await write(body, options);
      await test.dispatch();
      later(test, 30);
      return test.sms
        .to(phone)
        .slice(before)
        .map((sms) => sms.body);
    },
  };
}

export async function stateOf(test: MessagingApp, reference: string) {
  const [row] = await test.database.query<{ status: string; coming: boolean; active: number; tasks: number }>(
    `select status, coming_at is not null as coming,
       (select count(*)::integer from attendees where booking_id = b.id and status <> 'cancelled') as active,
       (select count(*)::integer from call_tasks where subject_id = b.id and closed_at is null) as tasks
     from bookings b where reference = $1`,
    [reference],
  );
  return row;
}
