/** Plain rows of what may be read of clinics. No entity leaves its folder; pages and JSON are made from these. */

export type ClinicMode = 'in_person' | 'virtual';
export type ClinicStatus = 'draft' | 'published' | 'cancelled' | 'completed';

export interface VenueDetails {
  id: string;
  name: string;
  address: string;
  city: string;
  room: string | null;
  directions: string | null;
  accessibility: string | null;
  /** A page with a map; made from the address when the team gave none. */
  mapUrl: string;
}

/** What a clinic is, without its count of places. */
export interface ClinicFacts {
  id: string;
  slug: string;
  title: string;
  /** How text messages call it: never "citizenship" or "immigration". */
  smsName: string;
  mode: ClinicMode;
  status: ClinicStatus;
  timeZone: string;
  /** The civil day in the clinic's zone, `2026-12-05`. */
  day: string;
  /** BCP 47 tags of the languages the team speaks that day. */
  languages: string[];
  /** Null for a virtual clinic. */
  venue: VenueDetails | null;
  bookingOpensAt: Date | null;
  bookingClosesAt: Date | null;
  /** What the team wrote instead of the standard texts, by kind and language, `arrival.es`; null: nothing. */
  texts: Record<string, string> | null;
}

export interface ClinicDetails extends ClinicFacts {
  /** First start and last end of its slots; null while it has none. */
  startsAt: Date | null;
  endsAt: Date | null;
  /** Places that can be booked at this moment, over all slots that have not closed. */
  placesLeft: number;
}

export interface SlotTimes {
  id: string;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  /** 0 when full, closed by the team, or outside its booking window. */
  placesLeft: number;
}
