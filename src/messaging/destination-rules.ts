import parsePhoneNumber from 'libphonenumber-js/max';

/** The United States with its territories, and Canada: where text messages cost what one expects. */
export const OUR_COUNTRIES: ReadonlySet<string> = new Set(['US', 'CA', 'PR', 'VI', 'GU', 'AS', 'MP']);

/** Whether we send texts to a number (E.164): others in the same numbering plan, such as +1 876, cost a multiple. */
export function isOurCountry(to: string): boolean {
  return OUR_COUNTRIES.has(parsePhoneNumber(to)?.country ?? '');
}
