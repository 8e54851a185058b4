import type { Caller } from '../../access/caller.js';
import { languageName } from '../../bookings/changes/change-words.js';
import { MAX_ATTENDEES } from '../../bookings/booking.dto.js';
import { formatDay, formatTime } from '../../i18n/dates.js';
import { CLINIC_LANGUAGES } from '../../i18n/locales.js';
import type { FormProps } from '../../staff/form.view.js';
import { AreaField, Form, SelectField, StaffField } from '../../staff/form.view.js';
import type { FieldError } from '../../platform/errors.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import type { OffersFilter } from './caller-draft.js';
import type { CallerValues } from './caller-values.js';
import { HiddenFields } from './hidden-fields.view.js';
import { inOrder, keysOf } from './offer-rules.js';
import type { Offer } from './offers-reader.js';

interface Props {
  caller: Caller;
  offers: Offer[];
  filter: OffersFilter;
  values: CallerValues;
  formToken: string;
  /** What is wrong with whom to call later, and what was typed of it. */
  errors?: FieldError[];
  words?: string;
  /** Why the time that was chosen could not be kept. */
  problem?: string;
}

const MODES: [string, string][] = [
  ['', 'In person or by video'],
  ['in_person', 'In person'],
  ['virtual', 'By video call'],
];

interface LaterProps extends FormProps {
  values: CallerValues;
  words?: string;
  /** There is nothing else to offer. */
  open: boolean;
}

/** Nothing suits them: they are called when there is more. */
function CallLater({ values, open, errors = [], words = '', formToken }: LaterProps) {
  return (
    <details class="fold" open={open || errors.length > 0}>
      <summary>None of these suits them? Call them later</summary>
      <Form
        action="/staff/desk/call-later"
        formToken={formToken}
        errors={errors}
        button="Put them on the list of calls"
      >
        <HiddenFields values={values} except={['phone', 'name', 'language']} />
        <StaffField name="phone" label="Number" type="tel" value={values.phone} errors={errors} autocomplete="off" />
        <StaffField name="name" label="Name" value={values.name} errors={errors} autocomplete="off" />
        <SelectField
          name="language"
          label="Language"
          value={values.language}
          options={[['', 'Not known'], ...CLINIC_LANGUAGES.map((tag): [string, string] => [tag, languageName(tag)])]}
        />
        <AreaField name="words" label="What would suit them" rows={2} value={words} errors={errors} />
      </Form>
    </details>
  );
}

/** The next places of all clinics at one glance; a digit chooses one and keeps it. */
export function OffersView({ caller, offers, filter, values, formToken, problem, ...later }: Props) {
  const sorted = inOrder(offers, values.language);
  const keys = keysOf(sorted);
  const free = sorted.filter(({ times }) => times.length > 0);
  return (
    <StaffPage title={titleOf(free, values)} caller={caller} current="/staff/desk/places">
      {!!problem && (
        <div class="note" role="alert">
          <p safe>{problem}</p>
        </div>
      )}
      {!!(values.name || values.phone) && (
        <p>
          For <b safe>{[values.name, values.phone].filter(Boolean).join(', ')}</b>
        </p>
      )}
      <Filter filter={filter} values={values} formToken={formToken} />
      {free.length > 0 && (
        <p class="hint">
          A digit chooses the time beside it. It is kept for ten minutes while you talk; nobody else can take it.
        </p>
      )}
      <form method="post" action="/staff/desk/hold" class="flow">
        <HiddenFields values={values} />
        <input type="hidden" name="form" value={formToken} />
        <ul class="list offers">
          {sorted.map((offer) => (
            <OfferItem offer={offer} keys={keys} language={values.language} />
          ))}
        </ul>
      </form>
      <CallLater values={values} formToken={formToken} open={free.length === 0} {...later} />
    </StaffPage>
  );
}

function titleOf(free: Offer[], { others }: CallerValues): string {
  const people = others.length + 1;
  if (free.length === 0) return people === 1 ? 'Nothing is free' : `Nothing has room for ${people} people`;
  return people === 1 ? 'The next places' : `The next times with room for ${people} people`;
}

function Filter({ filter, values, formToken }: Pick<Props, 'filter' | 'values' | 'formToken'>) {
  return (
    <form method="post" action="/staff/desk/places" class="flow">
      <HiddenFields values={values} except={['language', 'people']} />
      <input type="hidden" name="form" value={formToken} />
      <div class="filter">
        <SelectField
          name="language"
          label="They speak"
          value={values.language}
          options={[['', 'Any language'], ...CLINIC_LANGUAGES.map((tag): [string, string] => [tag, languageName(tag)])]}
        />
        <SelectField name="mode" label="How" value={filter.mode} options={MODES} />
        <StaffField name="from" label="From this day on" type="date" value={filter.from} />
        <SelectField
          name="people"
          label="People"
          value={String(values.others.length + 1)}
          options={Array.from({ length: MAX_ATTENDEES }, (_, i): [string, string] => [String(i + 1), String(i + 1)])}
        />
        <button class="btn plain">Show</button>
      </div>
    </form>
  );
}

function OfferItem({ offer, keys, language }: { offer: Offer; keys: Map<string, string>; language: string }) {
  const { clinic, times } = offer;
  const speaks = !language || clinic.languages.includes(language);
  const place = clinic.venue ? `${clinic.venue.name}, ${clinic.venue.city}` : 'By video call';
  return (
    <li>
      <div>
        <h2 safe>{clinic.startsAt ? formatDay(clinic.startsAt, clinic.timeZone, 'en') : clinic.day}</h2>
        <p safe>{clinic.title === clinic.venue?.name ? place : `${clinic.title}. ${place}`}</p>
        <p class="soft" safe>
          {`${clinic.languages.map(languageName).join(', ')}${speaks ? '' : `. Nobody there speaks ${languageName(language)}`}`}
        </p>
      </div>
      {times.length === 0 ? (
        <p class="soft">
          {clinic.bookingOpensAt && clinic.placesLeft === 0 ? 'Full, or not open for booking' : 'No room'}
        </p>
      ) : (
        <p class="picks">
          {times.map(({ id, startsAt, placesLeft }) => (
            <button name="slotId" value={id} class="pick" data-key={keys.get(id)}>
              {keys.has(id) && <kbd safe>{keys.get(id) ?? ''}</kbd>}{' '}
              <b safe>{formatTime(startsAt, clinic.timeZone, 'en')}</b> <small safe>{`${placesLeft} left`}</small>
            </button>
          ))}
        </p>
      )}
    </li>
  );
}
