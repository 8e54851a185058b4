import { DateTime } from 'luxon';
import { textOf } from '../../clinics/clinic-texts.js';
import { forbiddenInSms } from '../../clinics/sms-name-rules.js';
import { formatDay, formatTimes, zoneName } from '../../i18n/dates.js';
import { translator } from '../../i18n/translate.js';
import type { BookingDetails } from '../booking-reads.js';
import { spaced } from '../slip.view.js';

/** What a message is made from, at the moment of sending. */
export interface Told {
  booking: BookingDetails;
  now: Date;
  /** It goes to the team alone, and says so. */
  test?: true;
}

/** What a test begins with. */
export const testMark = ({ test }: Told) => (test ? 'TEST: ' : '');

/** All that the words of a text message may be filled in with. */
const FACTS = {
  /** By the name made for it: it never says what the clinic is about. */
  clinic: ({ booking }) => booking.clinic.smsName,
  day: ({ booking: { startsAt, clinic, locale } }) => formatDay(startsAt, clinic.timeZone, locale),
  /** The first one, where people have several. */
  time: ({ booking }) => timeOf(booking),
  /** All of them: where one is new, the others are told beside it. */
  times: ({ booking }) => timeOf(booking, startsOf(booking)),
  /** How many these are. */
  count: ({ booking }) => startsOf(booking).length,
  reference: ({ booking }) => spaced(booking.reference),
  url: ({ booking }) => booking.manageUrl,
  place: ({ booking }) => placeOf(booking),
  mode: ({ booking }) => booking.clinic.mode,
  /** Where a video call is joined, or the link that leads there. */
  join: ({ booking }) => linkToJoin(booking),
  /** How many days from today, on the calendar of the clinic: tomorrow is 1. */
  days: ({ booking: { startsAt, clinic }, now }) => {
    const [then, today] = [startsAt, now].map((at) =>
      DateTime.fromJSDate(at, { zone: clinic.timeZone }).startOf('day'),
    );
    return Math.round(then?.diff(today ?? then, 'days').days ?? 0);
  },
} satisfies Record<string, (told: Told) => string | number>;

export type SmsFact = keyof typeof FACTS;

/** What a text says unless its template has others: which clinic, when, under what reference, and the link. */
export const USUAL_FACTS = ['clinic', 'day', 'time', 'reference', 'url'] as const satisfies readonly SmsFact[];

/** These facts of a booking. */
export const factsOf = (names: readonly SmsFact[], told: Told) =>
  Object.fromEntries(names.map((name) => [name, FACTS[name](told)]));

/** What the clinic adds to its reminders, as it was typed; empty: nothing. */
export const ownSentenceOf = ({ clinic, locale }: BookingDetails) =>
  textOf(clinic, 'reminder', { t: translator(locale), locale });

/** When its people start, each time once, the first one first. */
export function startsOf({ attendees, startsAt }: Pick<BookingDetails, 'attendees' | 'startsAt'>): Date[] {
  const active = attendees.filter(({ status }) => status !== 'cancelled');
  const starts = new Set((active.length > 0 ? active : [{ startsAt }]).map((one) => one.startsAt.getTime()));
  return [...starts].sort((one, other) => one - other).map((at) => new Date(at));
}

/** The time, or several; of a video call, which people join from anywhere, with the name of its zone. */
export function timeOf({ startsAt, clinic, locale }: BookingDetails, starts = [startsAt]): string {
  const time = formatTimes(starts, clinic.timeZone, locale);
  if (clinic.mode !== 'virtual') return time;
  return translator(locale)('date.inZone', { time, zone: zoneName(clinic.timeZone, locale) });
}

/** Street and room; nothing of it where a word in it tells what the clinic is about: the link says it then. */
function placeOf({ clinic: { venue }, locale }: BookingDetails): string {
  const t = translator(locale);
  if (!venue) return t('sms.placeVideo');
  const place = [venue.address, venue.room].filter(Boolean).join(', ').replace(/\.$/, '');
  return forbiddenInSms(place) ? t('sms.placeLink') : place;
}

/** A longer one costs more than it is worth: the booking's own link leads there too. */
const LONGEST_LINK = 120;

function linkToJoin({ joiningLink, manageUrl }: BookingDetails): string {
  const usable = joiningLink && joiningLink.length <= LONGEST_LINK && !forbiddenInSms(joiningLink);
  return usable ? joiningLink : manageUrl;
}
