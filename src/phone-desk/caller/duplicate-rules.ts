import type { BookingDetails } from '../../bookings/booking-reads.js';
import { normalName } from '../../bookings/contact-rules.js';
import { standing } from '../../bookings/standing-rules.js';

/**
 * Who of one contact holds more than one place to come: their names, as they stand on the first of the bookings. Only of
 * those who stand on one that was asked about: a family shares a phone, and not everything.
 */
export function twiceBooked(bookings: BookingDetails[], checked: Set<string>, now: Date): string[] {
  const people = bookings
    .filter((booking) => standing(booking, now) === 'coming')
    .flatMap(({ id, attendees }) =>
      attendees
        .filter(({ status, startsAt }) => status === 'expected' && startsAt > now)
        .map(({ name }) => ({ name, key: normalName(name), open: checked.has(id) })),
    );
  const again = people.filter(({ key }, i) => people.findIndex((one) => one.key === key) < i).map(({ key }) => key);
  const shown = new Set(again.filter((key) => people.some((one) => one.open && one.key === key)));
  return [...shown].map((key) => people.find((one) => one.key === key)?.name ?? '');
}
