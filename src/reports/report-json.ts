import { isoIn } from '../clinics/clinic-json.js';
import type { ClinicReport, SeasonReport } from './make-report.js';
import type { Counts } from './report-reads.js';
import { byLead, minutesOf, placesByClinic, sum, withoutFew } from './report-rules.js';

/** What is counted of one clinic, with its times. */
export function clinicReportJson({ clinic, ...counts }: ClinicReport) {
  const { id, title, day, timeZone, status, finished } = clinic;
  const places = counts.places.map(({ startsAt, endsAt, capacity, extra, booked, walkIns }) => {
    const times = { startsAt: isoIn(timeZone, startsAt), endsAt: isoIn(timeZone, endsAt) };
    return { ...times, capacity, extra, booked, walkIns };
  });
  return { clinic: { id, title, day, timeZone, status, finished }, places, ...countsJson(counts) };
}

/** What is counted of a season, with its clinics. */
export function seasonReportJson({ season, clinics, calledOff, ...counts }: SeasonReport) {
  const places = placesByClinic(clinics, counts.places);
  const lines = clinics.map(({ id, title, day, status, finished }) => {
    return { id, title, day, status, finished, ...places.get(id) };
  });
  return { ...season, calledOff, clinics: lines, ...countsJson(counts) };
}

function countsJson({ bookings, turnout, languages, stays }: Counts) {
  const { groups, people, noShows, unmarked } = byLead(turnout);
  const named = withoutFew(languages);
  const byLeadDays = groups.map(({ from, to, ...group }) => ({ fromDays: from, toDays: to, ...group }));
  return {
    bookings: bookings.map(({ day, source, bookings: n, cancelled }) => ({ day, source, bookings: n, cancelled })),
    erased: sum(bookings, ({ erased }) => erased),
    noShows: { people, noShows, unmarked, byLead: byLeadDays },
    languages: named.languages,
    otherLanguages: named.others,
    stations: stays.flatMap((stay) => (stay.station === null ? [] : [{ station: stay.station, ...minutesOf(stay) }])),
    visit: stays.filter(({ station }) => station === null).map(minutesOf)[0] ?? null,
  };
}
