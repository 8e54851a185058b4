import type { Conversation } from './conversation.js';

/** A conversation; of the bookings what tells which they are. */
export function conversationJson({ bookings, ...rest }: Conversation) {
  return {
    ...rest,
    bookings: bookings.map(({ id, reference, status, startsAt, clinic, contact }) => ({
      ...{ id, reference, status, startsAt, fullName: contact.fullName },
      clinic: { id: clinic.id, title: clinic.title },
    })),
  };
}
