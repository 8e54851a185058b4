import type { Caller } from '../../access/caller.js';
import { count, languageName, people } from '../../bookings/changes/change-words.js';
import { spaced } from '../../bookings/slip.view.js';
import { formatDayTime, formatTime, TEAM_ZONE } from '../../i18n/dates.js';
import { STAFF_CONTEXT, StaffPage } from '../../ui/staff-page.view.js';
import { SelectField } from '../../staff/form.view.js';
import { CALL_REASONS, turnOf } from './call-rules.js';
import { BEST_TIME_WORDS, REASON_WORDS, reasonOf, triedWords } from './call-words.js';
import type { Call, CallFilter } from './calls-reader.js';

export const CALLS = '/staff/calls';

/** Shown at once; the rest comes when these are done, or by the filters. */
const SHOWN = 100;

interface Props {
  caller: Caller;
  calls: Call[];
  filter: CallFilter;
  /** Every language that somebody waits to be called in. */
  languages: string[];
  names: (actor: string | null) => string;
  now: Date;
  formToken: string;
  /** Why a call could not be taken, or did not leave the list. */
  problem?: string;
}

/** Everybody who is to be called, the most urgent first. Names and numbers come with the call. */
export function CallsView({ caller, calls, filter, languages, names, now, formToken, problem }: Props) {
  const free = calls.filter(({ takenBy }) => takenBy === null || takenBy === caller.actor);
  const due = free.filter((call) => call.takenBy !== null || turnOf(call, now, TEAM_ZONE) !== 'later');
  const alive = calls.length > 0;
  return (
    <StaffPage
      title={calls.length === 0 ? 'Nobody to call' : `${count(calls.length, 'call')} to make`}
      caller={caller}
      current={CALLS}
      alive={alive}
    >
      {!!problem && (
        <div class="note" role="alert">
          <p safe>{problem}</p>
        </div>
      )}
      <div class="row">
        {due.length > 0 && <Next filter={filter} formToken={formToken} />}
        <a class="hit push" href={`${CALLS}/new`} data-key="v" aria-keyshortcuts="v">
          Note a voicemail <kbd>V</kbd>
        </a>
      </div>
      <Filters filter={filter} languages={languages} />
      <div id="calls" class="flow" data-alive={alive ? '' : undefined}>
        {calls.length === 0 && (
          <p>
            Whoever leaves a voicemail, asks to be called, writes back or cannot be reached by messages stands here.
          </p>
        )}
        {free.length > 0 && due.length === 0 && (
          <p class="note">Nobody is to be called right now: the next one’s time has not come yet.</p>
        )}
        <ol class="list decisions calls">
          {calls.slice(0, SHOWN).map((call) => (
            <li>
              <Line call={call} now={now} />
              <Taking call={call} mine={call.takenBy === caller.actor} names={names} formToken={formToken} />
            </li>
          ))}
        </ol>
        {calls.length > SHOWN && <p class="soft" safe>{`And ${count(calls.length - SHOWN, 'call')} after these.`}</p>}
      </div>
    </StaffPage>
  );
}

function Next({ filter, formToken }: Pick<Props, 'filter' | 'formToken'>) {
  return (
    <form method="post" action={`${CALLS}/next`}>
      {Object.entries(filter).map(([name, value]) => (
        <input type="hidden" name={name} value={String(value)} />
      ))}
      <input type="hidden" name="form" value={formToken} />
      <button class="btn" data-key="n" aria-keyshortcuts="n">
        Take the next call <kbd>N</kbd>
      </button>
    </form>
  );
}

function Filters({ filter, languages }: Pick<Props, 'filter' | 'languages'>) {
  const { reason = '', language = '', clinicId } = filter;
  const any: [string, string] = ['', 'All'];
  return (
    <form method="get" action={CALLS} class="filter" aria-label="Which calls">
      <SelectField
        name="reason"
        label="About"
        value={reason}
        options={[any, ...CALL_REASONS.map((one): [string, string] => [one, REASON_WORDS[one]])]}
      />
      <SelectField
        name="language"
        label="Language"
        value={language}
        options={[any, ...languages.map((tag): [string, string] => [tag, languageName(tag)])]}
      />
      {!!clinicId && <input type="hidden" name="clinic" value={clinicId} />}
      <button class="btn plain">Show</button>
      {!!clinicId && (
        <a class="hit" href={CALLS}>
          Show all clinics
        </a>
      )}
    </form>
  );
}

/** What it is about, who they are without saying it, how long they wait. */
function Line({ call, now }: { call: Call; now: Date }) {
  const { language, people: many, reference, startsAt, timeZone, bestTime, urgent } = call;
  const who = [
    language && languageName(language),
    many && people(many),
    reference && `reference ${spaced(reference)}`,
    bestTime && bestTime !== 'any' && BEST_TIME_WORDS[bestTime],
  ];
  return (
    <div>
      <p>
        <b class="whole" safe>
          {reasonOf(call)}
        </b>{' '}
        {urgent && <span class="chip need">Urgent</span>}
      </p>
      <p safe>{who.filter(Boolean).join(', ') || 'Language not known'}</p>
      {!!startsAt && !!timeZone && (
        <p safe>{`Appointment ${formatDayTime(startsAt, timeZone, STAFF_CONTEXT.locale)}`}</p>
      )}
      <p class="soft" safe>
        {triedWords(call, now)}
      </p>
    </div>
  );
}

interface TakingProps extends Pick<Props, 'names' | 'formToken'> {
  call: Call;
  /** Whether the reader has taken it. */
  mine: boolean;
}

/** The way to take a call, or who has it. */
function Taking({ call, mine, names, formToken }: TakingProps) {
  const { takenBy, takenAt, reference } = call;
  if (takenBy !== null && !mine) {
    return <p safe>{`${names(takenBy)}, since ${takenAt ? formatTime(takenAt, TEAM_ZONE, 'en') : ''}`}</p>;
  }
  return (
    <form method="post" action={`${CALLS}/${call.id}/take`}>
      <input type="hidden" name="form" value={formToken} />
      <button class="link">
        {mine ? 'Go on with this call' : 'Take this call'}
        <span class="vh" safe>{`: ${reasonOf(call)} ${reference ? spaced(reference) : ''}`}</span>
      </button>
    </form>
  );
}
