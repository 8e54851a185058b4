import { bringLines, textOf } from '../../clinics/clinic-texts.js';
import { formatDay, formatTimes, zoneName } from '../../i18n/dates.js';
import { translator } from '../../i18n/translate.js';
import type { EmailContent } from '../../messaging/kinds.js';
import { render } from '../../ui/html.js';
import { PHONE_LINE } from '../../ui/talk-panel.view.js';
import type { BookingDetails } from '../booking-reads.js';
import { calendarFile, isCalledOff } from '../calendar-file.js';
import { spaced } from '../slip.view.js';
import type { EmailFacts } from './email.view.js';
import { EmailView } from './email.view.js';
import type { Told } from './sms-facts.js';
import { factsOf, ownSentenceOf, startsOf, testMark, timeOf, USUAL_FACTS } from './sms-facts.js';
import type { Template } from './templates/template.js';
import { whatIsTrue } from './what-is-true.js';

/** The addresses of an email. */
export interface Envelope {
  from: string;
  to: string;
  /** Where its reader makes these emails stop. */
  unsubscribeUrl: string;
}

/** The email: its subject names nobody, and the calendar file in it changes the event of an earlier one. */
export function bookingEmail(
  { kind, facts: own = USUAL_FACTS, ownSentence }: Template,
  told: Told,
  { from, to, unsubscribeUrl }: Envelope,
): EmailContent {
  const { booking, now } = told;
  const { clinic, startsAt, locale, status } = booking;
  const t = translator(locale);
  const cancelled = isCalledOff(booking);
  const { venue } = clinic;
  const starts = own.includes('times') ? startsOf(booking) : [startsAt];
  const facts: EmailFacts = {
    title: testMark(told) + t(`email.${whatIsTrue(kind, booking)}`, factsOf(own, told)),
    preheader: `${venue?.name ?? t('clinic.video')}. ${t('ics.reference', { reference: spaced(booking.reference) })}`,
    day: formatDay(startsAt, clinic.timeZone, locale),
    time: formatTimes(starts, clinic.timeZone, locale),
    zone: zoneName(clinic.timeZone, locale),
    place: venue?.name ?? t('clinic.video'),
    address: venue ? [venue.address, venue.room].filter(Boolean).join(', ') : undefined,
    mapUrl: cancelled ? undefined : venue?.mapUrl,
    joiningLink: cancelled ? undefined : (booking.joiningLink ?? undefined),
    action: t(status === 'cancelled' ? 'email.bookAgain' : cancelled ? 'email.otherDate' : 'email.manage'),
    calendar: cancelled ? undefined : t('email.calendar'),
    ownSentence: ownSentence && ownSentenceOf(booking),
    arrival: cancelled ? undefined : textOf(clinic, 'arrival', { t, locale }),
    bring: cancelled ? [] : bringLines(clinic, { t, locale }),
    talk: t('email.talk', { phone: PHONE_LINE.shown, extension: PHONE_LINE.extension }),
    keep: status === 'cancelled' ? undefined : t('email.keep'),
    unsubscribeUrl,
  };
  return {
    subject: t('email.subject', { title: facts.title, day: facts.day, time: timeOf(booking, starts) }),
    text: plainText(booking, facts),
    html: render(<EmailView booking={booking} facts={facts} />),
    calendar: {
      method: cancelled ? 'CANCEL' : 'REQUEST',
      content: calendarFile(booking, { now, organizer: from, attendee: to }),
    },
    unsubscribeUrl,
  };
}

function plainText(booking: BookingDetails, facts: EmailFacts): string {
  const t = translator(booking.locale);
  const link = (words: string, url?: string) => url && `${words}: ${url}`;
  const lines = [
    facts.title,
    '',
    `${facts.day}, ${facts.time} (${facts.zone})`,
    facts.place,
    facts.address,
    link(t('clinic.map'), facts.mapUrl),
    link(t('slip.join'), facts.joiningLink),
    '',
    `${t('slip.reference')}: ${spaced(booking.reference)}. ${t('slip.readOut')}`,
    link(facts.action, booking.manageUrl),
    facts.calendar,
    ...(facts.ownSentence ? ['', facts.ownSentence] : []),
    ...(facts.arrival ? ['', facts.arrival] : []),
    ...(facts.bring.length > 0 ? ['', `${t('bring.title')}:`, ...facts.bring.map((item) => `- ${item}`)] : []),
    '',
    facts.talk,
    facts.keep,
    '',
    link(t('email.stop'), facts.unsubscribeUrl),
  ];
  return lines.filter((line) => line !== undefined).join('\n');
}
