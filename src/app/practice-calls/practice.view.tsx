import type { Caller } from '../../access/caller.js';
import { languageName } from '../../bookings/changes/change-words.js';
import { spaced } from '../../bookings/slip.view.js';
import { formatDayTime } from '../../i18n/dates.js';
import { grouped } from '../../phone-desk/said-words.js';
import { Icon } from '../../ui/icon.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import type { PracticeCard } from './practice-reader.js';

export const PRACTICE = '/staff/desk/practice';

interface Props {
  caller: Caller;
  /** Absent before it was begun. */
  cards?: PracticeCard[];
  /** It could not begin. */
  noRoom: boolean;
  formToken: string;
}

/** Made-up callers, what each wants, and whether the reader has done it. */
export function PracticeView({ caller, cards, noRoom, formToken }: Props) {
  const done = cards?.filter((card) => card.done).length ?? 0;
  return (
    <StaffPage
      title={cards ? `${done} of ${cards.length} done` : 'Practise the phone desk'}
      caller={caller}
      own={['caller.css']}
    >
      {noRoom && <NoRoom caller={caller} />}
      {cards ? (
        <p>
          Do what each caller asks for, with the keys alone, and come back to this page: it shows what you have done. A
          colleague can read the words to you.
        </p>
      ) : (
        <p>
          Seven made-up callers want something, one thing each. You do it on the real pages, with the keys. They take
          four places in the clinic that has the most; nothing is really sent.
        </p>
      )}
      {!!cards && (
        <ol class="list decisions practice">
          {cards.map((card) => (
            <li>
              <Card card={card} />
            </li>
          ))}
        </ol>
      )}
      <form method="post" action={PRACTICE} class="row">
        <input type="hidden" name="form" value={formToken} />
        <button class={cards && done < cards.length ? 'btn plain' : 'btn'} data-key="b" aria-keyshortcuts="b">
          {cards ? 'Begin again' : 'Begin'} <kbd>B</kbd>
        </button>
        {!!cards && (
          <span class="hint">Gives their places back and makes the callers anew, for everybody on the team.</span>
        )}
      </form>
    </StaffPage>
  );
}

function NoRoom({ caller }: { caller: Caller }) {
  const plans = caller.permissions.includes('clinics.write');
  return (
    <div class="note" role="alert">
      <p>
        <b>No clinic to come has six free places that can be booked, at two times or more.</b>{' '}
        {plans ? (
          <>
            <a href="/staff/clinics/new">Make a clinic</a> and publish it, then begin.
          </>
        ) : (
          'Ask a coordinator to publish one, then begin.'
        )}
      </p>
    </div>
  );
}

function Card({ card: { who, booking, done } }: { card: PracticeCard }) {
  const { name, phone, language, email, says, task, keys } = who;
  return (
    <>
      <h2 class="row">
        <span safe>{who.who}</span>
        <span class={done ? 'chip on' : 'chip'}>
          {done && <Icon name="check" />}
          {done ? 'Done' : 'To do'}
        </span>
      </h2>
      <div class="duo">
        <div>
          <blockquote>
            <p safe>{`“${says}”`}</p>
          </blockquote>
          <p>
            <span class="soft">Their number</span>{' '}
            <b class="whole" safe>
              {grouped(phone)}
            </b>
            {!!email && !!booking && (
              <>
                {', '}
                <span class="soft">their reference</span>{' '}
                <b class="whole" safe>
                  {spaced(booking.reference)}
                </b>
              </>
            )}
          </p>
          {!!booking && (
            <p class="soft" safe>
              {booking.status === 'cancelled'
                ? `Cancelled: ${name} has no place now.`
                : `Booked: ${formatDayTime(booking.startsAt, booking.timeZone, 'en')}, ${booking.clinicTitle}.`}
            </p>
          )}
          {!booking && language !== 'en' && <p class="soft" safe>{`Speaks ${languageName(language)}.`}</p>}
        </div>
        <div class="flow">
          <p>
            <b safe>{task}</b>
          </p>
          <p class="hint">
            <Keys text={keys} />
          </p>
        </div>
      </div>
    </>
  );
}

/** What stands between backticks is a key. */
function Keys({ text }: { text: string }) {
  return <>{text.split('`').map((part, i) => (i % 2 === 1 ? <kbd safe>{part}</kbd> : <span safe>{part}</span>))}</>;
}
