import type { Caller } from '../../access/caller.js';
import type { FormProps } from '../../staff/form.view.js';
import { Form, StaffField, Tick } from '../../staff/form.view.js';
import { errorText } from '../../ui/fields.view.js';
import { STAFF_CONTEXT, StaffPage } from '../../ui/staff-page.view.js';
import type { Clinic } from '../clinic.entity.js';

const FIELDS = 6;

interface Props extends FormProps {
  caller: Caller;
  clinic: Pick<Clinic, 'id' | 'title' | 'day'>;
  values: { weeks: string; days: string[]; publish: boolean };
}

/** To which days a clinic is copied. */
export function CopyView({ caller, clinic, values, ...form }: Props) {
  const { id, title, day } = clinic;
  const wrong = form.errors?.find((error) => error.field === 'days');
  const days = Array.from({ length: Math.max(FIELDS, values.days.length) }, (_, i) => values.days[i] ?? '');
  return (
    <StaffPage title="Copy to other days" caller={caller} crumbs={[{ href: `/staff/clinics/${id}`, text: title }]}>
      <p safe>
        {`Everything planned of ${title} (${day}) goes along: place, languages, texts, team, the times at the same hours, and the booking window as many days before. Bookings stay where they are.`}
      </p>
      <Form {...form} button="Make the copies">
        <StaffField
          name="weeks"
          label="Every week, how many times"
          hint="3: on the same weekday of the next three weeks."
          type="number"
          value={values.weeks}
          errors={form.errors}
        />
        <fieldset class={wrong ? 'flow bad' : 'flow'} id="days">
          <legend>Or on these days</legend>
          {!!wrong && (
            <p class="err" safe>
              {errorText(STAFF_CONTEXT.t, wrong)}
            </p>
          )}
          <div class="filter">
            {days.map((one, i) => (
              <label>
                <span class="vh" safe>{`Day ${i + 1}`}</span>
                <input type="date" name="day" value={one} />
              </label>
            ))}
          </div>
        </fieldset>
        <Tick
          name="publish"
          words="Put the copies on sale at once; otherwise they are drafts"
          checked={values.publish}
        />
      </Form>
    </StaffPage>
  );
}
