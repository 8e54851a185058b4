import type { Caller } from '../../access/caller.js';
import type { BookingDetails } from '../../bookings/booking-reads.js';
import { languageName } from '../../bookings/changes/change-words.js';
import { spaced } from '../../bookings/slip.view.js';
import { standing } from '../../bookings/standing-rules.js';
import { formatDayTime, TEAM_ZONE } from '../../i18n/dates.js';
import { callerPath } from '../caller/caller-parts.view.js';
import { STATE_WORDS } from '../caller/card-words.js';
import { optOutWords } from '../opt-outs/opt-out-words.js';
import { grouped } from '../said-words.js';
import type { Conversation } from './conversation.js';

interface Props {
  caller: Caller;
  formToken: string;
  conversation: Conversation;
  names: (actor: string | null) => string;
  now: Date;
}

/** Who they are: their bookings, their language, whether they want texts. */
export function Beside({ caller, conversation, names, now, formToken }: Props) {
  const { phone, language, bookings, optOuts } = conversation;
  return (
    <section class="flow" aria-labelledby="who">
      <h2 id="who">Who wrote</h2>
      <p class="row">
        <a class="tel" href={`tel:${phone}`} safe>
          {grouped(phone)}
        </a>
        {language === null ? (
          <span class="chip">Language not known</span>
        ) : (
          <span class="chip lit" safe>
            {languageName(language)}
          </span>
        )}
      </p>
      {optOuts.length === 0 ? (
        <p class="soft">Texts go to this number.</p>
      ) : (
        optOuts.map((one) => (
          <p class="note" safe>
            {optOutWords(one, TEAM_ZONE, names)}
          </p>
        ))
      )}
      {caller.permissions.includes('bookings.write') && (
        <form method="post" action="/staff/opt-outs">
          <input type="hidden" name="address" value={phone} />
          <input type="hidden" name="form" value={formToken} />
          <button class="link">{optOuts.length === 0 ? 'Stop texts to this number' : 'Allow texts again'}</button>
        </form>
      )}
      {bookings.length === 0 && <p>No booking under this number.</p>}
      <ul class="list decisions">
        {bookings.map((one) => (
          <li>
            <Booking one={one} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Booking({ one, now }: { one: BookingDetails; now: Date }) {
  const { id, clinic, startsAt, reference, contact, attendees } = one;
  const active = attendees.filter(({ status }) => status !== 'cancelled');
  const speaks = active
    .filter(({ needsInterpreter }) => needsInterpreter)
    .map((attendee) => languageName(attendee.language));
  const state = standing(one, now);
  return (
    <>
      <p class="row">
        <a class="hit" href={callerPath(id)} dir="auto" safe>
          {contact.fullName}
        </a>
        <span class={state === 'coming' ? 'chip on' : 'chip'} safe>
          {STATE_WORDS[state]}
        </span>
        {state === 'coming' && one.comingAt !== undefined && <span class="chip">Said they come</span>}
      </p>
      <p safe>{`${formatDayTime(startsAt, clinic.timeZone, 'en')}, ${clinic.title}`}</p>
      <p class="soft" safe>
        {[
          `Reference ${spaced(reference)}`,
          active.length > 1 && `${active.length} people`,
          speaks.length > 0 && `interpreter: ${[...new Set(speaks)].join(', ')}`,
        ]
          .filter(Boolean)
          .join(', ')}
      </p>
    </>
  );
}
