import type { Offer } from './offers-reader.js';

/** So many times have a key of their own: the digits. */
const KEYS = 9;
/** Of one clinic, so that other days are a key away too. */
const KEYS_OF_ONE = 3;

/** Clinics that speak the caller's language first, then by day; those with room before those without. */
export function inOrder(offers: Offer[], language: string): Offer[] {
  const rank = ({ clinic, times }: Offer) =>
    times.length === 0 ? 2 : language && !clinic.languages.includes(language) ? 1 : 0;
  return [...offers].sort((a, b) => rank(a) - rank(b));
}

/** Which digit chooses which time, by the ids of slots: the first three of each of the first clinics. */
export function keysOf(offers: Offer[]): Map<string, string> {
  const first = offers.flatMap(({ times }) => times.slice(0, KEYS_OF_ONE)).slice(0, KEYS);
  return new Map(first.map(({ id }, i) => [id, String(i + 1)]));
}
