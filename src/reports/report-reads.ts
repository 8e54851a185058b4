/** Plain rows of what a report counts. None of them names a person. */

export const SOURCES = ['online', 'phone', 'walk_in', 'waitlist', 'sms'] as const;
export type Source = (typeof SOURCES)[number];

/** A clinic that is counted. */
export interface ReportClinic {
  id: string;
  title: string;
  /** The civil day in the clinic's zone, `2026-12-05`. */
  day: string;
  timeZone: string;
  status: 'draft' | 'published' | 'cancelled' | 'completed';
  /** Completed, or its day is over on the wall where it took place. */
  finished: boolean;
}

/** One slot, and the people who have a place in it. */
export interface SlotPlaces {
  clinicId: string;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  /** Places that the team allowed beyond the capacity. */
  extra: number;
  booked: number;
  walkIns: number;
}

/** Bookings made on one day of the clinic's wall in one way. */
export interface DayBookings {
  day: string;
  source: Source;
  bookings: number;
  /** How many of them were cancelled later. */
  cancelled: number;
  /** How many of them name nobody any more. */
  erased: number;
}

/** What became of those who booked so many days ahead, on finished days. */
export interface LeadTurnout {
  days: number;
  came: number;
  noShows: number;
  /** Nobody said whether they came. */
  unmarked: number;
}

export interface LanguagePeople {
  language: string;
  people: number;
  needInterpreter: number;
}

/** Minutes between coming to a station and leaving it; of the whole visit when `station` is null. */
export interface Stay {
  station: string | null;
  people: number;
  stays: number;
  median: number;
  /** Nine of ten took no longer. */
  ninetieth: number;
}

export interface Counts {
  places: SlotPlaces[];
  bookings: DayBookings[];
  turnout: LeadTurnout[];
  languages: LanguagePeople[];
  stays: Stay[];
}
