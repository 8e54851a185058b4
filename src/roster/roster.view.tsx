import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.js';
import { clinicDay } from '../clinics/team-words.js';
import { formatTime } from '../i18n/dates.js';
import { StaffPage } from '../ui/staff-page.view.js';
import type { Clash } from './clashes.js';
import type { OpenedRoster } from './open-roster.js';
import type { RowContext } from './person-row.view.js';
import { PersonRow } from './person-row.view.js';
import type { RosterRow } from './roster-reader.js';
import { stationLoads } from './roster-rules.js';
import type { Show } from './roster-words.js';
import { rosterPath, SHOWN_IN, SHOWS, waitWords } from './roster-words.js';

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
      own={['roster.css']}
      told={{ 'data-roster': path }}
    >
      <p id="unsent" class="hold stick" role="status" hidden></p>
      <div class="row">
        <p class="soft">
          <span safe>{`${clinicDay(clinic)}. `}</span>
          <span data-total safe>{`${people.length} on the roster`}</span>
        </p>
        <Ways path={path} plans={caller.permissions.includes('clinics.write')} />
      </div>
      {stations.length > 0 && <Stations stations={stations} people={people} now={now} />}
      <div class="row">
        <Tabs path={path} people={people} show={show} />
        <form method="post" action={`${path}/find`} role="search" class="push seek">
          <label class="vh" for="who">
            Name or reference
          </label>
          <input
            id="who"
            name="who"
            type="search"
            value={sought}
            placeholder="Name or reference"
            maxlength={60}
            autocomplete="off"
            spellcheck="false"
          />
          <input type="hidden" name="form" value={formToken} />
          <button class="btn plain">Look up</button>
        </form>
      </div>
      {shown.length === 0 && <Nobody sought={sought} path={path} />}
      <table class="roster" data-zone={clinic.timeZone}>
        <caption class="vh">Everybody by time</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Language</th>
            <th scope="col">Now at</th>
            <th scope="col">Tap</th>
          </tr>
        </thead>
        {byTime(shown).map(([startsAt, group]) => (
          <tbody data-time={startsAt.toISOString()}>
            <tr class="at">
              <th colspan={4} scope="rowgroup" safe>
                {formatTime(startsAt, clinic.timeZone, 'en')}
              </th>
            </tr>
            {group.map((person) => (
              <PersonRow person={person} at={at} />
            ))}
          </tbody>
        ))}
      </table>
      <template id="person">
        <PersonRow person={SOMEBODY} at={at} />
      </template>
      <p id="toast" class="toast row" role="status" hidden></p>
    </StaffPage>
  );
}

/** What the script fills in for somebody who came onto the list meanwhile. */
const SOMEBODY: RosterRow = {
  ...{ id: '', status: 'expected', version: 0, changedAt: null, changedBy: null, arrivedAt: null, station: null },
  ...{
    stationAt: null,
    calledAt: null,
    name: '',
    reference: '',
    language: 'en',
    needsInterpreter: false,
    startsAt: new Date(0),
  },
  ...{ walkIn: false, hasPhone: false, notes: null },
};

function fits(person: RosterRow, show: Show, sought: string): boolean {
  if (show !== 'all' && SHOWN_IN[person.status] !== show) return false;
  const reference = sought.replace(/[\s-]/g, '').toUpperCase();
  return plain(person.name).includes(plain(sought)) || (reference !== '' && person.reference.includes(reference));
}

/** Case and accents aside. */
const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

function byTime(people: RosterRow[]): [Date, RosterRow[]][] {
  const times = [...new Set(people.map(({ startsAt }) => startsAt.getTime()))];
  return times.map((time) => [new Date(time), people.filter(({ startsAt }) => startsAt.getTime() === time)]);
}

function Ways({ path, plans }: { path: string; plans: boolean }) {
  return (
    <p class="row push">
      <a class="btn" href={`${path}/walk-in`}>
        Add a walk-in
      </a>
      <a class="btn plain" href={`${path}/print`}>
        Print
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
            <b safe>{people}</b>
            <span safe>{name}</span>
            <span class="sub" safe>
              {longestSince ? waitWords(longestSince, now) : ''}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Tabs({ path, people, show }: { path: string; people: RosterRow[]; show: Show }) {
  const count = (of: string) => people.filter(({ status }) => of === 'all' || SHOWN_IN[status] === of).length;
  return (
    <nav class="tabs" aria-label="Whom to show">
      {Object.entries(SHOWS).map(([key, words]) => (
        <a
          href={key === 'all' ? path : `${path}?show=${key}`}
          aria-current={key === show ? 'true' : undefined}
          data-show={key}
        >
          <span safe>{words}</span>
          <b data-count={key} safe>
            {count(key)}
          </b>
        </a>
      ))}
    </nav>
  );
}

function Nobody({ sought, path }: { sought: string; path: string }) {
  if (!sought) return <p class="note">Nobody stands here now.</p>;
  return (
    <p class="note">
      Nobody on this roster has that name or reference. <a href={path}>Show everybody</a>, or{' '}
      <a href={`${path}/walk-in`}>add a walk-in</a>.
    </p>
  );
}
