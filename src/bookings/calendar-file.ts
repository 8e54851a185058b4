import timezones from '@touch4it/ical-timezones';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { DateTime } from 'luxon';
import { translator } from '../i18n/translate.js';
import type { BookingDetails } from './booking-reads.js';

/**
 * The booking as an iCalendar file (RFC 5545): one event with a stable UID, whose SEQUENCE is the booking's revision, so
 * that a moved or cancelled booking changes the event that is already in somebody's calendar. Times are wall times of
 * the clinic's zone, with its VTIMEZONE; in UTC where there is none of that very name (as for `US/Eastern`).
 */
export function calendarFile(booking: BookingDetails, now: Date): string {
  const { clinic, reference, status, revision, startsAt, endsAt, joiningLink, manageUrl } = booking;
  const t = translator(booking.locale);
  const cancelled = status === 'cancelled' || clinic.status === 'cancelled';
  const { venue, timeZone: zone } = clinic;
  const described = timezones.getVtimezoneComponent(zone)?.includes(`\nTZID:${zone}\n`) ?? false;
  const wall = (at: Date) => DateTime.fromJSDate(at, { zone: described ? zone : 'utc' });
  const calendar = ical({ method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH });
  calendar.prodId({ company: 'Citizenship Clinics', product: 'Scheduler' });
  // The event's zone, not the calendar's: that one would also write DTSTAMP as a wall time, which must be UTC.
  calendar.timezone({ name: null, generator: timezones.getVtimezoneComponent });
  calendar.createEvent({
    id: `${booking.id}@clinic-scheduler`,
    sequence: revision,
    stamp: DateTime.fromJSDate(now, { zone: 'utc' }),
    start: wall(startsAt),
    end: wall(endsAt),
    timezone: described ? zone : null,
    summary: t('ics.summary', { place: clinic.smsName }),
    description: [t('ics.reference', { reference }), t('ics.manage', { url: manageUrl })].join('\n'),
    location: venue ? [venue.name, venue.room, venue.address].filter(Boolean).join(', ') : (joiningLink ?? undefined),
    url: manageUrl,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return calendar.toString();
}
