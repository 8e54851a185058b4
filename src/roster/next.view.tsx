import { randomUUID } from 'node:crypto';
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
        {stations.map((station, i) => (
          <Station
            station={station}
            onTo={stations[i + 1]}
            person={nextAt(station, people, speaks.length > 0 ? speaks : undefined)}
            waiting={people.filter((one) => one.station === station && !one.calledAt).length}
            called={people.filter((one) => one.station === station && one.calledAt)}
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
  /** Where one goes from here; undefined: one is done. */
  onTo?: string;
  person?: RosterRow;
  waiting: number;
  called: RosterRow[];
  path: string;
  speaks: string[];
  now: Date;
  formToken: string;
}

function Station({ station, onTo, person, waiting, called, ...at }: StationProps) {
  return (
    <section class="next-at">
      <h2 safe>{station}</h2>
      {person ? (
        <>
          <p class="row">
            <Who person={person} />
            <span class="soft">{person.stationAt ? `waits ${waitWords(person.stationAt, at.now)}` : ''}</span>
          </p>
          <CallForm person={person} {...at} />
        </>
      ) : (
        <p class="soft" safe>
          {waiting === 0 ? 'Nobody waits here.' : `${waiting} wait here, none in these languages.`}
        </p>
      )}
      {called.length > 0 && (
        <ul class="list called-here" aria-label={`Called to ${station}`}>
          {called.map((one) => (
            <li class="row">
              <Who person={one} />
              <span class="soft">{one.calledAt ? `called ${waitWords(one.calledAt, at.now)} ago` : ''}</span>
              <span class="row push">
                <CallForm person={one} back {...at} />
                <MoveOn person={one} onTo={onTo} {...at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Who({ person }: { person: RosterRow }) {
  return (
    <>
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
    </>
  );
}

/** A tap like those of the roster; this page is where it comes back to. */
function MoveOn({ person, onTo, path, speaks, formToken }: CallFormProps & { onTo?: string }) {
  return (
    <form method="post" action={`${path}/tap`}>
      <input type="hidden" name="attendee" value={person.id} />
      <input type="hidden" name="seen" value={String(person.version)} />
      <input type="hidden" name="tap" value={randomUUID()} />
      <input type="hidden" name="speaks" value={speaks.join(',')} />
      <input type="hidden" name="form" value={formToken} />
      <input type="hidden" name="then" value="next" />
      <button class="btn" id={`on-${person.id}`} name={onTo ? 'station' : 'status'} value={onTo ?? 'done'}>
        <span safe>{onTo === undefined ? 'Done' : 'On to ' + onTo}</span>
        <span class="vh" safe>
          {` ${spaced(person.reference)}`}
        </span>
      </button>
    </form>
  );
}

interface CallFormProps {
  person: RosterRow;
  /** They did not come: they wait again, where they stood in the line. */
  back?: boolean;
  path: string;
  speaks: string[];
  formToken: string;
}

function CallForm({ person, back = false, path, speaks, formToken }: CallFormProps) {
  return (
    <form method="post" action={`${path}/call`}>
      <input type="hidden" name="attendee" value={person.id} />
      <input type="hidden" name="seen" value={String(person.version)} />
      <input type="hidden" name="speaks" value={speaks.join(',')} />
      {back && <input type="hidden" name="back" value="1" />}
      <input type="hidden" name="form" value={formToken} />
      <button class={back ? 'btn plain' : 'btn'} id={`call-${person.id}`}>
        {back ? 'Back in line' : 'Call'}
        <span class="vh" safe>
          {` ${spaced(person.reference)}`}
        </span>
      </button>
    </form>
  );
}
