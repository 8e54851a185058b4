import { DateTime } from 'luxon';
import { dayParts, formatDay, formatDayTime } from '../i18n/dates.js';
import { STAFF_CONTEXT } from '../ui/staff-page.view.js';
import type { BookingState } from './booking-state-rules.js';
import { bookingState } from './booking-state-rules.js';
import type { ClinicDetails } from './clinic-reads.js';
import type { TeamSlot } from './team-clinics.js';

/** What a clinic is to the team at this moment. */
export type TeamState = 'draft' | BookingState;

export const teamState = (clinic: ClinicDetails, now: Date): TeamState =>
  clinic.status === 'draft' ? 'draft' : bookingState(clinic, now);

/** The one sentence that says how things stand. */
export function teamStateWords(clinic: ClinicDetails, now: Date): string {
  const { bookingOpensAt: opens, timeZone } = clinic;
  const words: Record<TeamState, string> = {
    draft: 'Draft: the public does not see it',
    open: `Open for booking, ${clinic.placesLeft} left`,
    full: 'Full',
    not_yet: opens ? `Booking opens ${formatDayTime(opens, timeZone, 'en')}` : 'Booking is not open',
    closed: 'Booking is closed',
    cancelled: 'Cancelled',
    over: 'Over',
  };
  return words[teamState(clinic, now)];
}

/** `47 of 120 places taken`. */
export function takenWords({ taken, places }: { taken: number; places: number }): string {
  return places === 0 ? 'No times planned' : `${taken} of ${places} places taken`;
}

/** How a slot stands, where that is more than its number says. */
export function slotWords({ taken, capacity, extra, open }: TeamSlot): string {
  const full = taken >= capacity + extra ? 'full' : '';
  const more = extra > 0 ? `${extra} of them extra` : '';
  return [full, more, open ? '' : 'closed'].filter(Boolean).join(', ');
}

/** A moment of the clinic's day, on its walls; also before it has any times. */
const onTheDay = ({ startsAt, day, timeZone }: ClinicDetails) =>
  startsAt ?? DateTime.fromISO(day, { zone: timeZone }).set({ hour: 12 }).toJSDate();

export const clinicDay = (clinic: ClinicDetails) => formatDay(onTheDay(clinic), clinic.timeZone, STAFF_CONTEXT.locale);
export const clinicDayParts = (clinic: ClinicDetails) =>
  dayParts(onTheDay(clinic), clinic.timeZone, STAFF_CONTEXT.locale);
