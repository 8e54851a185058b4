import timezones from '@touch4it/ical-timezones';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { DateTime } from 'luxon';
import { translator } from '../i18n/translate.js';
import type { BookingDetails } from './booking-reads.js';

/**
 * The booking as an iCalendar file (RFC 5545): one event with a stable UID, whose SEQUENCE is the booking's revision, so
 * that a moved or cancelled booking changes the event that is already in somebody's calendar. Times are wall times of
 * the clinic's zone, with its VTIMEZONE.
 */
export function calendarFile(booking: BookingDetails, now: Date): string {
  const { clinic, reference, status, revision, startsAt, endsAt, joiningLink, manageUrl } = booking;
  const t = translator(booking.locale);
  const cancelled = status === 'cancelled' || clinic.status === 'cancelled';
  const { venue, timeZone: zone } = clinic;
  const wall = (at: Date) => DateTime.fromJSDate(at, { zone });
  const calendar = ical({ method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH });
  calendar.prodId({ company: 'Citizenship Clinics', product: 'Scheduler' });
  calendar.timezone({ name: zone, generator: timezones.getVtimezone });
  calendar.createEvent({
    id: `${booking.id}@clinic-scheduler`,
    sequence: revision,
    stamp: DateTime.fromJSDate(now, { zone: 'utc' }),
    start: wall(startsAt),
    end: wall(endsAt),
    timezone: zone,
    summary: t('ics.summary', { place: clinic.smsName }),
    description: [t('ics.reference', { reference }), t('ics.manage', { url: manageUrl })].join('\n'),
    location: venue ? [venue.name, venue.room, venue.address].filter(Boolean).join(', ') : (joiningLink ?? undefined),
    url: manageUrl,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return calendar.toString();
}
