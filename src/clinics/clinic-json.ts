import { DateTime } from 'luxon';
import type { ClinicDetails, ClinicFacts, SlotTimes } from './clinic-reads.js';

/** ISO 8601 with the offset of the zone at that instant, `2026-12-05T09:30:00-05:00`. */
export function isoIn(zone: string, at: Date): string;
export function isoIn(zone: string, at: Date | null): string | null;
export function isoIn(zone: string, at: Date | null): string | null {
  return at && DateTime.fromJSDate(at, { zone }).toISO({ suppressMilliseconds: true });
}

/** What a clinic is, as the HTTP contract shows it. */
export function clinicFactsJson({ id, slug, title, mode, status, timeZone, venue, languages }: ClinicFacts) {
  return { id, slug, title, mode, status, timeZone, venue, languages };
}

/** A clinic with its times and places, as the HTTP contract shows it. */
export function clinicJson(clinic: ClinicDetails) {
  return {
    ...clinicFactsJson(clinic),
    startsAt: isoIn(clinic.timeZone, clinic.startsAt),
    endsAt: isoIn(clinic.timeZone, clinic.endsAt),
    placesLeft: clinic.placesLeft,
    bookingOpensAt: isoIn(clinic.timeZone, clinic.bookingOpensAt),
    bookingClosesAt: isoIn(clinic.timeZone, clinic.bookingClosesAt),
  };
}

/** A slot as the HTTP contract shows it. */
export function slotJson(slot: SlotTimes, zone: string) {
  const { id, capacity, placesLeft } = slot;
  return { id, startsAt: isoIn(zone, slot.startsAt), endsAt: isoIn(zone, slot.endsAt), capacity, placesLeft };
}
