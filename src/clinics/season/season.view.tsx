import { DateTime } from 'luxon';
import type { Caller } from '../../access/caller.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import type { Assigned } from '../assigned.js';
import type { TeamClinic } from '../team-clinics.js';
import { TeamRows } from '../team-rows.view.js';

export const SEASON = '/staff/season';
/** Months on one page. */
export const MONTHS = 3;

interface Props {
  caller: Caller;
  /** The first month, `2026-12`. */
  from: string;
  clinics: TeamClinic[];
  teams: Map<string, Assigned[]>;
  now: Date;
}

/** The clinics of three months along a line of dates. */
export function SeasonView({ caller, from, clinics, teams, now }: Props) {
  const months = Array.from({ length: MONTHS }, (_, i) => monthAfter(from, i));
  const plans = caller.permissions.includes('clinics.write');
  return (
    <StaffPage title={seasonTitle(months, clinics)} caller={caller} current={SEASON}>
      {plans && (
        <p class="row">
          <a class="btn" href="/staff/clinics/new">
            New clinic
          </a>
          <a class="hit" href={`${SEASON}/import`}>
            Import a season
          </a>
          {caller.permissions.includes('reports.read') && (
            <a class="hit" href="/staff/reports">
              The season in pictures
            </a>
          )}
        </p>
      )}
      <nav class="row" aria-label="Months">
        <a class="hit" href={`${SEASON}?from=${monthAfter(from, -MONTHS)}`}>
          Earlier
        </a>
        <a class="hit push" href={`${SEASON}?from=${monthAfter(from, MONTHS)}`}>
          Later
        </a>
      </nav>
      {months.map((month) => (
        <Month month={month} clinics={clinics.filter(({ day }) => day.startsWith(month))} teams={teams} now={now} />
      ))}
    </StaffPage>
  );
}

interface MonthProps extends Pick<Props, 'clinics' | 'teams' | 'now'> {
  month: string;
}

function Month({ month, clinics, teams, now }: MonthProps) {
  const taken = clinics.reduce((all, clinic) => all + clinic.taken, 0);
  const places = clinics.reduce((all, clinic) => all + clinic.places, 0);
  return (
    <section class="flow" aria-labelledby={`m-${month}`}>
      <h2 id={`m-${month}`} safe>
        {monthName(month)}
      </h2>
      <p class="soft" safe>
        {clinics.length === 0
          ? 'No clinic'
          : `${clinics.length === 1 ? '1 clinic' : `${clinics.length} clinics`}, ${taken} of ${places} places taken`}
      </p>
      {clinics.length > 0 && <TeamRows clinics={clinics} now={now} teams={teams} />}
    </section>
  );
}

/** `2026-12` and some months later or earlier. */
export const monthAfter = (month: string, n: number) =>
  DateTime.fromISO(month, { zone: 'utc' }).plus({ months: n }).toFormat('yyyy-MM');

const monthName = (month: string) => DateTime.fromISO(month, { zone: 'utc', locale: 'en' }).toFormat('LLLL yyyy');

function seasonTitle(months: string[], clinics: TeamClinic[]): string {
  const span = `${monthName(months[0] ?? '')} to ${monthName(months.at(-1) ?? '')}`;
  if (clinics.length === 0) return `No clinic from ${span}`;
  return `${clinics.length === 1 ? 'One clinic' : `${clinics.length} clinics`}, ${span}`;
}
