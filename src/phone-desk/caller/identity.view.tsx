import type { Caller } from '../../access/caller.js';
import type { BookingDetails } from '../../bookings/booking-reads.js';
import { normalName } from '../../bookings/contact-rules.js';
import { spaced } from '../../bookings/slip.view.js';
import { formatDayTime } from '../../i18n/dates.js';
import type { FieldError } from '../../platform/errors.js';
import { zoneWords } from '../book/read-back.js';
import type { CallerCard } from './caller-card.js';
import { BookFor, CallerPage, callerPath, Key, KeyForm } from './caller-parts.view.js';
import { grouped, listed } from '../said-words.js';
import { languageName } from '../../bookings/changes/change-words.js';
import { FACT_WORDS } from './card-words.js';
import type { Fact } from './identity-rules.js';
import { factsOf } from './identity-rules.js';

interface Props {
  caller: Caller;
  card: CallerCard;
  /** What was ticked already. */
  ticked: string[];
  errors: FieldError[];
  formToken: string;
}

/** What is compared before anything is read out: the caller says it, staff tick what is right. */
export function IdentityView({ caller, card, ticked, errors, formToken }: Props) {
  const { booking, others } = card;
  const { contact, language } = booking;
  return (
    <CallerPage title="Who is calling?" caller={caller}>
      <p class="note">
        <b>Do not read these out. Ask.</b> Tick what they say right: two at least, one of them the reference, the day
        and time, or a call back.
      </p>
      <KeyForm
        action={`${callerPath(booking.id)}/identity`}
        {...{ formToken, errors }}
        button="Open the card"
        shortcut="Enter"
      >
        <fieldset class="compare" id="facts">
          <legend class="vh">What they said right</legend>
          {factsOf(booking).map((fact, i) => (
            <label>
              <input
                type="checkbox"
                name="fact"
                value={fact}
                checked={ticked.includes(fact)}
                data-key={String(i + 1)}
              />
              <Key is={String(i + 1)} />
              <span class="soft" safe>
                {FACT_WORDS[fact]}
              </span>
              <b dir="auto" safe>
                {valueOf(fact, booking)}
              </b>
            </label>
          ))}
        </fieldset>
      </KeyForm>
      <p class="row">
        <span class="chip lit" safe>
          {languageName(language)}
        </span>
        {others.length > 0 && <Others card={card} />}
      </p>
      <BookFor
        {...{ formToken, phone: contact.phone, name: contact.fullName, language }}
        button="They want another place"
        look="btn plain"
        shortcut="B"
      />
    </CallerPage>
  );
}

/** Each of them is asked about on its own: a family shares a phone, and not everything. */
function Others({ card: { others } }: { card: CallerCard }) {
  const [next] = others;
  return (
    <>
      <span safe>
        {others.length === 1
          ? 'One more booking stands under this phone or email.'
          : `${others.length} more bookings stand under this phone or email.`}
      </span>
      {!!next && (
        <a class="hit" href={callerPath(next.id)} data-key="n">
          They call about another one <Key is="N" />
        </a>
      )}
    </>
  );
}

function valueOf(fact: Fact, { contact, reference, startsAt, clinic, attendees }: BookingDetails): string {
  const { fullName, phone, email } = contact;
  const company = attendees.map(({ name }) => name).filter((name) => normalName(name) !== normalName(fullName));
  const values: Record<Fact, string> = {
    name: fullName,
    reference: spaced(reference),
    time: formatDayTime(startsAt, clinic.timeZone, 'en') + zoneWords(startsAt, clinic),
    address: [phone && grouped(phone), email].filter(Boolean).join(', '),
    company: listed(company),
    called_back: phone ? grouped(phone) : '',
  };
  return values[fact];
}
