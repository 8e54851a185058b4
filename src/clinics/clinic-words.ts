import { formatDay, formatTime, formatTimeRange, zoneName } from '../i18n/dates.js';
import type { MessageKey } from '../i18n/translate.js';
import type { PageContext } from '../ui/page-context.js';
import type { BookingState } from './booking-state-rules.js';
import type { ClinicDetails, ClinicFacts } from './clinic-reads.js';

/** `English, Spanish, Haitian Creole`, in the reader's language. */
export function languageNames({ t }: PageContext, tags: string[]): string {
  return tags.map((tag) => t(`language.${tag}` as MessageKey)).join(', ');
}

/** `9:30 am to 4:00 pm`; a video call says whose time that is. */
export function hours({ t, locale }: PageContext, clinic: ClinicDetails): string {
  if (!clinic.startsAt || !clinic.endsAt) return '';
  const range = formatTimeRange(clinic.startsAt, clinic.endsAt, clinic.timeZone, locale);
  return clinic.mode === 'virtual' ? t('date.inZone', { time: range, zone: zoneName(clinic.timeZone, locale) }) : range;
}

/** `Codman Square Library, Dorchester`, or that it is a video call. */
export function placeOf({ t }: PageContext, clinic: ClinicFacts): string {
  return clinic.venue ? `${clinic.venue.name}, ${clinic.venue.city}` : t('clinic.video');
}

/** The one sentence that says whether one can book. */
export function stateWords({ t, locale }: PageContext, clinic: ClinicDetails, state: BookingState): string {
  const opens = clinic.bookingOpensAt;
  if (state === 'open') return t('clinic.placesLeft', { n: clinic.placesLeft });
  if (state === 'not_yet' && opens) {
    const { timeZone } = clinic;
    return t('clinic.opens', { day: formatDay(opens, timeZone, locale), time: formatTime(opens, timeZone, locale) });
  }
  return t(`clinic.state.${state}` as MessageKey);
}
