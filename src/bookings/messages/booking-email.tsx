import { bringLines, textOf } from '../../clinics/clinic-texts.js';
import { formatDay, formatTime, zoneName } from '../../i18n/dates.js';
import { translator } from '../../i18n/translate.js';
import type { EmailContent } from '../../messaging/kinds.js';
import { render } from '../../ui/html.js';
import { PHONE_LINE } from '../../ui/talk-panel.view.js';
import type { BookingDetails } from '../booking-reads.js';
import { calendarFile } from '../calendar-file.js';
import { spaced } from '../slip.view.js';
import type { BookingKind } from './booking-kind-names.js';
import type { EmailFacts } from './email.view.js';
import { EmailView } from './email.view.js';

/** The email: its subject names nobody, and the calendar file in it changes the event of an earlier one. */
export function bookingEmail(kind: BookingKind, booking: BookingDetails, now: Date): EmailContent {
  const { clinic, startsAt, locale, status } = booking;
  const t = translator(locale);
  const cancelled = status === 'cancelled' || clinic.status === 'cancelled';
  const { venue } = clinic;
  const facts: EmailFacts = {
    title: t(`email.${kind}`),
    preheader: `${venue?.name ?? t('clinic.video')}. ${t('ics.reference', { reference: spaced(booking.reference) })}`,
    day: formatDay(startsAt, clinic.timeZone, locale),
    time: formatTime(startsAt, clinic.timeZone, locale),
    zone: zoneName(clinic.timeZone, locale),
    place: venue?.name ?? t('clinic.video'),
    address: venue ? [venue.address, venue.room].filter(Boolean).join(', ') : undefined,
    mapUrl: venue?.mapUrl,
    joiningLink: cancelled ? undefined : (booking.joiningLink ?? undefined),
    action: t(clinic.status === 'cancelled' && status !== 'cancelled' ? 'email.otherDate' : 'email.manage'),
    arrival: cancelled ? undefined : textOf(clinic, 'arrival', { t, locale }),
    bring: cancelled ? [] : bringLines(clinic, { t, locale }),
  };
  return {
    subject: t('email.subject', { title: facts.title, day: facts.day, time: facts.time }),
    text: plainText(booking, facts),
    html: render(<EmailView booking={booking} facts={facts} />),
    calendar: { method: cancelled ? 'CANCEL' : 'PUBLISH', content: calendarFile(booking, now) },
  };
}

function plainText(booking: BookingDetails, facts: EmailFacts): string {
  const t = translator(booking.locale);
  const lines = [
    facts.title,
    '',
    `${facts.day}, ${facts.time} (${facts.zone})`,
    facts.place,
    facts.address,
    facts.joiningLink && t('email.join', { url: facts.joiningLink }),
    t('ics.reference', { reference: spaced(booking.reference) }),
    '',
    t('ics.manage', { url: booking.manageUrl }),
    ...(facts.arrival ? ['', facts.arrival] : []),
    ...(facts.bring.length > 0 ? ['', `${t('bring.title')}:`, ...facts.bring.map((item) => `- ${item}`)] : []),
    '',
    t('email.talk', { phone: PHONE_LINE.shown, extension: PHONE_LINE.extension }),
    t('email.keep'),
  ];
  return lines.filter((line) => line !== undefined).join('\n');
}
