/** People of one booking who sit in a slot together. */
export interface Party {
  bookingId: string;
  attendeeIds: string[];
}

interface Room {
  id: string;
  startsAt: Date;
  free: number;
}

export interface Seat {
  attendeeId: string;
  slotId: string;
  bookingId: string;
}

/**
 * Spreads the people of one slot over others: the larger families first, each together, into the nearest time with room
 * for all of them.
 * @returns a seat for everybody, or how many people would be left over
 */
export function spread(parties: Party[], from: Date, rooms: Room[]): { seats: Seat[]; left: number } {
  const free = new Map(rooms.map(({ id, free }) => [id, free]));
  const near = [...rooms].sort(
    (a, b) => distance(a.startsAt, from) - distance(b.startsAt, from) || a.startsAt.getTime() - b.startsAt.getTime(),
  );
  const seats: Seat[] = [];
  let left = 0;
  const order = [...parties].sort(
    (a, b) => b.attendeeIds.length - a.attendeeIds.length || (a.bookingId < b.bookingId ? -1 : 1),
  );
  for (const { bookingId, attendeeIds } of order) {
    const room = near.find(({ id }) => (free.get(id) ?? 0) >= attendeeIds.length);
    if (!room) {
      left += attendeeIds.length;
      continue;
    }
    free.set(room.id, (free.get(room.id) ?? 0) - attendeeIds.length);
    seats.push(...attendeeIds.map((attendeeId) => ({ attendeeId, slotId: room.id, bookingId })));
  }
  return { seats, left };
}

const distance = (a: Date, b: Date) => Math.abs(a.getTime() - b.getTime());
