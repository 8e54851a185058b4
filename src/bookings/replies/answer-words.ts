import { formatDay } from '../../i18n/dates.js';
import type { Locale } from '../../i18n/locales.js';
import { translator } from '../../i18n/translate.js';
import type { SmsContent } from '../../messaging/kinds.js';
import { plainSms } from '../../messaging/plain-sms.js';
import { PHONE_LINE } from '../../ui/talk-panel.view.js';
import type { AttendeeDetails, BookingDetails } from '../booking-reads.js';
import { timeOf } from '../messages/sms-facts.js';
import type { AnswerKind } from './answers.js';
import type { Choice, Question } from './conversation-rules.js';
import { FIRST_OPTION } from './conversation-rules.js';

/** What an answer is made of when it goes. */
export interface AnswerFacts {
  kind: AnswerKind;
  locale: Locale;
  about: Choice[];
  question: Question | null;
  bookings: BookingDetails[];
  /** Where clinics and times are listed. */
  url: string;
}

/** The words of an answer to a reply. */
export function answerSms({ kind, locale, about, question, bookings, url }: AnswerFacts): SmsContent {
  const t = translator(locale);
  const line = { phone: PHONE_LINE.shown, extension: PHONE_LINE.extension };
  const options = question?.ask === 'which' ? question.options : [];
  const places = placesOf(options.length > 0 ? options.filter(({ length }) => length === 1).flat() : about, bookings);
  const label = labeller(places, locale);
  const list =
    options.length > 0
      ? options.map((choices, i) => `${FIRST_OPTION + i} = ${choices.length > 1 ? t('sms.reply_all') : label(choices)}`)
      : [label(about)];
  const text = t(`sms.${kind}`, { ...line, url, count: about.length, list: list.join('; ') });
  return { text: plainSms(text), firstLine: t('sms.firstLine', line) };
}

/** A place as it is told: at which time of which booking, and who may have to be named. */
interface Place extends Choice {
  booking: BookingDetails;
  at: Date;
  people: AttendeeDetails[];
}

function placesOf(choices: Choice[], bookings: BookingDetails[]): Place[] {
  return choices.flatMap((choice) => {
    const booking = bookings.find(({ id }) => id === choice.bookingId);
    if (!booking) return [];
    const seated = booking.attendees.filter(({ status }) => status !== 'cancelled');
    const one = seated.find(({ id }) => id === choice.attendeeId);
    return [{ ...choice, booking, at: one?.startsAt ?? booking.startsAt, people: one ? [one] : seated }];
  });
}

/** Which place: its day and time; and whose it is where others have theirs in the same booking, or at the same time. */
function labeller(places: Place[], locale: Locale): (choices: Choice[]) => string {
  const one = (choice: Choice) => {
    const place = places.find(
      (known) => known.bookingId === choice.bookingId && known.attendeeId === choice.attendeeId,
    );
    if (!place) return '';
    const { booking, at, people, attendeeId } = place;
    const when = `${formatDay(at, booking.clinic.timeZone, locale)}, ${timeOf({ ...booking, startsAt: at, locale })}`;
    const named = attendeeId ?? places.some((other) => other !== place && +other.at === +at);
    return named ? `${people.map((person) => shortName(person, places)).join(', ')}, ${when}` : when;
  };
  return (choices) => choices.map(one).join('; ');
}

/** Others may read it on their phone: no more of a name than tells who it is. Many write the family's name first. */
function shortName({ id, name }: AttendeeDetails, places: Place[]): string {
  const others = places.flatMap(({ booking }) => booking.attendees).filter((other) => other.id !== id);
  const first = firstName(name);
  return others.some((other) => firstName(other.name).toLowerCase() === first.toLowerCase()) ? name.trim() : first;
}

const firstName = (name: string) => name.trim().split(/\s+/)[0] ?? '';
