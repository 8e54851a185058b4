import { DateTime } from 'luxon';
import { Clock } from '../../src/platform/clock.js';
import { booked } from './bookings.js';
import type { MadeClinic } from './factories.js';
import { bookingBody, makeClinic, ZONE } from './factories.js';
import type { TestApp } from './test-app.js';

/** Days from today, on the wall of the clinics. */
export function dayAhead({ app }: Pick<TestApp, 'app'>, days: number): string {
  return DateTime.fromJSDate(app.get(Clock).now(), { zone: ZONE }).plus({ days }).toISODate() ?? '';
}

/** Lets the day of a clinic that was made for tomorrow be today, whatever o'clock it is: some of its times may have begun. */
export async function letItBeToday({ database }: Pick<TestApp, 'database'>, { id }: MadeClinic): Promise<void> {
  await database.query('update clinics set day = day - 1 where id = $1', [id]);
  await database.query(
    `update slots set starts_at = starts_at - interval '1 day', ends_at = ends_at - interval '1 day' where clinic_id = $1`,
    [id],
  );
}

/** A season as a team sees it: one clinic that goes on today, and some to come, each in another state. */
export async function makeSeason(test: TestApp): Promise<Record<'today' | 'saturday' | 'video' | 'draft', MadeClinic>> {
  const day = (days: number) => dayAhead(test, days);
  const hours = { from: '09:30', to: '15:30', everyMinutes: 60, capacity: 4 };
  const today = await makeClinic(test, { title: 'Codman Square Library', day: day(1), ...hours });
  const saturday = await makeClinic(test, { title: 'Grove Hall Library', day: day(10), ...hours });
  const evening = { from: '17:30', to: '19:30', everyMinutes: 60, capacity: 1 };
  const video = await makeClinic(test, { title: 'Video call clinic', mode: 'virtual', day: day(13), ...evening });
  const draft = await makeClinic(test, { title: 'East Boston Library', day: day(31), draft: true, ...hours });
  for (const slot of video.slots) await booked(test, bookingBody(slot.id));
  for (const [i, slot] of saturday.slots.entries()) {
    for (let n = 0; n < 4 - i; n++) await booked(test, bookingBody(slot.id));
  }
  for (const slot of today.slots.slice(-2)) await booked(test, bookingBody(slot.id));
  await letItBeToday(test, today);
  return { today, saturday, video, draft };
}
