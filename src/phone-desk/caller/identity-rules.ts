import type { BookingDetails } from '../../bookings/booking-reads.js';
import { normalName } from '../../bookings/contact-rules.js';

/** What a caller can be asked for, in the order of the keys. */
export const FACTS = ['name', 'reference', 'time', 'address', 'company', 'called_back'] as const;
export type Fact = (typeof FACTS)[number];

/** Known to whoever made the booking or was told of it; a relative knows the name and the number. */
const TELLING: readonly Fact[] = ['reference', 'time', 'called_back'];

/** Instead of a fact: it was just now booked for whoever is on the line. */
export const BOOKED_NOW = 'booked_now';

/** How long a check counts. */
export const CHECK_MS = 30 * 60_000;

/** Two things said right, one of them not what anybody knows. */
export const isEnough = (facts: readonly Fact[]) =>
  new Set(facts).size >= 2 && facts.some((fact) => TELLING.includes(fact));

/** What of these can be asked about a booking: nobody comes along, or there is no number to call back. */
export function factsOf({ contact, attendees }: Pick<BookingDetails, 'contact' | 'attendees'>): Fact[] {
  const company = attendees.some(({ name }) => normalName(name) !== normalName(contact.fullName));
  const address = contact.phone !== null || contact.email !== null;
  const known: Partial<Record<Fact, boolean>> = { company, address, called_back: contact.phone !== null };
  return FACTS.filter((fact) => known[fact] ?? true);
}
