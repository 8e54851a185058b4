import { DateTime } from 'luxon';
import { languageNames } from '../clinics/clinic-words.js';
import { STAFF_CONTEXT } from '../ui/staff-page.view.js';
import type { Source } from './report-reads.js';
import { share } from './report-rules.js';

export const SOURCE_WORDS: Record<Source, string> = {
  online: 'Online',
  phone: 'Phone',
  walk_in: 'Walk-in',
  waitlist: 'Waiting list',
  sms: 'Text message',
};

const numbers = new Intl.NumberFormat('en-US');

/** `1,204`. */
export const number = (n: number) => numbers.format(n);

export const count = (n: number, one: string, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;
export const people = (n: number) => count(n, 'person', 'people');

/** `13%`; nothing where there are too few. */
export const percent = (n: number, of: number) => {
  const found = share(n, of);
  return found === undefined ? '' : `${found}%`;
};

/** `61 of 470, 13%`. */
export const partOf = (n: number, of: number) =>
  [`${number(n)} of ${number(of)}`, percent(n, of)].filter(Boolean).join(', ');

export const languageName = (tag: string) => languageNames(STAFF_CONTEXT, [tag]);

const format = (day: string, how: string) => DateTime.fromISO(day, { zone: 'utc', locale: 'en' }).toFormat(how);

/** `Nov 14`, `Nov 14, 2026`, `November 2026`. */
export const shortDay = (day: string) => format(day, 'LLL d');
export const dayWords = (day: string) => format(day, 'LLL d, yyyy');
export const monthWords = (day: string) => format(day, 'LLLL yyyy');

export const minuteWords = (minutes: number) => `${number(minutes)} min`;
