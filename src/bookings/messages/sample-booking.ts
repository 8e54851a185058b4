import { DateTime } from 'luxon';
import type { ClinicFacts, ClinicMode } from '../../clinics/clinic-reads.js';
import { TEAM_ZONE } from '../../i18n/dates.js';
import type { Locale } from '../../i18n/locales.js';
import type { BookingDetails } from '../booking-reads.js';
import type { Told } from './sms-facts.js';
import type { Template } from './templates/template.js';

/** As long as every reference and every link; the link leads nowhere. */
export const SAMPLE_REFERENCE = 'K7M4QP';
export const SAMPLE_TOKEN = 'xxxxxxxxxxxxxxxxxxxxxx';

/** Whom a sample is for. */
export interface SampleOf {
  locale: Locale;
  mode: ClinicMode;
  /** How many days before, where the words depend on it. */
  days?: number;
  /** One of ours instead of a made-up one; its mode counts then. */
  clinic?: ClinicFacts & { startsAt?: Date | null };
}

/** What a template would be made from, for a booking that nobody made. */
export function sampleTold(
  { speaksOf }: Template,
  { locale, mode, days, clinic = madeUp(mode) }: SampleOf,
  urls: Pick<BookingDetails, 'manageUrl' | 'calendarUrl'>,
  now: Date,
): Told {
  const startsAt = clinic.startsAt ?? firstTime(clinic, now);
  const endsAt = new Date(startsAt.getTime() + 30 * 60_000);
  const status = speaksOf === 'cancelled' ? 'cancelled' : 'booked';
  const facts: ClinicFacts = { ...clinic, status: speaksOf === 'calledOff' ? 'cancelled' : 'published' };
  const attendee = { id: 'sample', name: 'Ana Silva', language: locale, needsInterpreter: false };
  const booking: BookingDetails = {
    ...{ id: 'sample', reference: SAMPLE_REFERENCE, status, revision: 1, locale, language: locale, createdAt: now },
    contact: { fullName: 'Ana Silva', phone: null, email: null },
    ...{ smsConsent: true, emailConsent: true, clinic: facts, startsAt, endsAt, ...urls, link: { keyId: '', rev: 0 } },
    joiningLink: clinic.mode === 'virtual' ? 'https://video.example.org/j/1234567890' : null,
    attendees: [{ ...attendee, status: 'expected', slotId: 'sample', startsAt, endsAt }],
  };
  return { booking, now: days === undefined ? now : before(startsAt, days, facts.timeZone) };
}

const before = (at: Date, days: number, zone: string) => DateTime.fromJSDate(at, { zone }).minus({ days }).toJSDate();

/** At half past nine of its day; a made-up one is on a Saturday, whose Spanish name is the dearest. */
function firstTime({ day, timeZone: zone }: ClinicFacts, now: Date): Date {
  const date = day
    ? DateTime.fromISO(day, { zone })
    : DateTime.fromJSDate(now, { zone }).plus({ weeks: 1 }).set({ weekday: 6 });
  return date.set({ hour: 9, minute: 30, second: 0, millisecond: 0 }).toJSDate();
}

function madeUp(mode: ClinicMode): ClinicFacts {
  const venue = {
    ...{ id: 'sample', name: 'Codman Square Library', address: '690 Washington Street', city: 'Dorchester' },
    ...{ room: 'Community Room', directions: null, accessibility: null },
    mapUrl: 'https://www.google.com/maps/search/?api=1&query=690%20Washington%20Street',
  };
  return {
    ...{ id: 'sample', slug: 'sample', title: 'Codman Square Library', smsName: 'Codman Square Library clinic', mode },
    ...{
      status: 'published',
      timeZone: TEAM_ZONE,
      day: '',
      languages: ['en'],
      venue: mode === 'virtual' ? null : venue,
    },
    ...{ bookingOpensAt: null, bookingClosesAt: null, texts: null },
  };
}
