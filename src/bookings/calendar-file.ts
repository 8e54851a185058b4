import timezones from '@touch4it/ical-timezones';
import ical, { ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { DateTime } from 'luxon';
import { translator } from '../i18n/translate.js';
import type { BookingDetails } from './booking-reads.js';

/** The zone's rules, without the address that they were copied from: nothing of ours leads to others. */
const zoneComponent = (zone: string) => timezones.getVtimezoneComponent(zone)?.replace(/^TZURL:.*\r?\n/m, '') ?? null;

interface Circumstances {
  now: Date;
  /** The address that our emails come from. */
  organizer: string;
  /** Whom it is sent to, in an email; nobody for a file to take along. */
  attendee?: string;
}

/** Whether what a calendar holds of the booking is to go. */
export const isCalledOff = ({ status, clinic }: Pick<BookingDetails, 'status' | 'clinic'>) =>
  status === 'cancelled' || clinic.status === 'cancelled';

/**
 * The booking as an iCalendar file (RFC 5545): one event with a stable UID, whose SEQUENCE is the booking's revision, so
 * that a moved or cancelled booking changes the event that is already in somebody's calendar. By email it is a request of
 * us to the reader, already accepted (RFC 5546): mail programs put only those into the calendar by themselves. Times are
 * wall times of the clinic's zone, with its VTIMEZONE; in UTC where there is none of that very name (as for `US/Eastern`).
 */
export function calendarFile(booking: BookingDetails, { now, organizer, attendee }: Circumstances): string {
  const { clinic, reference, revision, startsAt, endsAt, joiningLink, manageUrl } = booking;
  const t = translator(booking.locale);
  const cancelled = isCalledOff(booking);
  const { venue, timeZone: zone } = clinic;
  const described = timezones.getVtimezoneComponent(zone)?.includes(`\nTZID:${zone}\n`) ?? false;
  const wall = (at: Date) => DateTime.fromJSDate(at, { zone: described ? zone : 'utc' });
  const held = attendee ? ICalCalendarMethod.REQUEST : ICalCalendarMethod.PUBLISH;
  const calendar = ical({ method: cancelled ? ICalCalendarMethod.CANCEL : held });
  calendar.prodId({ company: 'Citizenship Clinics', product: 'Scheduler' });
  // The event's zone, not the calendar's: that one would also write DTSTAMP as a wall time, which must be UTC.
  calendar.timezone({ name: null, generator: zoneComponent });
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
    // Shown beside the event, so it is the name that may stand on a locked screen.
    organizer: { name: clinic.smsName, email: organizer },
    attendees: attendee ? [{ email: attendee, status: ICalAttendeeStatus.ACCEPTED, rsvp: false }] : [],
  });
  return calendar.toString();
}
