import type { Caller } from '../../access/caller.js';
import type { FormProps } from '../../staff/form.view.js';
import { AreaField, Form, StaffField } from '../../staff/form.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import type { VenueLine } from '../venues.js';

export const VENUES = '/staff/venues';

interface ListProps {
  caller: Caller;
  venues: VenueLine[];
}

/** Where clinics take place. */
export function VenuesView({ caller, venues }: ListProps) {
  const writes = caller.permissions.includes('venues.write');
  return (
    <StaffPage title="Venues" caller={caller} current={VENUES}>
      {writes && (
        <p>
          <a class="btn" href={`${VENUES}/new`}>
            Add a venue
          </a>
        </p>
      )}
      {venues.length === 0 && <p class="note">There is no venue yet. A clinic in person needs one.</p>}
      <ul class="list venues">
        {venues.map(({ id, name, address, room, coming }) => (
          <li>
            {writes ? (
              <a class="hit" href={`${VENUES}/${id}`}>
                <b safe>{name}</b>
              </a>
            ) : (
              <b safe>{name}</b>
            )}
            <p safe>{[address, room].filter(Boolean).join(', ')}</p>
            <p class="soft" safe>
              {coming === 1 ? '1 clinic to come' : `${coming} clinics to come`}
            </p>
          </li>
        ))}
      </ul>
    </StaffPage>
  );
}

export type VenueValues = Record<(typeof VENUE_FIELDS)[number], string>;
export const VENUE_FIELDS = ['name', 'address', 'city', 'room', 'directions', 'accessibility', 'mapUrl'] as const;

interface FormPageProps extends FormProps {
  caller: Caller;
  title: string;
  values: VenueValues;
  button: string;
  /** How many clinics there have people who booked. */
  booked?: number;
}

/** What people read of a place: where, how to get there, how to get in. */
export function VenueFormView({ caller, title, values, button, booked = 0, ...form }: FormPageProps) {
  const field = (name: keyof VenueValues) => ({ name, value: values[name], errors: form.errors });
  return (
    <StaffPage title={title} caller={caller} current={VENUES} crumbs={[{ href: VENUES, text: 'Venues' }]}>
      {booked > 0 && (
        <p class="note" safe>
          {`People have booked in ${booked === 1 ? 'a clinic' : `${booked} clinics`} here. What you correct is shown at once, and nobody is told. For another place, use “Change” on the page of the clinic: it tells them.`}
        </p>
      )}
      <Form {...form} button={button}>
        <StaffField {...field('name')} label="Name" maxlength={120} required />
        <StaffField
          {...field('address')}
          label="Address"
          hint="Street, city, state and code, as on a letter."
          maxlength={200}
          required
        />
        <StaffField
          {...field('city')}
          label="Part of town"
          hint="As people call it: “Dorchester”."
          maxlength={80}
          required
        />
        <StaffField {...field('room')} label="Room" hint="“Meeting room, 2nd floor”" maxlength={120} />
        <AreaField {...field('directions')} label="How to get there" hint="Train, bus, parking, which door." />
        <AreaField
          {...field('accessibility')}
          label="Accessibility"
          hint="Steps, lift, toilets, quiet room, who can help."
        />
        <StaffField
          {...field('mapUrl')}
          label="Link to a map"
          hint="Empty: we make one from the address."
          type="url"
          maxlength={500}
        />
      </Form>
    </StaffPage>
  );
}
