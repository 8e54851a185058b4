import type { Caller } from '../../access/caller.js';
import { languageName, people } from '../../bookings/changes/change-words.js';
import { spaced } from '../../bookings/slip.view.js';
import { formatDay, formatDayTime, TEAM_ZONE } from '../../i18n/dates.js';
import type { FormProps } from '../../staff/form.view.js';
import { AreaField, SelectField, StaffField } from '../../staff/form.view.js';
import { ErrorSummary } from '../../ui/fields.view.js';
import { STAFF_CONTEXT, StaffPage } from '../../ui/staff-page.view.js';
import type { CallEnd, TryAgain } from './call-rules.js';
import { grouped } from '../said-words.js';
import { BEST_TIME_WORDS, REASON_WORDS, scriptOf, undeliveredWords } from './call-words.js';
import { CALLS } from './calls.view.js';
import type { CallSheet } from './look-at-call.js';
import type { OwnCall, Said } from './own-call.js';
import { Replies } from './replies.view.js';

/** `key` is pressed for it where nothing is typed; none is the key that takes the next call, which may be pressed twice. */
const ENDS: Record<CallEnd, { words: string; look: string; key?: string }> = {
  reached: { words: 'Reached them', look: 'btn', key: 'R' },
  again: { words: 'Reached: call again', look: 'btn plain', key: 'A' },
  no_answer: { words: 'No answer', look: 'btn plain', key: 'O' },
  not_needed: { words: 'No need to call', look: 'link' },
  given_back: { words: 'Give it back', look: 'link' },
};

const AGAIN: [TryAgain, string][] = [
  ['hour', 'In an hour'],
  ['evening', 'This evening, at 6 pm'],
  ['tomorrow', 'Tomorrow morning, at 9 am'],
  ['at', 'On the day and time below'],
];

/** What was typed. */
export interface OutcomeValues {
  note: string;
  tryAgain: string;
  day: string;
  time: string;
  also: string[];
}

interface Props extends FormProps {
  caller: Caller;
  sheet: CallSheet;
  values: OutcomeValues;
}

/** One call: whom, what about, what to say, how it ended. */
export function CallView({ caller, sheet, values, formToken, errors = [] }: Props) {
  const { call, name, phone } = sheet;
  return (
    <StaffPage
      title={`Call ${name ?? (phone ? grouped(phone) : 'them')}`}
      caller={caller}
      current={CALLS}
      crumbs={[{ href: CALLS, text: 'Calls' }]}
    >
      {!call.needed && (
        <p class="note">They changed their booking meanwhile, or were told after all: there is no need to call.</p>
      )}
      <div class="cols">
        <div class="flow">
          <Whom sheet={sheet} formToken={formToken} />
          <About call={call} />
          <WhatToSay sheet={sheet} />
        </div>
        <form method="post" action={`${CALLS}/${call.id}`} class="flow narrow" novalidate>
          {/* Enter in a field presses the first button: it must not say that they were reached. */}
          <button class="vh" name="end" value="" tabindex="-1" aria-hidden="true"></button>
          <ErrorSummary ctx={STAFF_CONTEXT} errors={errors} />
          <Also also={call.also} ticked={values.also} />
          <AreaField
            name="note"
            label="Note"
            hint="“Speak with her son.” It is erased with the call. No A-numbers, no Social Security numbers."
            value={values.note}
            errors={errors}
            rows={3}
          />
          <SelectField
            name="tryAgain"
            label="If you call again"
            value={values.tryAgain}
            errors={errors}
            options={AGAIN}
          />
          <input type="hidden" name="seen" value={String(call.revision)} />
          <input type="hidden" name="form" value={formToken} />
          <p class="row">
            {Object.entries(ENDS).map(([end, { words, look, key }]) => (
              <button
                class={look}
                name="end"
                value={end}
                data-key={key?.toLowerCase()}
                aria-keyshortcuts={key?.toLowerCase()}
              >
                <span safe>{words}</span>
                {!!key && (
                  <>
                    {' '}
                    <kbd safe>{key}</kbd>
                  </>
                )}
              </button>
            ))}
          </p>
          <div class="filter">
            <StaffField name="day" label="Day" type="date" value={values.day} errors={errors} />
            <StaffField name="time" label="Time in Boston" type="time" value={values.time} errors={errors} />
          </div>
          <p class="hint">The call is yours for fifteen minutes. After that somebody else may take it.</p>
        </form>
      </div>
    </StaffPage>
  );
}

