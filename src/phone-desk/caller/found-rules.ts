import type { BookingDetails } from '../../bookings/booking-reads.js';
import { normalName } from '../../bookings/contact-rules.js';
import type { Standing } from '../../bookings/standing-rules.js';
import { standing } from '../../bookings/standing-rules.js';

/** As many as one can take in while somebody waits on the line. */
export const MOST_SHOWN = 20;

/** Somebody who may be the one that calls, with the booking that is most likely meant. */
export interface FoundPerson {
  bookingId: string;
  clinicId: string;
  name: string;
  /** Who made the booking, where it was somebody else. */
  contactName?: string;
  reference: string;
  state: Standing;
  startsAt: Date;
  clinicTitle: string;
  timeZone: string;
  /** The last four digits, to tell namesakes apart. */
  phoneEnd?: string;
  /** How many bookings they have, this one too. */
  bookings: number;
}

/** The next to come first; of those that are over or cancelled the latest. */
export function nextFirst(bookings: BookingDetails[], now: Date): BookingDetails[] {
  const isComing = (booking: BookingDetails) => standing(booking, now) === 'coming';
  const at = ({ startsAt }: BookingDetails) => startsAt.getTime();
  const coming = bookings.filter(isComing).sort((a, b) => at(a) - at(b));
  return [...coming, ...bookings.filter((one) => !isComing(one)).sort((a, b) => at(b) - at(a))];
}

/**
 * The people whom these bookings are of: one for each name under one address, however many bookings. With `fit` those whom
 * a name was looked for by, the best first.
 */
export function foundPeople(
  bookings: BookingDetails[],
  now: Date,
  fit: (name: string) => number | undefined = () => 0,
): FoundPerson[] {
  const groups = new Map<string, { name: string; fit: number; bookings: BookingDetails[] }>();
  for (const booking of bookings) {
    const { fullName, phone, email } = booking.contact;
    const [best] = [fullName, ...booking.attendees.map(({ name }) => name)]
      .flatMap((name) => ({ name, fit: fit(name) ?? NEVER }))
      .sort((a, b) => a.fit - b.fit);
    if (!best || best.fit === NEVER) continue;
    const key = `${phone ?? email?.toLowerCase() ?? booking.id} ${normalName(best.name)}`;
    const group = groups.get(key) ?? { ...best, bookings: [] };
    groups.set(key, { ...group, bookings: [...group.bookings, booking] });
  }
  return [...groups.values()]
    .map(({ fit, ...group }) => ({ fit, person: person(group, now) }))
    .sort((a, b) => a.fit - b.fit || byTime(a.person, b.person))
    .map(({ person }) => person);
}

const NEVER = 9;

function byTime(a: FoundPerson, b: FoundPerson): number {
  const coming = Number(b.state === 'coming') - Number(a.state === 'coming');
  return coming || a.startsAt.getTime() - b.startsAt.getTime() || a.name.localeCompare(b.name);
}

function person({ name, bookings }: { name: string; bookings: BookingDetails[] }, now: Date): FoundPerson {
  const [meant] = nextFirst(bookings, now) as [BookingDetails];
  const { contact, clinic } = meant;
  return {
    bookingId: meant.id,
    clinicId: clinic.id,
    name,
    contactName: normalName(contact.fullName) === normalName(name) ? undefined : contact.fullName,
    reference: meant.reference,
    state: standing(meant, now),
    startsAt: meant.startsAt,
    clinicTitle: clinic.title,
    timeZone: clinic.timeZone,
    phoneEnd: contact.phone?.slice(-4),
    bookings: bookings.length,
  };
}
