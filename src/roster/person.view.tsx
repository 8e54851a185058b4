import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.js';
import { spaced } from '../bookings/slip.view.js';
import type { ClinicDetails } from '../clinics/clinic-reads.js';
import { formatTime } from '../i18n/dates.js';
import { CLINIC_LANGUAGES } from '../i18n/locales.js';
import type { FormProps } from '../staff/form.view.js';
import { AreaField, Form, SelectField, Tick } from '../staff/form.view.js';
import { StaffPage } from '../ui/staff-page.view.js';
import type { Person, TapLine } from './person-reader.js';
import { ROSTER_STATUSES, undoOf } from './roster-rules.js';
import { languageName, rosterPath, STATUS_WORDS, waitWords } from './roster-words.js';

/** What was typed and is to be mended. */
export interface PersonValues {
  notes: string;
  /** Undefined: left as it was. */
  language?: string;
  needsInterpreter?: boolean;
}

interface Props extends FormProps {
  caller: Caller;
  clinic: ClinicDetails;
  person: Person;
  stations: string[];
  names: (actor: string | null) => string;
  values?: PersonValues;
  /** The number, once it was asked for; null: there is none. */
  phone?: string | null;
  /** Has just been let in. */
  isNew?: boolean;
  now: Date;
}

/** One person of the roster. */
export function PersonView(props: Props) {
  const { caller, clinic, person, phone, isNew, formToken } = props;
  const path = rosterPath(clinic.id);
  return (
    <StaffPage
      title={isNew ? 'They are on the roster' : person.name || 'Erased'}
      caller={caller}
      crumbs={[{ href: path, text: `Roster: ${clinic.title}` }]}
      own={['roster.css']}
    >
      {isNew && (
        <p>
          Write this number on their card. <span>They have arrived.</span>
        </p>
      )}
      <p class="ref" safe>
        {spaced(person.reference)}
      </p>
      <p class="row">
        {isNew && (
          <b dir="auto" safe>
            {person.name}
          </b>
        )}
        <span safe>{`${formatTime(person.startsAt, clinic.timeZone, 'en')}. ${STATUS_WORDS[person.status]}.`}</span>
        {person.station !== null && (
          <span safe>
            {`At ${person.station}${person.stationAt ? `, ${waitWords(person.stationAt, props.now)}` : ''}.`}
          </span>
        )}
        {person.walkIn && <span class="chip">Walk-in</span>}
        {person.coming && <span class="chip">Said they come</span>}
      </p>
      {isNew && (
        <p class="row">
          <a class="btn" href={path}>
            Back to the roster
          </a>
          <a class="btn plain" href={`${path}/walk-in`}>
            Add another
          </a>
        </p>
      )}
      <Phone person={person} path={path} phone={phone} formToken={formToken} />
      <Move {...props} path={path} />
      <section class="flow" aria-labelledby="known">
        <h2 id="known">Notes and language</h2>
        <Known {...props} path={path} />
      </section>
      <section class="flow" aria-labelledby="history">
        <h2 id="history">What happened</h2>
        <History {...props} />
        {caller.permissions.includes('messages.read') && (
          <p>
            <a class="hit" href={`/staff/clinics/${clinic.id}/messages?reference=${person.reference}`}>
              Messages to them
            </a>
          </p>
        )}
      </section>
    </StaffPage>
  );
}

interface PhoneProps {
  person: Person;
  path: string;
  phone?: string | null;
  formToken: string;
}

function Phone({ person, path, phone, formToken }: PhoneProps) {
  if (phone) {
    return (
      <p>
        <a class="tel" href={`tel:${phone}`} safe>
          {phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3')}
        </a>
      </p>
    );
  }
  if (!person.hasPhone) return <p class="soft">There is no phone number.</p>;
  return (
    <Form
      action={`${path}/people/${person.id}/phone`}
      formToken={formToken}
      look="btn plain"
      button="Show the phone number"
    />
  );
}

/** To any station, and back to where they were before the last tap. */
function Move({ person, stations, path, formToken }: Props & { path: string }) {
  const undo = undoOf(person.taps, stations);
  const fields = (
    <>
      <input type="hidden" name="attendee" value={person.id} />
      <input type="hidden" name="seen" value={String(person.version)} />
      <input type="hidden" name="tap" value={randomUUID()} />
      <input type="hidden" name="form" value={formToken} />
    </>
  );
  return (
    <div class="row">
      {stations.length > 0 && (
        <form method="post" action={`${path}/tap`} class="row">
          {fields}
          <label for="station">Is now at</label>
          <select id="station" name="station">
            {stations.map((name) => (
              <option value={name} selected={name === person.station} safe>
                {name}
              </option>
            ))}
          </select>
          <button class="btn plain">Put there</button>
        </form>
      )}
      {!!undo && (
        <form method="post" action={`${path}/tap`}>
          {fields}
          <button
            class="link"
            name={'status' in undo ? 'status' : 'station'}
            value={'status' in undo ? undo.status : undo.station}
          >
            <span safe>{`Undo: back to ${'status' in undo ? STATUS_WORDS[undo.status] : undo.station}`}</span>
          </button>
        </form>
      )}
    </div>
  );
}

function Known({ person, path, values, errors = [], formToken }: Props & { path: string }) {
  const {
    notes = person.notes ?? '',
    language = person.language,
    needsInterpreter = person.needsInterpreter,
  } = values ?? {};
  const theirs = errors.some(({ code }) => code === 'notes_changed') ? person.notes : null;
  return (
    <Form action={`${path}/people/${person.id}`} formToken={formToken} errors={errors} button="Save">
      {theirs !== null && (
        <p class="note lines" dir="auto" safe>
          {theirs}
        </p>
      )}
      <AreaField
        name="notes"
        label="Notes"
        hint="At most 500 characters. No A-numbers, no Social Security numbers. Erased with the booking."
        value={notes}
        errors={errors}
      />
      <input type="hidden" name="notesRead" value={person.notesMark} />
      <input type="hidden" name="languageRead" value={person.language} />
      <input type="hidden" name="neededRead" value={person.needsInterpreter ? 'yes' : ''} />
      <SelectField
        name="language"
        label="Language"
        value={language}
        errors={errors}
        options={CLINIC_LANGUAGES.map((tag) => [tag, languageName(tag)])}
      />
      <Tick name="needsInterpreter" words="Needs an interpreter" checked={needsInterpreter} />
    </Form>
  );
}

function History({ person, clinic, names }: Props) {
  if (person.taps.length === 0) return <p>Nothing yet.</p>;
  return (
    <ol class="list">
      {person.taps.map((tap) => (
        <li>
          <b safe>{formatTime(tap.tappedAt, clinic.timeZone, 'en')}</b> <span safe>{tapWords(tap, names)}</span>
        </li>
      ))}
    </ol>
  );
}

const LATER_MS = 60_000;

/** `Anita: Arrived`, with what is not plain about it. */
function tapWords({ status, station, actor, tappedAt, receivedAt, version }: TapLine, names: Props['names']): string {
  const known = ROSTER_STATUSES.find((one) => one === status);
  const what = known ? STATUS_WORDS[known] : `At ${station}`;
  const late =
    receivedAt.getTime() - tappedAt.getTime() > LATER_MS ? ' It came here later: there was no connection.' : '';
  const lost = version === null ? ' It did not count: somebody else had been faster.' : '';
  return `${names(actor)}: ${what}.${late}${lost}`;
}
