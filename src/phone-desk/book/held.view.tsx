import type { Caller } from '../../access/caller.js';
import { languageName } from '../../bookings/changes/change-words.js';
import { MAX_ATTENDEES } from '../../bookings/booking.dto.js';
import { MAX_NAME } from '../../bookings/contact-rules.js';
import { formatTime } from '../../i18n/dates.js';
import { CLINIC_LANGUAGES } from '../../i18n/locales.js';
import type { FormProps } from '../../staff/form.view.js';
import { SelectField, StaffField, Tick } from '../../staff/form.view.js';
import { ErrorSummary } from '../../ui/fields.view.js';
import { STAFF_CONTEXT, StaffPage } from '../../ui/staff-page.view.js';
import type { CallerValues } from './caller-values.js';
import type { HeldTime } from './hold-for-caller.js';
import { askWords, whenWords, whereWords } from './read-back.js';

interface Props extends FormProps {
  caller: Caller;
  held: HeldTime;
  /** Seconds until the hold is over. */
  left: number;
  values: CallerValues;
}

/** Who the caller is, while their time is kept: what to say on the right, what they answer on the left. */
export function HeldView({ caller, held, left, values, errors = [], formToken }: Props) {
  return (
    <StaffPage
      title={`Book ${whenWords(held.slot.startsAt, held.clinic)}`}
      caller={caller}
      current="/staff/desk/places"
      own={['desk.js']}
      told={{ 'data-hold': held.id }}
    >
      <div class="cols">
        <form method="post" action="/staff/desk/book" class="flow narrow" novalidate>
          <ErrorSummary ctx={STAFF_CONTEXT} errors={errors} />
          <Fields values={values} errors={errors} />
          <input type="hidden" name="people" value={String(values.others.length + 1)} />
          <input type="hidden" name="hold" value={held.id} />
          <input type="hidden" name="slotId" value={held.slot.id} />
          <input type="hidden" name="readOut" value={held.slot.startsAt.toISOString()} />
          <input type="hidden" name="form" value={formToken} />
          <p class="row">
            <button class="btn" name="step" value="book">
              Book
            </button>
            {values.others.length + 1 < MAX_ATTENDEES && (
              <button class="btn plain" name="step" value="more">
                One more person
              </button>
            )}
            <button class="link" name="step" value="other">
              Another time
            </button>
            <button class="link" name="step" value="close">
              Close, book nothing
            </button>
          </p>
        </form>
        <aside class="flow" aria-label="The time, and what to say">
          <Kept held={held} left={left} />
          <section class="flow" aria-labelledby="say">
            <h2 id="say">Say</h2>
            <blockquote class="say-words" safe>
              {askWords(held.clinic, held.slot.startsAt, values.others.length + 1)}
            </blockquote>
          </section>
          <section class="flow" aria-labelledby="texts">
            <h2 id="texts">Before you tick “text messages”, read</h2>
            <blockquote class="say-words" safe>
              {`May we send you text messages about this place? ${STAFF_CONTEXT.t('form.smsConsentHint')}`}
            </blockquote>
          </section>
        </aside>
      </div>
    </StaffPage>
  );
}

/** How long the time is still kept. The script counts it down. */
function Kept({ held, left }: Pick<Props, 'held' | 'left'>) {
  return (
    <section class="found flow" aria-labelledby="kept">
      <h2 id="kept" safe>
        {whenWords(held.slot.startsAt, held.clinic)}
      </h2>
      <p safe>{whereWords(held.clinic)}</p>
      <p class="row" data-left={String(left)}>
        <b data-clock safe>
          {`Kept until ${formatTime(held.expiresAt, held.clinic.timeZone, 'en')}`}
        </b>
        <button class="link" data-renew hidden>
          Keep it ten more minutes
        </button>
      </p>
      <p class="err" role="alert" data-gone hidden>
        It is not kept any more. Press Book: if it is still free, they have it.
      </p>
    </section>
  );
}

function Fields({ values, errors = [] }: Pick<Props, 'values' | 'errors'>) {
  const text = { errors, autocomplete: 'off' };
  const there = errors.some(({ code }) => code === 'caller_there');
  return (
    <>
      <StaffField
        {...text}
        autofocus={values.name === ''}
        name="name"
        label="Name"
        value={values.name}
        maxlength={MAX_NAME}
      />
      {(there || values.namesake) && (
        <Tick name="namesake" value="yes" words="Somebody else with the same name" checked={values.namesake} />
      )}
      {values.others.map((name, i) => (
        <StaffField
          {...text}
          name={`name${i + 2}`}
          label={`Name of person ${i + 2}`}
          value={name}
          maxlength={MAX_NAME}
        />
      ))}
      <SelectField
        name="language"
        label="Language"
        value={values.language || 'en'}
        errors={errors}
        options={CLINIC_LANGUAGES.map((tag) => [tag, languageName(tag)])}
      />
      <Tick name="needsInterpreter" value="yes" words="Needs an interpreter" checked={values.needsInterpreter} />
      <StaffField {...text} name="phone" label="Phone" type="tel" value={values.phone} />
      <Tick name="smsConsent" value="yes" words="They agree to text messages" checked={values.smsConsent} />
      <StaffField
        {...text}
        name="email"
        label="Email, if they want it written there"
        hint="Neither of the two: you read everything aloud, and nothing is sent later either."
        type="email"
        value={values.email}
      />
    </>
  );
}
