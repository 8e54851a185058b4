import type { Caller } from '../../access/caller.js';
import { isInScope } from '../../access/caller.js';
import type { BookingDetails } from '../../bookings/booking-reads.js';
import { spaced } from '../../bookings/slip.view.js';
import { standing } from '../../bookings/standing-rules.js';
import type { ClinicFacts } from '../../clinics/clinic-reads.js';
import { formatDay, formatDayTime, formatTime } from '../../i18n/dates.js';
import type { CardProps } from './card-props.js';
import { DONE } from './card-props.js';
import { BookFor, CallerPage, callerPath, Key, KeyForm } from './caller-parts.view.js';
import { CardSide } from './card-side.view.js';
import { languageName } from '../../bookings/changes/change-words.js';
import { grouped, listed } from '../said-words.js';
import { ATTENDEE_WORDS, readBack, SOURCE_WORDS, STATE_WORDS } from './card-words.js';

/** All of a caller that may be read out to them, with what can be done for them. */
export function CardView(props: CardProps) {
  const { caller, card, done, problem, now } = props;
  const { booking, twice } = card;
  return (
    <CallerPage title={booking.contact.fullName} caller={caller}>
      <Reach {...props} />
      {!!problem && (
        <p class="note" role="alert" safe>
          {problem}
        </p>
      )}
      {!!done && DONE[done] !== '' && (
        <p class="done" role="status">
          {DONE[done]}
        </p>
      )}
      <section class="flow" aria-labelledby="true-now">
        <h2 id="true-now">Read this out</h2>
        <blockquote class="say-words" safe>
          {`“${readBack(booking, standing(booking, now))}”`}
        </blockquote>
      </section>
      {twice.length > 0 && (
        <p
          class="note"
          safe
        >{`${listed(twice)} ${twice.length === 1 ? 'holds' : 'hold'} two places to come. One can be given back.`}</p>
      )}
      <div class="cols desk">
        <div class="flow">
          <Meant {...props} />
          <Others {...props} />
        </div>
        <CardSide {...props} />
      </div>
    </CallerPage>
  );
}

/** How to reach them, and whether they want it. */
function Reach({ card: { booking, consents, optOuts } }: CardProps) {
  const { phone, email } = booking.contact;
  const { language } = booking;
  const chip = (channel: 'sms' | 'email', words: string) => {
    const stopped = optOuts.some((one) => one.channel === channel);
    const agreed = consents.some((one) => one.channel === channel);
    if (stopped) return <span class="chip off" safe>{`No ${words}`}</span>;
    return (
      <span class={agreed ? 'chip on' : 'chip'} safe>
        {agreed ? `Wants ${words}` : `Did not ask for ${words}`}
      </span>
    );
  };
  return (
    <p class="row">
      {phone !== null && (
        <a class="tel" href={`tel:${phone}`} safe>
          {grouped(phone)}
        </a>
      )}
      {phone !== null && chip('sms', 'texts')}
      {email !== null && <span safe>{email}</span>}
      {email !== null && chip('email', 'emails')}
      <span class="chip lit" safe>
        {languageName(language)}
      </span>
    </p>
  );
}

/** The booking that they call about, and what can be done with it. */
function Meant({ caller, card, now, formToken }: CardProps) {
  const { booking, source } = card;
  const { clinic, contact, attendees, reference, language, createdAt } = booking;
  const state = standing(booking, now);
  const path = callerPath(booking.id);
  const changes = booking.startsAt > now && attendees.some(({ status }) => status === 'expected');
  const movable = changes && (state === 'coming' || state === 'calledOff');
  return (
    <section class="meant flow" aria-label="The booking">
      <p class="when" safe>
        {formatDayTime(booking.startsAt, clinic.timeZone, 'en')}
      </p>
      <p class="row">
        <Place {...{ caller, clinic }} />
        <span class={state === 'coming' ? 'chip on' : 'chip'} safe>
          {STATE_WORDS[state]}
        </span>
        {state === 'coming' && booking.comingAt !== undefined && (
          <span class="chip on" safe>
            {`Said they come, ${formatDay(booking.comingAt, clinic.timeZone, 'en')}`}
          </span>
        )}
      </p>
      <ul class="list">
        {attendees.map((one) => (
          <li class="row">
            <b dir="auto" safe>
              {one.name}
            </b>
            <span class="soft" safe>
              {[
                formatTime(one.startsAt, clinic.timeZone, 'en'),
                languageName(one.language) + (one.needsInterpreter ? ', interpreter' : ''),
                ATTENDEE_WORDS[one.status],
              ]
                .filter(Boolean)
                .join('. ')}
            </span>
          </li>
        ))}
      </ul>
      <p class="soft" safe>
        {`Reference ${spaced(reference)}. ${SOURCE_WORDS[source] ?? 'Booked'} on ${formatDay(createdAt, clinic.timeZone, 'en')}.`}
      </p>
      <div class="deeds">
        {movable && <Deed href={`${path}/move`} words="Move" is="M" />}
        {changes && state === 'coming' && <Deed href={`${path}/cancel`} words="Cancel" is="C" stop />}
        {state !== 'over' && (
          <KeyForm action={`${path}/resend`} {...{ formToken }} button="Send again" look="btn plain" shortcut="R" />
        )}
        <Deed href={`${path}/correct`} words="Correct" is="E" />
        <Deed href={`${path}/messages`} words="Messages" is="O" />
        <BookFor
          {...{ formToken, phone: contact.phone, name: contact.fullName, language }}
          button="Book another"
          look="btn plain"
          shortcut="B"
        />
      </div>
    </section>
  );
}

/** A link for those whose clinic it is. */
function Place({ caller, clinic: { id, title, status } }: { caller: Caller; clinic: ClinicFacts }) {
  if (!isInScope(caller.clinics, { id, status })) return <span safe>{title}</span>;
  return (
    <a href={`/staff/clinics/${id}`} safe>
      {title}
    </a>
  );
}

function Deed({ href, words, is, stop }: { href: string; words: string; is: string; stop?: boolean }) {
  return (
    <a class={stop ? 'btn plain stop' : 'btn plain'} href={href} data-key={is.toLowerCase()}>
      <span safe>{words}</span>
      <Key is={is} />
    </a>
  );
}

/** What else stands under the phone or the email: the rest of it is opened like the first. */
function Others({ card: { others, checked }, now }: CardProps) {
  if (others.length === 0) return '';
  const coming = (one: BookingDetails) => standing(one, now) === 'coming';
  const known = others.filter(({ id }) => checked.has(id));
  const rest = others.filter(({ id }) => !checked.has(id));
  return (
    <section class="flow" aria-labelledby="others">
      <h2 id="others">Also under this phone or email</h2>
      <ul class="list lines-between">
        {known.map((one) => (
          <li>
            <a class="hit" href={callerPath(one.id)} safe>
              {`${formatDayTime(one.startsAt, one.clinic.timeZone, 'en')}: ${one.clinic.title}`}
            </a>{' '}
            <span class="chip" safe>
              {STATE_WORDS[standing(one, now)]}
            </span>
          </li>
        ))}
        {rest.map((one, i) => (
          <li>
            <a class="hit" href={callerPath(one.id)} data-key={i === 0 ? 'n' : undefined}>
              <span>{coming(one) ? 'A booking to come' : 'An earlier or cancelled booking'}</span>
              {i === 0 && <Key is="N" />}
            </a>{' '}
            <span class="soft">not asked about yet</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
