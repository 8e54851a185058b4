import type { ClinicFacts, VenueDetails } from './clinic-reads.js';

/** Columns of `venues v` but for the room, which a clinic may have of its own. */
export const VENUE_FACTS = `v.id as "venueId", v.name as "venueName", v.address, v.city, v.directions, v.accessibility,
  v.map_url as "mapUrl"`;

/** Columns of `clinics c left join venues v`, to be read with `clinicFacts`. */
export const CLINIC_FACTS = `c.id, c.slug, c.title, c.sms_name as "smsName", c.mode, c.status,
  c.time_zone as "timeZone", c.day::text as day, c.languages, c.booking_opens_at as "bookingOpensAt",
  c.booking_closes_at as "bookingClosesAt", coalesce(c.room, v.room) as room, ${VENUE_FACTS},
  (select jsonb_object_agg(x.kind || '.' || x.language, x.text) from clinic_texts x where x.clinic_id = c.id) as texts`;

/** One row of a venue. */
export interface VenueRow extends Omit<VenueDetails, 'id' | 'name' | 'mapUrl'> {
  venueId: string | null;
  venueName: string;
  mapUrl: string | null;
}

/** One row of those columns. */
export interface ClinicFactsRow extends Omit<ClinicFacts, 'venue'>, VenueRow {}

/** A row as the clinic it describes; other columns of the row are left behind. */
export function clinicFacts(row: ClinicFactsRow): ClinicFacts {
  const { id, slug, title, smsName, mode, status, timeZone, day, languages, bookingOpensAt, bookingClosesAt, texts } =
    row;
  const clinic = {
    id,
    slug,
    title,
    smsName,
    mode,
    status,
    timeZone,
    day,
    languages,
    bookingOpensAt,
    bookingClosesAt,
    texts,
  };
  return { ...clinic, venue: venueOf(row) };
}

/** A row as the venue it describes; null where there is none. */
export function venueOf(row: VenueRow): VenueDetails | null {
  if (row.venueId === null) return null;
  const { venueId: id, venueName: name, address, city, room, directions, accessibility } = row;
  return { id, name, address, city, room, directions, accessibility, mapUrl: row.mapUrl ?? mapSearch(name, address) };
}

function mapSearch(name: string, address: string): string {
  return `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(`${name}, ${address}`)}`;
}
