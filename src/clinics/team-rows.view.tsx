import { Bar } from '../ui/bar.view.js';
import { Icon } from '../ui/icon.view.js';
import { STAFF_CONTEXT } from '../ui/staff-page.view.js';
import { hours, languageNames, placeOf } from './clinic-words.js';
import type { Assigned } from './assigned.js';
import type { TeamClinic } from './team-clinics.js';
import { clinicDayParts, takenWords, teamState, teamStateWords } from './team-words.js';

interface RowProps {
  clinic: TeamClinic;
  now: Date;
}

interface RowsProps {
  clinics: TeamClinic[];
  now: Date;
  /** Who is assigned, where that is shown. */
  teams?: Map<string, Assigned[]>;
}

/** Clinics along a line of dates: a filled dot can be booked, a hollow one cannot, the lamp is today. */
export function TeamRows({ clinics, now, teams }: RowsProps) {
  return (
    <ol class="agenda">
      {clinics.map((clinic) => (
        <Row clinic={clinic} now={now} team={teams?.get(clinic.id)} />
      ))}
    </ol>
  );
}

function Row({ clinic, now, team }: RowProps & { team?: Assigned[] }) {
  const state = teamState(clinic, now);
  const { weekday, day, month } = clinicDayParts(clinic);
  return (
    <li class={clinic.today ? 'here' : state === 'open' ? undefined : 'shut'}>
      <time class="day" datetime={clinic.day}>
        <span safe>{weekday}</span> <b safe>{day}</b> <span safe>{month}</span>
      </time>
      <div>
        <h3>
          <a href={`/staff/clinics/${clinic.id}`}>
            {state === 'cancelled' ? <s safe>{clinic.title}</s> : <span safe>{clinic.title}</span>}
          </a>
        </h3>
        {clinic.today && <p class="chip lit">Today</p>}
        <ClinicMeta clinic={clinic} />
        {!!team && <p class="soft" safe>{`With ${team.map(({ name }) => name).join(', ')}`}</p>}
        <Fill clinic={clinic} now={now} />
      </div>
    </li>
  );
}

/** When, where, in which languages. */
export function ClinicMeta({ clinic }: { clinic: TeamClinic }) {
  const time = hours(STAFF_CONTEXT, clinic);
  return (
    <ul class="meta">
      {!!time && (
        <li>
          <Icon name="clock" />
          <span safe>{time}</span>
        </li>
      )}
      <li>
        <Icon name={clinic.venue ? 'pin' : 'video'} />
        <span safe>{placeOf(STAFF_CONTEXT, clinic)}</span>
      </li>
      <li>
        <Icon name="talk" />
        <span safe>{languageNames(STAFF_CONTEXT, clinic.languages)}</span>
      </li>
    </ul>
  );
}

/** How full it is, in words and as a shape, and whether one can book. */
export function Fill({ clinic, now }: RowProps) {
  return (
    <div class="fill">
      <p safe>{takenWords(clinic)}</p>
      {clinic.places > 0 && <Bar n={clinic.taken} of={clinic.places} />}
      <p class={teamState(clinic, now) === 'open' ? 'left' : 'soft'} safe>
        {teamStateWords(clinic, now)}
      </p>
    </div>
  );
}
