import type { Caller } from '../../access/caller.js';
import { languageName } from '../../bookings/changes/change-words.js';
import { formatDayTime, formatTime, TEAM_ZONE } from '../../i18n/dates.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { waitWords } from '../tasks/call-words.js';
import type { RecentOne, WaitingOne } from './inbox-reader.js';
import { waitsLong } from './inbox-rules.js';
import { bookingWords, fateWords, lastWords } from './inbox-words.js';
import type { Inbox } from './look-at-inbox.js';
import { newsOfList } from './news.js';
import { News, newsTold } from './news.view.js';

export const REPLIES = '/staff/replies';

/** What was just done, by the word in the address. */
export const DONE = {
  answered: 'Answered. Nobody waits there any more.',
  more: 'Done; but something new came in from them meanwhile: they are still on the list.',
  handed: 'Handed over.',
  called: 'They stand among the calls to make.',
  closed: 'Closed without an answer.',
  back: 'Given back.',
  taken: 'Somebody else has it, or is at a call to the same person; or nobody waits there any more.',
  nobody: 'Nobody waits whom nobody else has.',
} as const;
export type Done = keyof typeof DONE;

interface Props {
  caller: Caller;
  inbox: Inbox;
  names: (actor: string | null) => string;
  now: Date;
  formToken: string;
  done?: Done;
}

/** Everybody who wrote to our number: first who waits for an answer, the longest first. */
export function InboxView({ caller, inbox, names, now, formToken, done }: Props) {
  const { waiting, count: all, recent, page, more } = inbox;
  const free = waiting.some(({ takenBy, id }) => id !== null && (takenBy === null || takenBy === caller.actor));
  return (
    <StaffPage
      title={all === 0 ? 'Nobody waits for an answer' : `${all} ${all === 1 ? 'waits' : 'wait'} for an answer`}
      caller={caller}
      current={REPLIES}
      own={['inbox.css', 'inbox.js']}
      told={newsTold(`${REPLIES}/news?page=${page}`, newsOfList(inbox, now))}
    >
      <News page={`${REPLIES}?page=${page}`} />
      {!!done && (
        <p class="done" role="status">
          {DONE[done]}
        </p>
      )}
      <div class="row">
        {free && (
          <form method="post" action={`${REPLIES}/next`}>
            <input type="hidden" name="form" value={formToken} />
            <button class="btn" data-key="n" aria-keyshortcuts="n">
              Answer the next <kbd>N</kbd>
            </button>
          </form>
        )}
        <a class="hit push" href="/staff/opt-outs">
          Who wants no texts
        </a>
      </div>
      {page === 1 && (
        <ol class="list decisions calls">
          {waiting.map((one) => (
            <li>
              <Line one={one} caller={caller} names={names} now={now} />
              <Taking one={one} mine={one.takenBy === caller.actor} names={names} formToken={formToken} />
            </li>
          ))}
        </ol>
      )}
      {page === 1 && all > waiting.length && <p class="soft" safe>{`And ${all - waiting.length} after these.`}</p>}
      <section class="flow far" aria-labelledby="recent">
        <h2 id="recent">Needs no answer now</h2>
        <p class="soft">Of the last seven days: what the program or the team answered. Open one to step in.</p>
        {recent.length === 0 && <p>Nobody else wrote.</p>}
        <ul class="list decisions">
          {recent.map((one) => (
            <li>
              <Recent one={one} names={names} />
            </li>
          ))}
        </ul>
        <p class="row">
          {page > 1 && (
            <a class="btn plain" href={`${REPLIES}?page=${page - 1}`}>
              Newer
            </a>
          )}
          {more && (
            <a class="btn plain" href={`${REPLIES}?page=${page + 1}`}>
              Older
            </a>
          )}
        </p>
      </section>
    </StaffPage>
  );
}

interface LineProps extends Pick<Props, 'caller' | 'names' | 'now'> {
  one: WaitingOne;
}

function Line({ one, caller, names, now }: LineProps) {
  const { id, who, language, since, forStaff, toCall } = one;
  const late = waitsLong(since, now, TEAM_ZONE);
  const mine = forStaff !== null && forStaff === caller.session?.staffId;
  return (
    <div class="wrote">
      <p class="row">
        <b dir="auto">
          {id ? (
            <a href={`${REPLIES}/${id}`} safe>
              {who}
            </a>
          ) : (
            <a href="/staff/calls" safe>
              {who}
            </a>
          )}
        </b>
        {!!language && (
          <span class="chip" safe>
            {languageName(language)}
          </span>
        )}
        <span class={late ? 'chip off' : 'chip'} safe>{`Waits ${waitWords(since, now)}`}</span>
        {forStaff !== null && (
          <span class={mine ? 'chip lit' : 'chip'} safe>
            {mine ? 'For you' : `For ${names(`staff:${forStaff}`)}`}
          </span>
        )}
        {toCall && <span class="chip">To be called</span>}
      </p>
      <p class="one-line" dir="auto" safe>
        {lastWords(one)}
      </p>
      <p class="soft" safe>
        {bookingWords(one)}
      </p>
    </div>
  );
}

interface TakingProps extends Pick<Props, 'names' | 'formToken'> {
  one: WaitingOne;
  mine: boolean;
}

/** The way to take it, or who has it. */
function Taking({ one: { id, who, takenBy, takenAt }, mine, names, formToken }: TakingProps) {
  if (takenBy !== null && !mine) {
    return <p safe>{`${names(takenBy)}, since ${takenAt ? formatTime(takenAt, TEAM_ZONE, 'en') : ''}`}</p>;
  }
  if (id === null) return <p>Among the calls</p>;
  return (
    <form method="post" action={`${REPLIES}/${id}/take`}>
      <input type="hidden" name="form" value={formToken} />
      <button class="link">
        {mine ? 'Go on' : 'Take it'}
        <span class="vh" safe>{`: ${who}`}</span>
      </button>
    </form>
  );
}

function Recent({ one, names }: { one: RecentOne; names: Props['names'] }) {
  return (
    <div class="wrote">
      <p class="row">
        <b dir="auto">
          <a href={`${REPLIES}/${one.id}`} safe>
            {one.who}
          </a>
        </b>
        {!!one.language && (
          <span class="chip" safe>
            {languageName(one.language)}
          </span>
        )}
        <span class="chip on" safe>
          {fateWords(one, names)}
        </span>
        {one.opted && <span class="chip">Texts stopped or began again</span>}
      </p>
      <p class="one-line" dir="auto" safe>
        {lastWords(one)}
      </p>
      <p class="soft" safe>
        {[one.at && formatDayTime(one.at, TEAM_ZONE, 'en'), one.reference && bookingWords(one)]
          .filter(Boolean)
          .join('. ')}
      </p>
    </div>
  );
}
