import { bookingJson } from '../../bookings/booking-json.js';
import type { BookingDetails } from '../../bookings/booking-reads.js';
import { standing } from '../../bookings/standing-rules.js';
import type { CallerCard } from './caller-card.js';
import type { FoundCallers } from './find-callers.js';
import { factsOf } from './identity-rules.js';

/** What a search found. */
export function foundJson({ by, phone, people, more }: FoundCallers) {
  return {
    by,
    phone,
    people: people.map(({ contactName, clinicTitle, startsAt, state, ...rest }) => ({
      ...rest,
      bookedBy: contactName,
      status: state,
      clinic: clinicTitle,
      startsAt: startsAt.toISOString(),
    })),
    more,
  };
}

/** The card; before the caller was asked who they are, only what is to be compared. */
export function cardJson(card: CallerCard, now: Date) {
  const { booking, others, checked } = card;
  const compare = {
    fullName: booking.contact.fullName,
    phone: booking.contact.phone,
    email: booking.contact.email,
    reference: booking.reference,
    startsAt: booking.startsAt.toISOString(),
    attendees: booking.attendees.map(({ name }) => name),
  };
  const open = others.filter(({ id }) => checked.has(id));
  const head = {
    id: booking.id,
    checked: checked.has(booking.id),
    otherBookings: others.map(({ id }) => ({ id, checked: checked.has(id) })),
  };
  if (!head.checked) return { ...head, compare, facts: factsOf(booking) };
  return {
    ...head,
    compare,
    booking: ofTeam(booking, now),
    others: open.map((one) => ofTeam(one, now)),
    messages: card.messages.filter(({ bookingId }) => checked.has(bookingId)),
    consents: card.consents,
    optOuts: card.optOuts,
    callTasks: card.tasks,
    history: card.history,
    twiceBooked: card.twice,
    likelySame: card.likely.map(({ bookingId, name, phoneEnd }) => ({ bookingId, name, phoneEnd })),
  };
}

/** A booking without what belongs to its holder alone: the link. */
function ofTeam(booking: BookingDetails, now: Date) {
  const { manageUrl: _, calendarUrl: __, ...rest } = bookingJson(booking);
  return { id: booking.id, ...rest, contact: booking.contact, standing: standing(booking, now) };
}
