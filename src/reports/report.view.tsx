import type { Caller } from '../access/caller.js';
import type { FieldError } from '../platform/errors.js';
import { SelectField, StaffField } from '../staff/form.view.js';
import { ErrorSummary } from '../ui/fields.view.js';
import { STAFF_CONTEXT, StaffPage } from '../ui/staff-page.view.js';
import { BookingsMade } from './bookings-made.view.js';
import type { ClinicReport, SeasonReport } from './make-report.js';
import { Languages, NoShows, Waits } from './people.view.js';
import { ClinicPlaces, SeasonPlaces } from './places.view.js';
import { count, dayWords } from './report-words.js';

/** The fields of the form as they were given. */
export type Asked = Record<'from' | 'to' | 'venue' | 'mode', string>;

/** One clinic, counted. */
export function ClinicReportView({ caller, report }: { caller: Caller; report: ClinicReport }) {
  const { clinic, places, bookings, turnout, languages, stays } = report;
  const crumbs = [{ href: `/staff/clinics/${clinic.id}`, text: clinic.title }];
  return (
    <StaffPage title={`${clinic.title} in pictures`} caller={caller} crumbs={crumbs} own={['reports.css']}>
      <p safe>{`${dayWords(clinic.day)}. ${STATE[clinic.finished ? 'over' : clinic.status]}`}</p>
      <div class="pictures">
        <ClinicPlaces clinic={clinic} places={places} />
        <BookingsMade rows={bookings} />
        <NoShows turnout={turnout} finished={clinic.finished ? 1 : 0} />
        <Languages rows={languages} />
        <Waits stays={stays} />
      </div>
    </StaffPage>
  );
}

const STATE = {
  over: 'The day is over.',
  published: 'The day is not over: the numbers are those of this moment.',
  completed: 'The day is over.',
  cancelled: 'It was called off: who had a place when that was decided counts here, and in no season.',
  draft: 'A draft, which nobody can book.',
};

interface SeasonProps {
  caller: Caller;
  asked: Asked;
  errors: FieldError[];
  venues: { id: string; name: string }[];
  /** Absent when what was asked for cannot be counted. */
  report?: SeasonReport;
}

/** Every clinic of a season that the reader may know of, counted. */
export function SeasonReportView({ caller, asked, errors, venues, report }: SeasonProps) {
  const crumbs = [{ href: '/staff/season', text: 'Season' }];
  const clinics = report?.clinics.length ?? 0;
  const title = report ? `${count(clinics, 'clinic')} in pictures` : 'The season in pictures';
  return (
    <StaffPage title={title} caller={caller} crumbs={crumbs} own={['reports.css']}>
      {!!report && <p safe>{seasonWords(report, venues, caller.clinics === 'all')}</p>}
      <form method="get" action="/staff/reports" class="flow" novalidate>
        <ErrorSummary ctx={STAFF_CONTEXT} errors={errors} />
        <div class="filter">
          <StaffField type="date" name="from" label="From day" value={asked.from} errors={errors} />
          <StaffField type="date" name="to" label="To day" value={asked.to} errors={errors} />
          <SelectField
            name="venue"
            label="Venue"
            value={asked.venue}
            errors={errors}
            options={[['', 'Any venue'], ...venues.map(({ id, name }): [string, string] => [id, name])]}
          />
          <SelectField name="mode" label="How" value={asked.mode} errors={errors} options={MODES} />
        </div>
        <button class="btn">Show</button>
      </form>
      {!!report && <SeasonPictures report={report} />}
    </StaffPage>
  );
}

const MODES: [string, string][] = [
  ['', 'Either way'],
  ['in_person', 'In person'],
  ['virtual', 'By video call'],
];

function SeasonPictures({ report }: { report: SeasonReport }) {
  const { clinics, places, bookings, turnout, languages, stays } = report;
  const finished = clinics.filter((clinic) => clinic.finished).length;
  return (
    <div class="pictures">
      <SeasonPlaces clinics={clinics} places={places} />
      <BookingsMade rows={bookings} />
      <NoShows turnout={turnout} finished={finished} />
      <Languages rows={languages} />
      <Waits stays={stays} />
    </div>
  );
}

/** Which clinics these are, and what is not among them. */
function seasonWords(
  { season, clinics, calledOff }: SeasonReport,
  venues: SeasonProps['venues'],
  all: boolean,
): string {
  const { from, to, venue, mode } = season;
  const over = clinics.filter(({ finished }) => finished).length;
  const where = venues.find(({ id }) => id === venue)?.name;
  const how = mode && (mode === 'virtual' ? 'by video call' : 'in person');
  const which = [
    all ? 'All clinics' : 'Your clinics',
    where && `at ${where}`,
    how,
    `from ${dayWords(from)} to ${dayWords(to)}`,
  ];
  const off =
    calledOff > 0 ? ` ${count(calledOff, 'clinic')} called off ${calledOff === 1 ? 'does' : 'do'} not count.` : '';
  return `${which.filter(Boolean).join(' ')}; ${over} of ${clinics.length} ${clinics.length === 1 ? 'is' : 'are'} over.${off}`;
}
