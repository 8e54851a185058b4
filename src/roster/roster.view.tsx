import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.js';
import { clinicDay } from '../clinics/team-words.js';
import { StaffPage } from '../ui/staff-page.view.js';
import type { Clash } from './clashes.js';
import type { OpenedRoster } from './open-roster.js';
import type { RowContext } from './person-row.view.js';
import type { RosterRow } from './roster-reader.js';
import { stationLoads } from './roster-rules.js';
import type { Show } from './roster-words.js';
import { rosterPath, SHOWN_IN, waitWords } from './roster-words.js';
import { Sheet, Unsent } from './sheet.view.js';

interface Props {
  caller: Caller;
  roster: OpenedRoster;
  show: Show;
  /** What is looked for among names and references. */
  sought?: string;
  clash?: Clash;
  now: Date;
  formToken: string;
}

/** The roster: everybody of the day by time, and the taps. Without a script each tap is a form. */
export function RosterView({ caller, roster, show, sought = '', clash, now, formToken }: Props) {
  const { clinic, stations, people, names } = roster;
  const path = rosterPath(clinic.id);
  const shown = people.filter((person) => fits(person, show, sought));
  const at: RowContext = {
    ...{ clinicId: clinic.id, zone: clinic.timeZone, stations, names, now, formToken, clash },
    newTapId: randomUUID,
  };
  return (
    <StaffPage
      title={clinic.title}
      caller={caller}
      crumbs={[{ href: `/staff/clinics/${clinic.id}`, text: 'Clinic' }]}
      own={['roster.css', 'roster.js']}
      told={{ 'data-roster': path }}
    >
      <Unsent />
      <div class="row">
        <p class="soft">
          <span safe>{`${clinicDay(clinic)}. `}</span>
          <span data-total safe>{`${people.length} on the roster`}</span>
        </p>
        <Ways path={path} plans={caller.permissions.includes('clinics.write')} />
      </div>
      {stations.length > 0 && <Stations stations={stations} people={people} now={now} />}
      <Sheet people={people} shown={shown} show={show} sought={sought} at={at} />
    </StaffPage>
  );
}

function fits(person: RosterRow, show: Show, sought: string): boolean {
  if (show !== 'all' && SHOWN_IN[person.status] !== show) return false;
  const reference = sought.replace(/[\s-]/g, '').toUpperCase();
  return plain(person.name).includes(plain(sought)) || (reference !== '' && person.reference.includes(reference));
}

/** Case and accents aside. */
const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

function Ways({ path, plans }: { path: string; plans: boolean }) {
  return (
    <p class="row push">
      <a class="btn" href={`${path}/walk-in`}>
        Add a walk-in
      </a>
      <a class="btn plain" href={`${path}/print`}>
        Print
      </a>
      <a class="btn plain" href={`${path}/card`}>
        Card
      </a>
      <a class="btn plain" href={`${path}/board`}>
        Board
      </a>
      <a class="btn plain" href={`${path}/next`}>
        Next
      </a>
      {plans && (
        <a class="btn plain" href={`${path}/stations`}>
          Stations
        </a>
      )}
    </p>
  );
}

function Stations({ stations, people, now }: { stations: string[]; people: RosterRow[]; now: Date }) {
  return (
    <section aria-label="Stations">
      <ol class="line stations">
        {stationLoads(stations, people).map(({ name, people, longestSince }) => (
          <li data-load={name} class={people > 0 ? 'past' : undefined}>
            <b>{people}</b>
            <span safe>{name}</span>
            <span class="sub">{longestSince ? waitWords(longestSince, now) : ''}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
