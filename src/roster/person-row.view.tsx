import { formatTime } from '../i18n/dates.js';
import { Icon } from '../ui/icon.view.js';
import { spaced } from '../bookings/slip.view.js';
import type { RosterRow } from './roster-reader.js';
import type { RosterStatus } from './roster-rules.js';
import { nextTap } from './roster-rules.js';
import type { Clash } from './clashes.js';
import { LATE_MS, languageName, rosterPath, STATUS_WORDS, waitWords } from './roster-words.js';

/** What all rows of a roster have in common. */
export interface RowContext {
  clinicId: string;
  zone: string;
  stations: string[];
  names: (actor: string | null) => string;
  now: Date;
  formToken: string;
  newTapId: () => string;
  /** What the reader asked for while somebody else was faster. */
  clash?: Clash;
}

/** One person: who, in which language, where they are, and the tap that comes next. The script keeps it up to date. */
export function PersonRow({ person, at }: { person: RosterRow; at: RowContext }) {
  const { id, status, version, name, reference, language, station } = person;
  const clash = at.clash?.attendeeId === id ? at.clash : undefined;
  return (
    <tr
      id={`a-${id}`}
      class={status === 'done' || status === 'no_show' ? 'gone' : undefined}
      data-status={status}
      data-version={version}
      data-language={language}
      data-station={station ?? ''}
      data-search={`${name} ${reference}`.toLowerCase()}
    >
      <th scope="row">
        <a class="hit" href={`${rosterPath(at.clinicId)}/people/${id}`}>
          <span dir="auto" data-field="name" safe>
            {name || 'Erased'}
          </span>
        </a>{' '}
        <span class="chip" data-field="walkIn" hidden={!person.walkIn}>
          Walk-in
        </span>
        <span class="chip" data-field="coming" hidden={!person.coming || status !== 'expected'}>
          Said they come
        </span>
        <span class="sub">
          <b class="whole" data-field="reference" safe>
            {spaced(reference)}
          </b>{' '}
          <span data-field="notes" hidden={!person.notes}>
            Has notes
          </span>
        </span>
      </th>
      <td>
        <span class="chip" data-field="language" safe>
          {languageName(language)}
        </span>{' '}
        <span class="chip need" data-field="interpreter" hidden={!person.needsInterpreter}>
          <Icon name="talk" /> Interpreter
        </span>
      </td>
      <td>
        <NowAt person={person} at={at} />
      </td>
      <td>
        {clash ? <ClashView clash={clash} person={person} at={at} /> : <Taps person={person} at={at} />}
        <span class="sub" data-field="by" safe>
          {byWords(person, at)}
        </span>
      </td>
    </tr>
  );
}

/** Where somebody is and since when, and the station that comes after it. */
function NowAt({ person, at }: { person: RosterRow; at: RowContext }) {
  const { station, stationAt } = person;
  const next = station === null ? undefined : at.stations[at.stations.indexOf(station) + 1];
  const late = stationAt !== null && at.now.getTime() - stationAt.getTime() >= LATE_MS;
  return (
    <>
      <span data-field="station" safe>
        {station ?? ''}
      </span>
      <span class={late ? 'sub late' : 'sub'} data-field="since" data-at={stationAt?.toISOString() ?? ''}>
        {stationAt ? waitWords(stationAt, at.now) : ''}
      </span>
      <form method="post" action={`${rosterPath(at.clinicId)}/tap`} hidden={!next} data-next>
        <TapFields person={person} at={at} />
        <button class="link" name="station" value={next ?? ''}>
          <span class="vh">Go on to </span>
          <span safe>{next ?? ''}</span> <Icon name="arrow" />
        </button>
      </form>
    </>
  );
}

/** What each tap tells: of whom, what was seen, and an id by which it is done once. */
export function TapFields({ person, at }: { person: Pick<RosterRow, 'id' | 'version'>; at: RowContext }) {
  return (
    <>
      <input type="hidden" name="attendee" value={person.id} />
      <input type="hidden" name="seen" value={String(person.version)} />
      <input type="hidden" name="tap" value={at.newTapId()} />
      <input type="hidden" name="form" value={at.formToken} />
    </>
  );
}

const TAPS = ['arrived', 'done', 'no_show'] as const;

function Taps({ person, at }: { person: RosterRow; at: RowContext }) {
  const { status, name } = person;
  const next = nextTap(status);
  return (
    <form method="post" action={`${rosterPath(at.clinicId)}/tap`} class="taps">
      <TapFields person={person} at={at} />
      {TAPS.map((tap) => (
        <button
          class={[tap === next && 'next', tap === 'no_show' && 'no'].filter(Boolean).join(' ') || undefined}
          name="status"
          value={tap}
          data-tap={tap}
          aria-pressed={isOn(tap, status) ? 'true' : 'false'}
        >
          <span safe>{STATUS_WORDS[tap]}</span>
          <span class="vh" data-field="name" dir="auto" safe>
            {` ${name}`}
          </span>
          <small data-field={`at-${tap}`} safe>
            {timeOf(tap, person, at)}
          </small>
        </button>
      ))}
      <button class="back" name="status" value="expected" data-tap="expected" hidden={status === 'expected'}>
        Undo
        <span class="vh" data-field="name" dir="auto" safe>
          {` ${name}`}
        </span>
      </button>
    </form>
  );
}

/** Whoever is done has also arrived. */
const isOn = (tap: RosterStatus, status: RosterStatus) => tap === status || (tap === 'arrived' && status === 'done');

function timeOf(tap: RosterStatus, { status, arrivedAt, changedAt }: RosterRow, { zone }: RowContext): string {
  const at = tap === 'arrived' ? arrivedAt : tap === status ? changedAt : null;
  return at && isOn(tap, status) ? formatTime(at, zone, 'en') : '';
}

/** `Anita, 9:41 am`: who touched it last. */
function byWords({ changedBy, changedAt }: RosterRow, { names, zone }: RowContext): string {
  return changedBy && changedAt ? `${names(changedBy)}, ${formatTime(changedAt, zone, 'en')}` : '';
}

/** Two people gave two answers: both are said, and either can be chosen. */
function ClashView({ clash, person, at }: { clash: Clash; person: RosterRow; at: RowContext }) {
  const theirs = person.station ?? STATUS_WORDS[person.status];
  const mine = clash.status ? STATUS_WORDS[clash.status] : (clash.station ?? '');
  return (
    <form method="post" action={`${rosterPath(at.clinicId)}/tap`} class="clash" role="alert">
      <TapFields person={person} at={at} />
      <b>Two answers.</b> <span safe>{`You: ${mine}. ${at.names(person.changedBy)}: ${theirs}.`}</span>
      <span class="row">
        <button
          class="btn plain"
          name={clash.status ? 'status' : 'station'}
          value={clash.status ?? clash.station ?? ''}
        >
          <span safe>{mine}</span>
          <span class="vh" dir="auto" safe>{` ${person.name}`}</span>
        </button>
        <a class="btn plain" href={`${rosterPath(at.clinicId)}#a-${person.id}`}>
          <span safe>{`Leave it: ${theirs}`}</span>
        </a>
      </span>
    </form>
  );
}
