import type { Caller } from '../../access/caller.js';
import type { ClinicDetails } from '../../clinics/clinic-reads.js';
import { formatDay, formatDayTime, formatTime } from '../../i18n/dates.js';
import type { FormProps } from '../../staff/form.view.js';
import { AreaField } from '../../staff/form.view.js';
import { ErrorSummary } from '../../ui/fields.view.js';
import { STAFF_CONTEXT, StaffPage } from '../../ui/staff-page.view.js';
import type { BookingDetails } from '../booking-reads.js';
import { languageName, people } from '../changes/change-words.js';
import type { ChangeProgress } from '../changes/changes-reader.js';
import { spaced } from '../slip.view.js';
import type { CallEnd } from './record-call.js';

const ENDS: Record<CallEnd, { words: string; look: string }> = {
  reached: { words: 'Reached them', look: 'btn' },
  no_answer: { words: 'No answer', look: 'btn plain' },
  given_back: { words: 'Give it back', look: 'link' },
};

interface Props extends FormProps {
  caller: Caller;
  change: ChangeProgress;
  booking: BookingDetails;
  note: string;
  /** Other clinics with places, to offer. */
  others: ClinicDetails[];
  /** They changed their booking meanwhile, or were told after all. */
  movedOn: boolean;
}

/** One call: whom, what to say, how it ended. */
export function CallView({ caller, change, booking, note, others, movedOn, formToken, errors = [] }: Props) {
  const { contact, reference, attendees, locale } = booking;
  const list = `/staff/clinics/${change.clinicId}/changes/${change.id}/calls`;
  const crumbs = [
    { href: '/staff/calls', text: 'Calls' },
    { href: list, text: change.clinicTitle },
  ];
  return (
    <StaffPage title={`Call ${contact.fullName}`} caller={caller} current="/staff/calls" crumbs={crumbs}>
      {movedOn && (
        <p class="note">They changed their booking meanwhile, or were told after all: there is no need to call.</p>
      )}
      <section class="found flow" aria-label="Whom to call">
        {contact.phone ? (
          <p class="when">
            <a href={`tel:${contact.phone}`} safe>
              {grouped(contact.phone)}
            </a>
          </p>
        ) : (
          <p class="when">There is no phone number</p>
        )}
        {!!contact.email && (
          <p>
            <a href={`mailto:${contact.email}`} safe>
              {contact.email}
            </a>
          </p>
        )}
        <p safe>
          {`${languageName(attendees[0]?.language ?? locale)}, ${people(attendees.filter(({ status }) => status !== 'cancelled').length)}, reference ${spaced(reference)}`}
        </p>
      </section>
      <section class="flow" aria-labelledby="say">
        <h2 id="say">What to say</h2>
        <blockquote class="say-words" safe>
          {scriptOf(change, booking)}
        </blockquote>
        {others.length > 0 && change.kind === 'called_off' && (
          <>
            <p>Other dates with places:</p>
            <ul>
              {others.map(({ title, startsAt, timeZone, placesLeft }) => (
                <li safe>{`${title}, ${startsAt ? formatDay(startsAt, timeZone, 'en') : ''}: ${placesLeft} left`}</li>
              ))}
            </ul>
          </>
        )}
      </section>
      <form method="post" action={`${list}/${booking.id}`} class="flow narrow" novalidate>
        <ErrorSummary ctx={STAFF_CONTEXT} errors={errors} />
        <AreaField
          name="note"
          label="Note"
          hint="“Call after 5 pm”. It is erased with the booking. No A-numbers, no Social Security numbers."
          value={note}
          errors={errors}
          rows={3}
        />
        <input type="hidden" name="form" value={formToken} />
        <p class="row">
          {Object.entries(ENDS).map(([end, { words, look }]) => (
            <button class={look} name="end" value={end} safe>
              {words}
            </button>
          ))}
        </p>
        <p class="hint">The call is yours for fifteen minutes. After that somebody else may take it.</p>
      </form>
    </StaffPage>
  );
}

/** `617-555-0123`: in groups, as one dials it. */
const grouped = (phone: string) => phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3');

/** What is read out, in plain English. */
function scriptOf({ kind }: ChangeProgress, { contact, clinic, startsAt }: BookingDetails): string {
  const when = `${formatDay(startsAt, clinic.timeZone, 'en')}, at ${formatTime(startsAt, clinic.timeZone, 'en')}`;
  const place = clinic.venue ? [clinic.venue.name, clinic.venue.room].filter(Boolean).join(', ') : 'by video call';
  const hello = `Hello, may I speak with ${contact.fullName}? I call from the clinic team.`;
  if (kind === 'called_off') {
    return `${hello} Your appointment on ${formatDayTime(startsAt, clinic.timeZone, 'en')} will not take place. Please do not come. We are sorry. Would you like another date?`;
  }
  if (kind === 'brought_back') {
    return `${hello} We told you that the clinic would not take place. It will, after all. You still have your place: ${when}, ${place}. Can you come?`;
  }
  return `${hello} Something has changed for your appointment. It is now on ${when}, ${place}. You still have your place. Can you come then?`;
}
