import type { Caller } from '../access/caller.js';
import { formatDayTime, formatTimeRange, zoneName } from '../i18n/dates.js';
import { Bar } from '../ui/bar.view.js';
import { STAFF_CONTEXT, StaffPage } from '../ui/staff-page.view.js';
import { hours, languageNames } from './clinic-words.js';
import type { Assigned } from './assigned.js';
import { ClinicWays, Publishing } from './plan/ways.view.js';
import type { PublishBlocker } from './publish-rules.js';
import type { TeamClinic, TeamSlot } from './team-clinics.js';
import { clinicDay, slotWords, takenWords, teamState, teamStateWords } from './team-words.js';

interface Props {
  caller: Caller;
  clinic: TeamClinic;
  slots: TeamSlot[];
  team: Assigned[];
  /** What keeps a draft from being published. */
  blockers: PublishBlocker[];
  now: Date;
  formToken: string;
}

/** One clinic: its facts, how full each of its times is, and the ways on from here. */
export function StaffClinicView({ caller, clinic, slots, team, blockers, now, formToken }: Props) {
  const state = teamState(clinic, now);
  const plans = caller.permissions.includes('clinics.write');
  return (
    <StaffPage title={clinic.title} caller={caller} crumbs={[]}>
      <p class="row">
        <b class="when" safe>
          {clinicDay(clinic)}
        </b>
        {clinic.today && <span class="chip lit">Today</span>}
        <span class={state === 'open' ? 'chip on' : 'chip'} safe>
          {teamStateWords(clinic, now)}
        </span>
      </p>
      {plans && clinic.status === 'draft' && <Publishing clinic={clinic} blockers={blockers} formToken={formToken} />}
      <ClinicWays caller={caller} clinic={clinic} now={now} />
      <div class="cols">
        <section class="flow" aria-labelledby="times">
          <h2 id="times" safe>
            {takenWords(clinic)}
          </h2>
          {slots.length === 0 ? (
            <p class="note">Nobody can book before times are planned.</p>
          ) : (
            <Slots slots={slots} clinic={clinic} changes={plans} />
          )}
        </section>
        <section class="flow" aria-labelledby="facts">
          <h2 id="facts">Facts</h2>
          <Facts clinic={clinic} team={team} />
          {state !== 'draft' && (
            <p>
              <a class="btn plain" href={`/en/clinics/${clinic.slug}`}>
                See what the public sees
              </a>
            </p>
          )}
        </section>
      </div>
    </StaffPage>
  );
}

interface SlotsProps {
  slots: TeamSlot[];
  clinic: TeamClinic;
  /** Whether the reader may change a time. */
  changes: boolean;
}

function Slots({ slots, clinic: { id, timeZone: zone, status }, changes }: SlotsProps) {
  return (
    <table class="slots">
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Places taken</th>
        </tr>
      </thead>
      <tbody>
        {slots.map((slot) => (
          <tr>
            <th scope="row">
              {changes && status === 'published' ? (
                <a class="hit" href={`/staff/clinics/${id}/slots/${slot.id}`} safe>
                  {formatTimeRange(slot.startsAt, slot.endsAt, zone, 'en')}
                </a>
              ) : (
                <span safe>{formatTimeRange(slot.startsAt, slot.endsAt, zone, 'en')}</span>
              )}
            </th>
            <td>
              <Bar n={slot.taken} of={slot.capacity + slot.extra} />
              <span class="whole" safe>
                {`${slot.taken} of ${slot.capacity + slot.extra}`}
              </span>{' '}
              <span class="soft" safe>
                {slotWords(slot)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Facts({ clinic, team }: { clinic: TeamClinic; team: Assigned[] }) {
  const { venue, timeZone, bookingOpensAt: opens, bookingClosesAt: closes } = clinic;
  const at = (instant: Date) => `${formatDayTime(instant, timeZone, 'en')}, ${zoneName(timeZone, 'en', instant)}`;
  const facts: [string, string | null | undefined][] = [
    ['Hours', hours(STAFF_CONTEXT, clinic)],
    ['Place', venue ? [venue.name, venue.room, venue.address].filter(Boolean).join(', ') : 'Video call'],
    ['Accessibility', venue?.accessibility],
    ['Languages', languageNames(STAFF_CONTEXT, clinic.languages)],
    ['Booking opens', opens && at(opens)],
    ['Booking closes', closes && at(closes)],
    ['Text messages call it', clinic.smsName],
    ['Assigned', team.map(({ name, role }) => `${name} (${role})`).join(', ') || 'Nobody yet'],
  ];
  const known = facts.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  return (
    <dl class="facts">
      {known.map(([name, value]) => (
        <div>
          <dt safe>{name}</dt>
          <dd safe>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
