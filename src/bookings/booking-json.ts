import { clinicFactsJson, isoIn } from '../clinics/clinic-json.js';
import type { BookingDetails } from './booking-reads.js';

/** A booking as the HTTP contract shows it to its owner. `slot` is the first that an attendee is in. */
export function bookingJson(booking: BookingDetails) {
  const { reference, status, revision, clinic, joiningLink, attendees, manageUrl, calendarUrl } = booking;
  const iso = (at: Date) => isoIn(clinic.timeZone, at);
  const people = attendees.map(({ name, startsAt, endsAt, ...rest }) => ({
    ...rest,
    fullName: name,
    startsAt: iso(startsAt),
    endsAt: iso(endsAt),
  }));
  const at = attendees.findIndex(({ startsAt }) => startsAt.getTime() === booking.startsAt.getTime());
  const first = people[Math.max(at, 0)];
  return {
    reference,
    status,
    revision,
    clinic: { ...clinicFactsJson(clinic), ...(clinic.mode === 'virtual' && { joiningLink }) },
    slot: first && { id: first.slotId, startsAt: first.startsAt, endsAt: first.endsAt },
    attendees: people,
    manageUrl,
    calendarUrl,
  };
}
