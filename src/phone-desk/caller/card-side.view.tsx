import { messageTitle } from '../../bookings/messages/message-title.js';
import { formatDay, formatDayTime } from '../../i18n/dates.js';
import { CHANNEL_WORDS, messageLook, messageWords } from '../../messaging/message-words.js';
import { optOutWords } from '../opt-outs/opt-out-words.js';
import { REASON_WORDS } from '../tasks/call-words.js';
import type { OpenTask } from './caller-card.js';
import type { CardProps } from './card-props.js';
import { callerPath } from './caller-parts.view.js';
import { eventWords } from './card-words.js';

const MOST_SHOWN = 6;

/** Beside the booking: messages and what became of them, calls that are to be made, what happened, who may be the same. */
export function CardSide({ caller, card }: CardProps) {
  const { booking, checked, messages, optOuts, consents, replies, tasks, history, likely, names } = card;
  const zone = booking.clinic.timeZone;
  const shown = messages.filter(({ bookingId }) => checked.has(bookingId)).slice(0, MOST_SHOWN);
  return (
    <div class="flow">
      <section class="flow" aria-labelledby="messages">
        <h2 id="messages">Messages</h2>
        {optOuts.map((one) => (
          <p class="note" safe>
            {optOutWords(one, zone, names)}
          </p>
        ))}
        {shown.length === 0 && <p class="soft">None was sent.</p>}
        <ul class="list lines-between">
          {shown.map((one) => (
            <li class="row">
              <span>
                <span safe>{messageTitle(one.kind)}</span>
                <span class="sub" safe>
                  {`${CHANNEL_WORDS[one.channel]}, ${formatDayTime(one.sentAt ?? one.dueAt, zone, 'en')}`}
                </span>
              </span>
              <span class={`${messageLook(one.state)} push`} safe>
                {messageWords(one)}
              </span>
            </li>
          ))}
        </ul>
        {checked.has(booking.id) && (
          <p>
            <a class="hit" href={`/staff/clinics/${booking.clinic.id}/messages?reference=${booking.reference}`}>
              Every message, and send one again
            </a>
          </p>
        )}
        {consents.map(({ channel, at, recordedBy }) => (
          <p class="hint" safe>
            {`Said yes to ${channel === 'sms' ? 'texts' : 'emails'} on ${formatDay(at, zone, 'en')}${recordedBy ? `, by phone; ${names(recordedBy)} wrote it down` : ''}.`}
          </p>
        ))}
      </section>
      {replies.length > 0 && (
        <section class="flow" aria-labelledby="replies">
          <h2 id="replies">What they wrote</h2>
          {caller.permissions.includes('calls.work') && (
            <p>
              <a class="hit" href={`/staff/replies/${replies[0]?.id}`}>
                The whole conversation, and answer by text
              </a>
            </p>
          )}
          <ul class="list lines-between">
            {replies.map(({ at, text, pictures }) => (
              <li>
                <span class="sub" safe>
                  {formatDayTime(at, zone, 'en')}
                </span>{' '}
                <span safe>{[text, pictures > 0 && `(${pictures} pictures)`].filter(Boolean).join(' ')}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {tasks.length > 0 && (
        <section class="flow" aria-labelledby="tasks">
          <h2 id="tasks">To be called</h2>
          <ul class="list">
            {tasks.map((task) => (
              <li>
                <a class="hit" href="/staff/calls" safe>
                  {REASON_WORDS[task.reason]}
                </a>{' '}
                <span safe>{taskWords(task, names)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {likely.length > 0 && (
        <section class="flow" aria-labelledby="likely">
          <h2 id="likely">Likely the same person</h2>
          <p class="hint">The same name under another phone or email.</p>
          <ul class="list">
            {likely.map((one) => (
              <li>
                <a class="hit" href={callerPath(one.bookingId)}>
                  <span safe>{`${one.name}${one.phoneEnd ? `, phone ends ${one.phoneEnd}` : ''}`}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="flow" aria-labelledby="history">
        <h2 id="history">What happened</h2>
        <ul class="list">
          {[...history].reverse().map((event) => (
            <li>
              <span class="sub" safe>
                {formatDayTime(event.at, zone, 'en')}
              </span>{' '}
              <span safe>{eventWords(event, zone, names)}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function taskWords({ takenBy, tries }: OpenTask, names: (actor: string | null) => string): string {
  const tried = tries === 0 ? 'not tried yet' : tries === 1 ? 'tried once' : `tried ${tries} times`;
  return takenBy === null ? `To be called, ${tried}.` : `${names(takenBy)} has this call, ${tried}.`;
}
