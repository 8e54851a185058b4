import type { Caller } from '../../access/caller.js';
import { formatDayTime, formatTime } from '../../i18n/dates.js';
import { Form } from '../../staff/form.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { CHANGE_WORDS, count, languageName, people } from '../changes/change-words.js';
import type { ChangeProgress } from '../changes/changes-reader.js';
import { reachWords } from '../changes/progress.view.js';
import { spaced } from '../slip.view.js';
import type { Call } from './calls-reader.js';

const CALLS = '/staff/calls';

interface AllProps {
  caller: Caller;
  changes: ChangeProgress[];
}

/** Decisions that somebody is still to be told of by phone. */
export function AllCallsView({ caller, changes }: AllProps) {
  const calls = changes.reduce((all, { reach }) => all + reach.call, 0);
  return (
    <StaffPage
      title={calls === 0 ? 'Nobody to call' : `${count(calls, 'call')} to make`}
      caller={caller}
      current={CALLS}
    >
      {calls === 0 && <p>When a clinic changes and no message reaches somebody, they stand here.</p>}
      <ol class="list decisions">
        {changes.map(({ id, clinicId, clinicTitle, kind, madeAt, timeZone, summary, ...change }) => (
          <li>
            <a class="hit" href={`/staff/clinics/${clinicId}/changes/${id}/calls`}>
              <b safe>{`${CHANGE_WORDS[kind]}: ${clinicTitle}`}</b>
            </a>
            <p safe>{summary}</p>
            <p class="soft" safe>
              {`${formatDayTime(madeAt, timeZone, 'en')}. ${reachWords(change)}`}
            </p>
          </li>
        ))}
      </ol>
    </StaffPage>
  );
}

interface Props {
  caller: Caller;
  change: ChangeProgress;
  calls: Call[];
  names: (actor: string | null) => string;
  formToken: string;
  /** Why a call could not be taken. */
  problem?: string;
}

/** Whom one decision has not reached. Names and numbers come with the call. */
export function CallsView({ caller, change, calls, names, formToken, problem }: Props) {
  const { id, clinicId, clinicTitle, kind, timeZone } = change;
  const at = `/staff/clinics/${clinicId}/changes/${id}`;
  const crumbs = [
    { href: CALLS, text: 'Calls' },
    { href: at, text: `${CHANGE_WORDS[kind]}: ${clinicTitle}` },
  ];
  const free = calls.some(({ takenBy }) => takenBy === null || takenBy === caller.actor);
  const alive = calls.length > 0;
  return (
    <StaffPage
      title={calls.length === 0 ? 'Everybody is told' : `${count(calls.length, 'booking')} to call`}
      caller={caller}
      current={CALLS}
      crumbs={crumbs}
      alive={alive}
    >
      {!!problem && (
        <div class="note" role="alert">
          <p safe>{problem}</p>
        </div>
      )}
      {free && <Form action={`${at}/calls/next`} formToken={formToken} button="Take the next call" />}
      <div id="calls" data-alive={alive ? '' : undefined}>
        <ul class="list decisions">
          {calls.map((call) => (
            <li>
              <p>
                <b class="whole" safe>
                  {spaced(call.reference)}
                </b>{' '}
                <span safe>{`${languageName(call.language)}, ${people(call.people)}`}</span>
              </p>
              <p safe>{formatDayTime(call.startsAt, timeZone, 'en')}</p>
              <p class="soft" safe>
                {triedWords(call, timeZone)}
              </p>
              <Taking
                call={call}
                zone={timeZone}
                mine={call.takenBy === caller.actor}
                names={names}
                at={at}
                formToken={formToken}
              />
            </li>
          ))}
        </ul>
      </div>
    </StaffPage>
  );
}

interface TakingProps extends Pick<Props, 'names' | 'formToken'> {
  call: Call;
  zone: string;
  /** Whether the reader has taken it. */
  mine: boolean;
  /** The address of the decision. */
  at: string;
}

/** The way to take a call, or who has it. */
function Taking({ call, zone, mine, names, at, formToken }: TakingProps) {
  if (call.takenBy !== null && !mine) return <p safe>{takenWords(call, zone, names)}</p>;
  return (
    <form method="post" action={`${at}/calls/${call.bookingId}/take`}>
      <input type="hidden" name="form" value={formToken} />
      <button class="link">
        {mine ? 'Go on with this call' : 'Take this call'}
        <span class="vh" safe>{` ${spaced(call.reference)}`}</span>
      </button>
    </form>
  );
}

const triedWords = ({ tries, triedAt }: Call, zone: string) =>
  tries === 0 || !triedAt
    ? 'Not called yet'
    : `No answer ${count(tries, 'time')}, last ${formatDayTime(triedAt, zone, 'en')}`;

const takenWords = ({ takenBy, takenAt }: Call, zone: string, names: Props['names']) =>
  `${names(takenBy)}, since ${takenAt ? formatTime(takenAt, zone, 'en') : ''}`;
