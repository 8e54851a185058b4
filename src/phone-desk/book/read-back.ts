import type { BookingDetails } from '../../bookings/booking-reads.js';
import type { ClinicDetails, ClinicFacts } from '../../clinics/clinic-reads.js';
import { bringLines } from '../../clinics/clinic-texts.js';
import { formatDay, formatTime, TEAM_ZONE, zoneName } from '../../i18n/dates.js';
import { STAFF_CONTEXT } from '../../ui/staff-page.view.js';
import { listed, referenceWords } from '../said-words.js';

/** `, Pacific Time`, where it is not plain whose time it is. */
export const zoneWords = (at: Date, { timeZone, mode }: ClinicFacts) =>
  mode === 'virtual' || timeZone !== TEAM_ZONE ? `, ${zoneName(timeZone, 'en', at)}` : '';

/** `Saturday, December 5, at 10:00 am`, and whose time it is where that is not plain. */
export function whenWords(at: Date, clinic: ClinicFacts): string {
  const { timeZone } = clinic;
  return `${formatDay(at, timeZone, 'en')}, at ${formatTime(at, timeZone, 'en')}${zoneWords(at, clinic)}`;
}

/** Name, street and room; or that it is a video call. */
export function whereWords({ venue }: Pick<ClinicFacts, 'venue'>): string {
  if (!venue) return 'By video call. The link is in the message.';
  return [venue.name, venue.address, venue.room].filter(Boolean).join(', ');
}

/** The question before it is booked. */
export function askWords(clinic: ClinicDetails, at: Date, people: number): string {
  const forWhom = people === 1 ? '' : ` for ${people} people`;
  const place = clinic.venue ? `It is at ${whereWords(clinic)}.` : 'It is a video call.';
  return `I have a place${forWhom} on ${whenWords(at, clinic)}. ${place} Is that good for you?`;
}

/** What is read back once it is booked: one thought a line, in plain English. */
export function readBack(booking: BookingDetails): string[] {
  const { clinic, attendees, smsConsent, emailConsent, contact, reference } = booking;
  const coming = attendees.filter(({ status }) => status !== 'cancelled');
  const times = new Map(coming.map(({ startsAt }) => [startsAt.getTime(), startsAt]));
  const places = [...times.values()].map((at) => {
    const names = coming.filter(({ startsAt }) => startsAt.getTime() === at.getTime()).map(({ name }) => name);
    return `${listed(names)}: you have ${names.length === 1 ? 'a place' : `${names.length} places`} on ${whenWords(at, clinic)}.`;
  });
  const told = [smsConsent && 'a text message', emailConsent && `an email to ${contact.email}`].filter(Boolean);
  return [
    ...places,
    clinic.venue ? `It is at ${whereWords(clinic)}.` : 'It is a video call.',
    referenceWords(reference),
    told.length > 0
      ? `We send you ${told.join(' and ')} with all of this now.`
      : 'We do not send you a message: please write this down.',
    'If you cannot come, please tell us, so that somebody else gets the place.',
  ];
}

/** What to bring, thing by thing. */
export const bringWords = (clinic: ClinicFacts) => bringLines(clinic, STAFF_CONTEXT);
