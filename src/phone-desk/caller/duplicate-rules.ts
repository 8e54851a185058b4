import type { BookingDetails } from '../../bookings/booking-reads.js';
import { normalName } from '../../bookings/contact-rules.js';
import { standing } from '../../bookings/standing-rules.js';

/** Who of one contact holds more than one place to come: their names, as they stand on the first of the bookings. */
export function twiceBooked(bookings: BookingDetails[], now: Date): string[] {
  const people = bookings
    .filter((booking) => standing(booking, now) === 'coming')
    .flatMap(({ attendees }) => attendees.filter(({ status, startsAt }) => status === 'expected' && startsAt > now))
    .map(({ name }) => ({ name, key: normalName(name) }));
  const again = people.filter(({ key }, i) => people.findIndex((one) => one.key === key) < i);
  return [...new Set(again.map(({ key }) => key))].map((key) => people.find((one) => one.key === key)?.name ?? '');
}
