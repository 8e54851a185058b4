import type { BookingDetails, BookingEvent } from '../../bookings/booking-reads.js';
import type { Standing } from '../../bookings/standing-rules.js';
import { formatDayTime, formatTime } from '../../i18n/dates.js';
import { whenWords } from '../book/read-back.js';
import { listed, referenceWords } from '../said-words.js';
import type { Fact } from './identity-rules.js';

export const STATE_WORDS: Record<Standing, string> = {
  coming: 'Booked',
  cancelled: 'Cancelled',
  calledOff: 'Clinic called off',
  over: 'Over',
};

export const SOURCE_WORDS: Record<string, string> = {
  online: 'Booked online',
  phone: 'Booked by phone',
  walk_in: 'Came without a booking',
  waitlist: 'Booked from the waiting list',
  sms: 'Booked by text message',
};

export const ATTENDEE_WORDS = {
  expected: '',
  arrived: 'came',
  done: 'came',
  no_show: 'did not come',
  cancelled: 'cancelled',
} as const;

export const FACT_WORDS: Record<Fact, string> = {
  name: 'Full name',
  reference: 'Reference',
  time: 'Day and time',
  address: 'Phone or email on file',
  company: 'Who comes with them',
  called_back: 'We called back the number on file',
};

/** What the form of the public says beside its boxes, as one asks it on the phone; see `CONSENT_WORDING`. */
export const SPOKEN_CONSENT = {
  sms: '“May we send you text messages about this place? It is a few for each booking. Your phone company may charge for them. Reply STOP to end them, HELP for help.”',
  email: '“May we send you emails about this place? It is a few for each booking.”',
} as const;

const EVENTS: Record<BookingEvent['kind'], string> = {
  booked: 'Booked',
  moved: 'Moved',
  cancelled: 'Cancelled',
  attendee_cancelled: 'Cancelled for one',
  clinic_called_off: 'The clinic was called off',
  clinic_back: 'The clinic was brought back',
  clinic_changed: 'The clinic was changed',
  contact_changed: 'Phone or email changed',
  name_changed: 'A name was corrected',
  language_changed: 'Language changed',
  messages_stopped: 'Messages stopped',
  messages_resumed: 'Messages began again',
  said_coming: 'Said by text that they come',
};

/** `Moved from Saturday, December 5, 10:00 am to …, by Phuong`. */
export function eventWords(event: BookingEvent, zone: string, names: (actor: string | null) => string): string {
  const { kind, from, to, attendeeName, actor } = event;
  const when = (at: Date) => formatDayTime(at, zone, 'en');
  const who = attendeeName && kind === 'attendee_cancelled' ? `Cancelled for ${attendeeName}` : EVENTS[kind];
  const way = from && to ? ` from ${when(from)} to ${when(to)}` : '';
  const by = actor === undefined ? '' : actor === 'applicant' ? ', by themselves' : `, by ${names(actor)}`;
  return `${who}${way}${by}`;
}

/** What is true now, to be read out: day, time, place, for whom. */
export function readBack(booking: BookingDetails, state: Standing): string {
  const { startsAt, clinic, attendees, reference } = booking;
  const when = whenWords(startsAt, clinic);
  const where = clinic.venue
    ? `at ${[clinic.venue.name, clinic.venue.address, clinic.venue.room].filter(Boolean).join(', ')}`
    : 'by video call';
  if (state === 'cancelled') return `The place on ${when} is given back. You do not need to come.`;
  if (state === 'calledOff') return `The clinic on ${when} does not take place. Please do not come.`;
  if (state === 'over') return `That was ${when}, ${where}.`;
  const people = attendees.filter(({ status }) => status !== 'cancelled');
  const apart = new Set(people.map((one) => one.startsAt.getTime())).size > 1;
  const active = people.map((one) =>
    apart ? `${one.name} at ${formatTime(one.startsAt, clinic.timeZone, 'en')}` : one.name,
  );
  return `You have a place on ${when}, ${where}. It is for ${listed(active)}. ${referenceWords(reference)}`;
}
