import type { Caller } from '../../access/caller.js';
import { CLINIC_LANGUAGES } from '../../i18n/locales.js';
import type { FormProps } from '../../staff/form.view.js';
import { Form, SelectField, StaffField, Tick } from '../../staff/form.view.js';
import type { Crumb } from '../../ui/staff-page.view.js';
import { STAFF_CONTEXT, StaffPage } from '../../ui/staff-page.view.js';
import { languageNames } from '../clinic-words.js';
import type { ClinicValues } from './clinic-form.js';

interface Props extends FormProps {
  caller: Caller;
  title: string;
  crumbs: Crumb[];
  values: ClinicValues;
  venues: { id: string; name: string }[];
  /** What is fixed by now. */
  fixed: { mode: boolean; day: boolean; place?: string };
  button: string;
}

const ZONES: [string, string][] = [
  ['America/New_York', 'Boston, New York'],
  ['America/Chicago', 'Chicago'],
  ['America/Denver', 'Denver'],
  ['America/Phoenix', 'Phoenix'],
  ['America/Los_Angeles', 'Los Angeles'],
  ['America/Anchorage', 'Anchorage'],
  ['Pacific/Honolulu', 'Honolulu'],
  ['America/Puerto_Rico', 'Puerto Rico'],
];

/** Everything that a clinic is, in the order in which one thinks of it. */
export function ClinicFormView({ caller, title, crumbs, values, venues, fixed, button, ...form }: Props) {
  const { errors } = form;
  const field = (name: string, value: string) => ({ name, value, errors });
  const zones = ZONES.some(([zone]) => zone === values.timeZone)
    ? ZONES
    : [...ZONES, [values.timeZone, values.timeZone] as [string, string]];
  return (
    <StaffPage title={title} caller={caller} crumbs={crumbs}>
      <Form {...form} button={button}>
        <StaffField {...field('title', values.title)} label="Title" maxlength={120} required />
        <StaffField
          {...field('smsName', values.smsName)}
          label="Name in text messages"
          hint="Short, and without “citizenship” or “immigration”: a phone may be read over a shoulder. “Codman Square Library clinic”"
          maxlength={40}
          required
        />
        {!fixed.mode && (
          <SelectField
            {...field('mode', values.mode)}
            label="How people meet us"
            options={[
              ['in_person', 'In person'],
              ['virtual', 'By video call'],
            ]}
          />
        )}
        {fixed.place ? (
          <p class="note">
            People have booked, so another place or link is a change that they are told of:{' '}
            <a href={fixed.place}>change it there</a>.
          </p>
        ) : (
          <>
            {(!fixed.mode || values.mode === 'in_person') && (
              <>
                <SelectField
                  {...field('venueId', values.venueId)}
                  label="Venue (in person)"
                  options={[['', 'Not chosen yet'], ...venues.map(({ id, name }) => [id, name] as [string, string])]}
                />
                <p class="hint">
                  Not in the list? <a href="/staff/venues/new">Add a venue</a> first.
                </p>
                <StaffField
                  {...field('room', values.room)}
                  label="Room on this day"
                  hint="Empty: the room that the venue has."
                  maxlength={120}
                />
              </>
            )}
            {(!fixed.mode || values.mode === 'virtual') && (
              <StaffField
                {...field('joiningLink', values.joiningLink)}
                label="Link of the video call"
                hint="Only whoever has a place sees it."
                type="url"
                maxlength={500}
              />
            )}
          </>
        )}
        {!fixed.mode && <SelectField {...field('timeZone', values.timeZone)} label="Time zone" options={zones} />}
        {!fixed.day && <StaffField {...field('day', values.day)} label="Day" type="date" required />}
        <fieldset class="flow" id="languages">
          <legend>Languages of the team on the day</legend>
          {errors?.some((error) => error.field === 'languages') && <p class="err">Tick at least one language</p>}
          <div class="ticks">
            {CLINIC_LANGUAGES.map((tag) => (
              <Tick
                name="languages"
                value={tag}
                words={languageNames(STAFF_CONTEXT, [tag])}
                checked={values.languages.includes(tag)}
              />
            ))}
          </div>
        </fieldset>
        <StaffField
          {...field('bookingOpensAt', values.opens)}
          label="Booking opens"
          hint="On the clock of the clinic."
          type="datetime-local"
        />
        <StaffField
          {...field('bookingClosesAt', values.closes)}
          label="Booking closes"
          hint="At the latest each time closes when it begins."
          type="datetime-local"
        />
      </Form>
    </StaffPage>
  );
}