function Whom({ sheet: { call, booking, phone, language }, formToken }: { sheet: CallSheet; formToken: string }) {
  const email = booking?.contact.email;
  const coming = booking?.attendees.filter(({ status }) => status !== 'cancelled').length ?? 0;
  const words = [
    language && languageName(language),
    coming > 0 && people(coming),
    booking && `reference ${spaced(booking.reference)}`,
    call.bestTime && `best time: ${BEST_TIME_WORDS[call.bestTime]}`,
  ];
  return (
    <section class="found flow" aria-label="Whom to call">
      {phone ? (
        <p class="when">
          <a href={`tel:${phone}`} safe>
            {grouped(phone)}
          </a>
        </p>
      ) : (
        <p class="when">There is no phone number</p>
      )}
      {!!email && (
        <p>
          <a href={`mailto:${email}`} safe>
            {email}
          </a>
        </p>
      )}
      <p safe>{words.filter(Boolean).join(', ')}</p>
      {booking ? (
        <p>
          <a class="hit" href={`/staff/callers/${booking.id}`}>
            Everything about this caller
          </a>
        </p>
      ) : (
        <form method="post" action="/staff/search">
          <input type="hidden" name="find" value={phone ?? ''} />
          <input type="hidden" name="form" value={formToken} />
          <button class="link">Look for this number</button>
        </form>
      )}
    </section>
  );
}

/** What they said, or what did not reach them. */
function About({ call }: { call: OwnCall }) {
  return (
    <section class="flow" aria-labelledby="about">
      <h2 id="about" safe>
        {REASON_WORDS[call.reason]}
      </h2>
      <p class="soft" safe>{`Since ${formatDayTime(call.since, TEAM_ZONE, 'en')}`}</p>
      {call.message !== null && <p safe>{undeliveredWords(call)}</p>}
      {!!call.words && (
        <p class="lines" safe>
          {call.words}
        </p>
      )}
      <Replies replies={call.replies} />
    </section>
  );
}

function WhatToSay({ sheet }: { sheet: CallSheet }) {
  return (
    <section class="flow" aria-labelledby="say">
      <h2 id="say">What to say</h2>
      <blockquote class="say-words" safe>
        {scriptOf(sheet)}
      </blockquote>
      {sheet.others.length > 0 && (
        <>
          <p>Other dates with places:</p>
          <ul>
            {sheet.others.map(({ title, startsAt, timeZone, placesLeft }) => (
              <li safe>{`${title}, ${startsAt ? formatDay(startsAt, timeZone, 'en') : ''}: ${placesLeft} left`}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** What else waits for the same person: one call is enough. */
function Also({ also, ticked }: { also: OwnCall['also']; ticked: string[] }) {
  if (also.length === 0) return '';
  return (
    <fieldset class="flow">
      <legend>The same person also waits for this. Settled with this call?</legend>
      {also.map(({ reason, words, since, replies, ...one }) => (
        <label class="choice">
          <input type="checkbox" name="also" value={seenKey(one)} checked={ticked.includes(seenKey(one))} />
          <span safe>{`${REASON_WORDS[reason]}, ${formatDayTime(since, TEAM_ZONE, 'en')}${said(words, replies)}`}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Which task, and how much of it was seen. */
export const seenKey = ({ id, revision }: Pick<OwnCall, 'id' | 'revision'>) => `${id}:${revision}`;

function said(words: string | null, replies: Said[]): string {
  const all = [words, ...replies.map(({ body }) => body)].filter(Boolean);
  return all.length > 0 ? `: “${all.join('” “')}”` : '';
}
