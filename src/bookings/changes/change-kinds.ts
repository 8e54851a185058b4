import type { BookingEventKind } from '../booking-reads.js';

/** What the team decides of a clinic that people have booked. */
export type ChangeKind = 'called_off' | 'brought_back' | 'moved' | 'times' | 'place' | 'link' | 'slot_closed';

/** Which message, and which line in a booking's history, tells of a decision. */
export function tellingOf(kind: ChangeKind): Extract<BookingEventKind, `clinic_${string}`> {
  if (kind === 'called_off') return 'clinic_called_off';
  return kind === 'brought_back' ? 'clinic_back' : 'clinic_changed';
}
