import type { Caller } from '../../access/caller.js';
import type { TeamClinic, TeamSlot } from '../../clinics/team-clinics.js';
import { clinicDay, slotWords } from '../../clinics/team-words.js';
import { formatTimeRange } from '../../i18n/dates.js';
import type { FieldError } from '../../platform/errors.js';
import { Form, StaffField } from '../../staff/form.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { people } from './change-words.js';

interface Props {
  caller: Caller;
  clinic: TeamClinic;
  slot: TeamSlot;
  formToken: string;
  /** What was typed into which of the forms. */
  values: Record<string, string>;
  errors: FieldError[];
  /** Why its people cannot be moved. */
  problem?: string;
}

/** One time of a clinic: its places, whether it is open, its hour, and where its people could go. */
export function SlotView({ caller, clinic, slot, formToken, values, errors, problem }: Props) {
  const time = formatTimeRange(slot.startsAt, slot.endsAt, clinic.timeZone, 'en');
  const form = { formToken, errors };
  const crumbs = [{ href: `/staff/clinics/${clinic.id}`, text: clinic.title }];
  const closable = slot.open && clinic.status === 'published';
  return (
    <StaffPage title={time} caller={caller} crumbs={crumbs}>
      <p safe>
        {`${clinicDay(clinic)}. ${slot.taken} of ${slot.capacity + slot.extra} places taken${slotWords(slot) && `, ${slotWords(slot)}`}.`}
      </p>
      {!!problem && (
        <div class="errors" role="alert">
          <p safe>{problem}</p>
        </div>
      )}
      <div class="cols">
        <section class="flow" aria-labelledby="places">
          <h2 id="places">Places</h2>
          <Form {...form} button="Keep the number">
            <input type="hidden" name="what" value="capacity" />
            <StaffField
              name="capacity"
              label="Places"
              type="number"
              hint={slot.taken > 0 ? `At least ${slot.taken}: so many are taken. Nobody is told.` : 'Nobody is told.'}
              value={values['capacity'] ?? String(slot.capacity)}
              errors={errors}
            />
          </Form>
        </section>
        {clinic.status === 'published' && (
          <section class="flow" aria-labelledby="hour">
            <h2 id="hour">Hour</h2>
            <Form {...form} button="Show who would be told" look="btn plain">
              <input type="hidden" name="what" value="time" />
              <StaffField name="from" label="From" type="time" value={values['from'] ?? ''} errors={errors} />
              <StaffField name="to" label="To" type="time" value={values['to'] ?? ''} errors={errors} />
            </Form>
          </section>
        )}
      </div>
      {closable && (
        <section class="flow" aria-labelledby="close">
          <h2 id="close">Close this time</h2>
          {slot.taken > 0 && (
            <>
              <p
                safe
              >{`It concerns ${people(slot.taken)}. They can move to the nearest times with room, families together.`}</p>
              <Form formToken={formToken} button="Close it and move them: show where to">
                <input type="hidden" name="what" value="close" />
              </Form>
            </>
          )}
          <p>
            {slot.taken > 0
              ? 'Or close it for new bookings alone: whoever has a place keeps it, and nobody is told.'
              : 'Nobody can book it any more. Nobody has a place in it.'}
          </p>
          <Form formToken={formToken} button="Close it for new bookings" look="btn plain">
            <input type="hidden" name="what" value="shut" />
          </Form>
        </section>
      )}
      {!slot.open && clinic.status === 'published' && (
        <Form formToken={formToken} button="Open it again">
          <input type="hidden" name="what" value="open" />
        </Form>
      )}
    </StaffPage>
  );
}
