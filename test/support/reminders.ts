import { DateTime } from 'luxon';
import { SHELL } from '../../src/access/caller.js';
import type { Decision } from '../../src/bookings/changes/make-decision.js';
import { MakeDecision } from '../../src/bookings/changes/make-decision.js';
import { TellPeople } from '../../src/bookings/changes/tell-people.js';
import { Remind } from '../../src/bookings/reminders/remind.job.js';
import type { Booked } from './bookings.js';
import { tokenOf } from './bookings.js';
import { ZONE } from './factories.js';
import type { MessagingApp } from './messaging-app.js';

/** What a test does with reminders; times are those of the wall in Boston unless another zone is given. */
export function reminding(test: MessagingApp) {
  const at = (wall: string, zone = ZONE) => (test.clock.at = DateTime.fromISO(wall, { zone }).toJSDate());
  const run = async () => {
    const written = await test.app.get(Remind).run();
    await test.dispatch();
    return written;
  };
  return {
    at,
    /** The job of a minute, and then the messages. */
    run,
    /** The same at another time. */
    runAt: (wall: string, zone = ZONE) => (at(wall, zone), run()),
    /** The reminders of a booking, as the outbox has them: `d1 sms sent`, with why where there is a reason. */
    of: async ({ reference }: Pick<Booked, 'reference'>): Promise<string[]> => {
      const found = await test.database.query<{ told: string }>(
        `select concat_ws(' ', split_part(dedupe_key, ':', 2), m.channel, m.state, m.error_code) as told
         from messages m join bookings b on b.id = m.subject_id
         where b.reference = $1 and m.kind like 'reminder%' order by split_part(dedupe_key, ':', 5), m.helps_until`,
        [reference],
      );
      return found.map(({ told }) => told);
    },
    /** The reminders that a number got. */
    texts: (phone: string) => test.sms.to(phone).flatMap(({ body }) => (/ 1 = /.test(body) ? [body] : [])),
    change: async (booking: Booked, what: string, payload: object = {}) => {
      const url = `/api/bookings/${tokenOf(booking)}/${what}`;
      const answer = await test.app.inject({ method: 'POST', url, payload });
      expect(answer.statusCode).toBe(200);
    },
    decide: (clinicId: string, decision: Decision) =>
      test.app.get(MakeDecision).run(clinicId, decision, SHELL, { decide: undefined }),
    tell: async (clinicId: string) => {
      await test.app.get(TellPeople).run(clinicId);
      await test.dispatch();
    },
  };
}
