import type { Caller } from '../access/caller.js';
import { spaced } from '../bookings/slip.view.js';
import { CLINIC_LANGUAGES } from '../i18n/locales.js';
import { Tick } from '../staff/form.view.js';
import { Icon } from '../ui/icon.view.js';
import { StaffPage } from '../ui/staff-page.view.js';
import type { OpenedRoster } from './open-roster.js';
import type { RosterRow } from './roster-reader.js';
import { nextAt } from './roster-rules.js';
import { languageName, rosterPath, waitWords } from './roster-words.js';

interface Props {
  caller: Caller;
  roster: OpenedRoster;
  /** What is spoken at the table; none: whatever it is. */
  speaks: string[];
  /** Another table was faster. */
  late: boolean;
  now: Date;
  formToken: string;
}

/** For each station, who has waited longest of those the table can speak with. */
export function NextView({ caller, roster, speaks, late, now, formToken }: Props) {
  const { clinic, stations, people } = roster;
  const path = rosterPath(clinic.id);
  const here = new Set(people.flatMap(({ status, language }) => (status === 'arrived' ? [language] : [])));
  return (
    <StaffPage
      title="Who is next"
      caller={caller}
      crumbs={[{ href: path, text: `Roster: ${clinic.title}` }]}
      own={['roster.css']}
      alive
    >
      {late && (
        <p class="note" role="alert">
          Another table was faster. This is who is next now.
        </p>
      )}
      {stations.length === 0 && <p class="note">This clinic has no stations. A coordinator can set them.</p>}
      <div id="next" class="flow" data-alive="">
        {stations.map((station) => (
          <Station
            station={station}
            person={nextAt(station, people, speaks.length > 0 ? speaks : undefined)}
            waiting={people.filter((one) => one.station === station && !one.calledAt).length}
            {...{ path, speaks, now, formToken }}
          />
        ))}
      </div>
      <form method="get" action={`${path}/next`} class="flow">
        <fieldset>
          <legend>Languages spoken at this table</legend>
          <div class="ticks">
            {CLINIC_LANGUAGES.map((tag) => (
              <Tick
                name="speaks"
                value={tag}
                words={here.has(tag) ? `${languageName(tag)} (here now)` : languageName(tag)}
                checked={speaks.includes(tag)}
              />
            ))}
          </div>
        </fieldset>
        <button class="btn plain">Show who is next for us</button>
      </form>
    </StaffPage>
  );
}

interface StationProps {
  station: string;
  person?: RosterRow;
  waiting: number;
  path: string;
  speaks: string[];
  now: Date;
  formToken: string;
}

function Station({ station, person, waiting, path, speaks, now, formToken }: StationProps) {
  return (
    <section class="next-at">
      <h2 safe>{station}</h2>
      {person ? (
        <>
          <p class="row">
            <b class="ref" safe>
              {spaced(person.reference)}
            </b>
            <span dir="auto" safe>
              {person.name}
            </span>
            <span class="chip" safe>
              {languageName(person.language)}
            </span>
            {person.needsInterpreter && (
              <span class="chip need">
                <Icon name="talk" /> Interpreter
              </span>
            )}
            <span class="soft">{person.stationAt ? `waits ${waitWords(person.stationAt, now)}` : ''}</span>
          </p>
          <form method="post" action={`${path}/call`}>
            <input type="hidden" name="attendee" value={person.id} />
            <input type="hidden" name="seen" value={String(person.version)} />
            <input type="hidden" name="speaks" value={speaks.join(',')} />
            <input type="hidden" name="form" value={formToken} />
            <button class="btn plain">
              Call
              <span class="vh" safe>
                {` ${spaced(person.reference)}`}
              </span>
            </button>
          </form>
        </>
      ) : (
        <p class="soft" safe>
          {waiting === 0 ? 'Nobody waits here.' : `${waiting} wait here, none in these languages.`}
        </p>
      )}
    </section>
  );
}
