import type { Caller } from '../../access/caller.js';
import type { BookingDetails } from '../../bookings/booking-reads.js';
import type { MoveOffer } from '../../bookings/move-offers.js';
import { clinicDay } from '../../clinics/team-words.js';
import { formatDayTime, formatTime } from '../../i18n/dates.js';
import type { FieldError } from '../../platform/errors.js';
import { CallerPage, callerPath, Key, KeyForm, Why } from './caller-parts.view.js';
import { languageName } from '../../bookings/changes/change-words.js';

interface Props {
  caller: Caller;
  booking: BookingDetails;
  /** What was typed and chosen. */
  values: Record<string, string>;
  errors: FieldError[];
  formToken: string;
}

/** Keys that choose: the first times have one each. */
const DIGITS = 9;

/** Where a caller can be moved to: the times of their clinic, then of those that follow. */
export function MoveForCallerView({
  caller,
  booking,
  offers,
  values,
  errors,
  formToken,
}: Props & { offers: MoveOffer[] }) {
  const { language } = booking;
  const people = booking.attendees.filter(({ status }) => status === 'expected').length;
  const order = offers.flatMap(({ slots }) => slots.map(({ id }) => id));
  return (
    <CallerPage title="Move to which time?" caller={caller} booking={booking}>
      <p safe>
        {`Now ${formatDayTime(booking.startsAt, booking.clinic.timeZone, 'en')}, ${booking.clinic.title}. ${people === 1 ? 'One person' : `${people} people`}, ${languageName(language)}.`}
      </p>
      {offers.length === 0 && <p class="note">No other time has room for them now.</p>}
      {offers.length > 0 && (
        <KeyForm
          action={`${callerPath(booking.id)}/move`}
          {...{ formToken, errors }}
          button="Move to this time"
          shortcut="Enter"
        >
          <fieldset id="slotId" class="flow">
            <legend class="vh">The new time</legend>
            {offers.map(({ clinic, slots }) => (
              <div>
                <h2 class="part">
                  <span safe>{clinicDay(clinic)}</span>{' '}
                  <small class="soft" safe>
                    {clinic.title}
                  </small>{' '}
                  {clinic.languages.includes(language) && (
                    <span class="chip on" safe>
                      {languageName(language)}
                    </span>
                  )}
                </h2>
                <div class="picks">
                  {slots.map(({ id, startsAt, placesLeft }) => (
                    <Pick
                      {...{ id, at: order.indexOf(id), words: formatTime(startsAt, clinic.timeZone, 'en') }}
                      left={placesLeft}
                      chosen={values['slotId'] === id}
                    />
                  ))}
                </div>
              </div>
            ))}
          </fieldset>
          <Why value={values['reason']} errors={errors} />
        </KeyForm>
      )}
      <Back booking={booking} />
    </CallerPage>
  );
}

function Pick({
  id,
  at,
  words,
  left,
  chosen,
}: {
  id: string;
  at: number;
  words: string;
  left: number;
  chosen: boolean;
}) {
  const key = at < DIGITS ? String(at + 1) : undefined;
  return (
    <label>
      <input type="radio" name="slotId" value={id} checked={chosen} data-key={key} />
      {!!key && <Key is={key} />}
      <b safe>{words}</b>
      <small safe>{`${left} left`}</small>
    </label>
  );
}

/** Whose place is given back: everybody's, or one person's. */
export function CancelForCallerView({ caller, booking, values, errors, formToken }: Props) {
  const active = booking.attendees.filter(({ status }) => status === 'expected');
  const choices = [
    { value: 'all', words: active.length === 1 ? (active[0]?.name ?? '') : `All ${active.length} of them` },
    ...(active.length > 1 ? active.map(({ id, name }) => ({ value: id, words: name })) : []),
  ];
  return (
    <CallerPage title="Give back which place?" caller={caller} booking={booking}>
      <p safe>{`${formatDayTime(booking.startsAt, booking.clinic.timeZone, 'en')}, ${booking.clinic.title}.`}</p>
      <KeyForm
        action={`${callerPath(booking.id)}/cancel`}
        {...{ formToken, errors }}
        button="Give it back"
        look="btn stop"
        shortcut="Enter"
      >
        <fieldset id="who" class="compare">
          <legend class="vh">Whose place</legend>
          {choices.map(({ value, words }, i) => (
            <label>
              <input
                type="radio"
                name="who"
                value={value}
                checked={(values['who'] || 'all') === value}
                data-key={i < DIGITS ? String(i + 1) : undefined}
              />
              <Key is={String(i + 1)} />
              <b dir="auto" safe>
                {words}
              </b>
            </label>
          ))}
        </fieldset>
        <Why value={values['reason']} errors={errors} />
      </KeyForm>
      <Back booking={booking} />
    </CallerPage>
  );
}

/** The way back, with nothing done. */
export function Back({ booking }: { booking: BookingDetails }) {
  return (
    <p>
      <a class="hit" href={callerPath(booking.id)} data-key="x">
        Back to the card <Key is="X" />
      </a>
    </p>
  );
}
