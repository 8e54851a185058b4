import { forbiddenInSms } from '../../clinics/sms-name-rules.js';
import { formatDay, formatTime, zoneName } from '../../i18n/dates.js';
import { translator } from '../../i18n/translate.js';
import type { SmsContent } from '../../messaging/kinds.js';
import { PHONE_LINE } from '../../ui/talk-panel.view.js';
import type { BookingDetails } from '../booking-reads.js';
import { spaced } from '../slip.view.js';
import type { BookingKind } from './booking-kind-names.js';

/**
 * The words of a text message: which clinic (by the name made for it), when, the reference, the link. It never says what
 * the clinic is about: a phone may be read over a shoulder.
 */
export function bookingSms(kind: BookingKind, booking: BookingDetails): SmsContent {
  const { clinic, startsAt, locale, manageUrl } = booking;
  const t = translator(locale);
  const time = formatTime(startsAt, clinic.timeZone, locale);
  const text = t(`sms.${kind}`, {
    clinic: clinic.smsName,
    day: formatDay(startsAt, clinic.timeZone, locale),
    time: clinic.mode === 'virtual' ? t('date.inZone', { time, zone: zoneName(clinic.timeZone, locale) }) : time,
    reference: spaced(booking.reference),
    url: manageUrl,
    place: placeOf(booking),
  });
  return { text, firstLine: t('sms.firstLine', { phone: PHONE_LINE.shown, extension: PHONE_LINE.extension }) };
}

/** Street and room; nothing of it where a word in it tells what the clinic is about: the link says it then. */
function placeOf({ clinic: { venue }, locale }: BookingDetails): string {
  const t = translator(locale);
  if (!venue) return t('sms.placeVideo');
  const place = [venue.address, venue.room].filter(Boolean).join(', ');
  return forbiddenInSms(place) ? t('sms.placeLink') : place;
}
