import { DateTime } from 'luxon';

/** The team is in Massachusetts. */
export const ZONE = 'America/New_York';

/** `Tue, Dec 1, 2026, 12:30:00 AM`: to the second, for lists in which the order of things matters. */
export const whenWords = (at: Date) =>
  DateTime.fromJSDate(at, { zone: ZONE }).setLocale('en-US').toFormat('ccc, LLL d, yyyy, h:mm:ss a');
