import { LOCALES } from '../../i18n/locales.js';
import type { Locale } from '../../i18n/locales.js';
import { segments } from '../../messaging/segments.js';
import type { BookingDetails } from '../booking-reads.js';
import { answerSms } from '../replies/answer-words.js';
import type { AnswerKind } from '../replies/answers.js';
import { ANSWERS } from '../replies/answers.js';
import type { Choice, Question } from '../replies/conversation-rules.js';

export interface AnswerSample {
  locale: Locale;
  text: string;
  count: number;
  encoding: 'GSM-7' | 'UCS-2';
}

const WEEK_MS = 7 * 24 * 3_600_000;

/** Every answer to a reply in each of our languages, as it would be sent about a booking that nobody made. */
export function answerSamples(
  bookingIn: (locale: Locale) => BookingDetails,
  url: string,
): Map<AnswerKind, AnswerSample[]> {
  const of = (kind: AnswerKind, locale: Locale): AnswerSample => {
    const first = bookingIn(locale);
    const second = { ...first, id: 'another', startsAt: new Date(first.startsAt.getTime() + WEEK_MS) };
    const bookings = kind.startsWith('reply_which') ? [first, second] : [first];
    const about = bookings.map(({ id, revision }): Choice => ({ bookingId: id, revision }));
    const question: Question = { ask: 'which', of: 'coming', options: [...about.map((one) => [one]), about] };
    const { text } = answerSms({ kind, locale, about, question: about[1] ? question : null, bookings, url });
    return { locale, text, ...segments(text) };
  };
  return new Map(ANSWERS.map((kind) => [kind, LOCALES.map(({ tag }) => of(kind, tag))]));
}
