import type { Caller } from '../../access/caller.js';
import type { TeamClinic } from '../../clinics/team-clinics.js';
import { clinicDay } from '../../clinics/team-words.js';
import type { FormProps } from '../../staff/form.view.js';
import { Form, SelectField, StaffField } from '../../staff/form.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import type { Whole } from './change-forms.js';
import { changeCrumbs } from './preview.view.js';

/** What each change of a whole clinic is called, and what it does. */
export const WAYS: Record<Whole, { title: string; does: string }> = {
  move: { title: 'Move to another day or time', does: 'The whole clinic, all its times together.' },
  place: { title: 'Change the place', does: 'Another venue, or another room.' },
  link: { title: 'Change the link', does: 'Another address of the video call.' },
  'call-off': { title: 'Call off the clinic', does: 'Nobody can book any more, and everybody is told.' },
  'bring-back': { title: 'Bring the clinic back', does: 'It takes place after all, and everybody is told again.' },
};

/** What can be changed of a clinic as it is now. */
export function waysOf({ status, mode }: Pick<TeamClinic, 'status' | 'mode'>): Whole[] {
  if (status === 'cancelled') return ['bring-back'];
  if (status !== 'published') return [];
  return ['move', mode === 'in_person' ? 'place' : 'link', 'call-off'];
}

interface HubProps {
  caller: Caller;
  clinic: TeamClinic;
}

/** Where one chooses what to change. */
export function ChangeHubView({ caller, clinic }: HubProps) {
  const at = `/staff/clinics/${clinic.id}`;
  const ways = waysOf(clinic);
  return (
    <StaffPage title="What changes?" caller={caller} crumbs={changeCrumbs(clinic).slice(0, 1)}>
      <p safe>{`${clinicDay(clinic)}. Before anything is done you see who would be told, and in which words.`}</p>
      {ways.length === 0 && <p class="note">A clinic that the public does not see, or that is over, tells nobody.</p>}
      <ul class="ways list">
        {ways.map((what) => (
          <li>
            <a class="hit" href={`${at}/change/${what}`}>
              <b safe>{WAYS[what].title}</b>
            </a>
            <p class="soft" safe>
              {WAYS[what].does}
            </p>
          </li>
        ))}
        {ways.length > 1 && (
          <li>
            <a class="hit" href={`${at}#times`}>
              <b>Change one of its times</b>
            </a>
            <p class="soft">Choose the time in the list: its places, its hour, or close it and move its people.</p>
          </li>
        )}
        <li>
          <a class="hit" href={`${at}/changes`}>
            <b>What was decided so far</b>
          </a>
          <p class="soft">And whom it has reached.</p>
        </li>
      </ul>
    </StaffPage>
  );
}

interface WholeProps extends FormProps {
  caller: Caller;
  clinic: TeamClinic;
  what: Whole;
  values: Record<string, string>;
  venues: { id: string; name: string }[];
}

/** The form of one change; sending it shows first what would be. */
export function ChangeFormView({ caller, clinic, what, values, venues, ...form }: WholeProps) {
  const field = (name: string) => ({ name, value: values[name] ?? '', errors: form.errors });
  const reason = (
    <StaffField
      {...field('reason')}
      label="Why (for the team, may stay empty)"
      hint="“Snow”, “the library is closed”. It is not sent to anybody."
      maxlength={300}
    />
  );
  return (
    <StaffPage title={WAYS[what].title} caller={caller} crumbs={changeCrumbs(clinic)}>
      <p safe>{`${clinic.title}, ${clinicDay(clinic)}.`}</p>
      <Form {...form} button="Show who would be told">
        {what === 'move' && (
          <>
            <StaffField {...field('day')} label="New day" type="date" />
            <StaffField
              {...field('start')}
              label="The first time begins at"
              hint="The other times keep their distance to it."
              type="time"
            />
          </>
        )}
        {what === 'place' && (
          <>
            <SelectField
              {...field('venueId')}
              label="Venue"
              options={venues.map(({ id, name }) => [id, name] as [string, string])}
            />
            <StaffField
              {...field('room')}
              label="Room on this day"
              hint="Empty: the room that the venue has."
              maxlength={120}
            />
          </>
        )}
        {what === 'link' && (
          <StaffField {...field('joiningLink')} label="New link of the video call" type="url" maxlength={500} />
        )}
        {(what === 'call-off' || what === 'bring-back' || what === 'move') && reason}
      </Form>
    </StaffPage>
  );
}
