import type { Caller } from '../../access/caller.js';
import type { FormProps } from '../../staff/form.view.js';
import { Form, Tick } from '../../staff/form.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import type { Clinic } from '../clinic.entity.js';

interface Props extends FormProps {
  caller: Caller;
  clinic: Pick<Clinic, 'id' | 'title'>;
  people: { id: string; name: string; role: string; assigned: boolean }[];
}

/** Coordinators and intake to tick; all others see every clinic anyway. */
export function TeamView({ caller, clinic: { id, title }, people, ...form }: Props) {
  return (
    <StaffPage
      title="Who works at this clinic"
      caller={caller}
      crumbs={[{ href: `/staff/clinics/${id}`, text: title }]}
    >
      <p>Coordinators and intake see those clinics alone that they are assigned to.</p>
      {people.length === 0 ? (
        <p class="note">
          Nobody on the team is a coordinator or works at intake. An administrator invites them under People.
        </p>
      ) : (
        <Form {...form} button="Keep the team">
          <fieldset class="flow" id="team">
            <legend>The team of this clinic</legend>
            {people.map((person) => (
              <Tick
                name="team"
                value={person.id}
                words={`${person.name}, ${person.role === 'coordinator' ? 'coordinator' : 'intake'}`}
                checked={person.assigned}
              />
            ))}
          </fieldset>
        </Form>
      )}
    </StaffPage>
  );
}
