import { CLINIC_LANGUAGES } from '../i18n/locales.js';
import { formatTime } from '../i18n/dates.js';
import { Icon } from '../ui/icon.view.js';
import type { RowContext } from './person-row.view.js';
import { PersonRow } from './person-row.view.js';
import type { RosterRow } from './roster-reader.js';
import type { Show } from './roster-words.js';
import { languageName, rosterPath, SHOWN_IN, SHOWS } from './roster-words.js';

interface Props {
  people: RosterRow[];
  /** Those of them who are shown. */
  shown: RosterRow[];
  show: Show;
  sought?: string;
  at: RowContext;
}

/** How languages are called, for the rows that the script makes. */
const LANGUAGES = JSON.stringify(Object.fromEntries(CLINIC_LANGUAGES.map((tag) => [tag, languageName(tag)])));

/** How many taps the server does not know of yet, and what else the script has to say of them. */
export function Unsent() {
  return (
    <>
      <div id="unsent" class="stick" role="status">
        <p class="hold" hidden>
          <Icon name="offline" />
          <span>
            <b></b> <span></span>
          </span>
        </p>
      </div>
      <div role="alert">
        <ul id="faults" class="list note" hidden></ul>
      </div>
      <p id="forgets" class="note" hidden>
        This browser keeps no taps. Without a connection, keep this page open until they are sent.
      </p>
      <p id="others" class="note" hidden></p>
    </>
  );
}

/** The table of the roster with what chooses among its people, and what its script needs to go on by itself. */
export function Sheet({ people, shown, show, sought = '', at }: Props) {
  const path = rosterPath(at.clinicId);
  return (
    <>
      <div class="row">
        <Tabs path={path} people={people} show={show} />
        <form method="post" action={`${path}/find`} role="search" aria-label="This roster" class="push seek">
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
          <input type="hidden" name="form" value={at.formToken} />
          <button class="btn plain">Look up</button>
        </form>
      </div>
      <Nobody sought={sought} path={path} hidden={shown.length > 0 || at.clinicId === ''} />
      <table class="roster" data-zone={at.zone}>
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
                {formatTime(startsAt, at.zone, 'en')}
              </th>
            </tr>
            {group.map((person) => (
              <PersonRow person={person} at={at} />
            ))}
          </tbody>
        ))}
      </table>
      <template id="person" data-languages={LANGUAGES}>
        <PersonRow person={SOMEBODY} at={at} />
      </template>
      <p id="toast" class="toast row" role="status" hidden></p>
    </>
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
  ...{ walkIn: false, coming: false, hasPhone: false, notes: null },
};

function byTime(people: RosterRow[]): [Date, RosterRow[]][] {
  const times = [...new Set(people.map(({ startsAt }) => startsAt.getTime()))];
  return times.map((time) => [new Date(time), people.filter(({ startsAt }) => startsAt.getTime() === time)]);
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
          <span>{words}</span>
          <b data-count={key}>{count(key)}</b>
        </a>
      ))}
    </nav>
  );
}

function Nobody({ sought, path, hidden }: { sought: string; path: string; hidden: boolean }) {
  return (
    <p class="note" id="nobody" hidden={hidden}>
      {sought ? 'Nobody on this roster has that name or reference. ' : 'Nobody stands here now. '}
      <a id="everybody" href={path} data-show="all">
        Show everybody
      </a>
      , or <a href={`${path}/walk-in`}>add a walk-in</a>.
    </p>
  );
}
