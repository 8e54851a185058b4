import type { Caller } from '../../access/caller.js';
import type { TeamClinic } from '../../clinics/team-clinics.js';
import { TeamRows } from '../../clinics/team-rows.view.js';
import { formatDayTime } from '../../i18n/dates.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import type { FoundBooking } from './find-booking.js';

interface Props {
  caller: Caller;
  sought: string;
  clinics: TeamClinic[];
  booking?: FoundBooking;
  now: Date;
}

/** What was found, the booking first: its reference is what somebody at the other end of the line has just read out. */
export function SearchView({ caller, sought, clinics, booking, now }: Props) {
  return (
    <StaffPage title={searchTitle(sought, clinics, booking)} caller={caller} crumbs={[]} sought={sought}>
      {!!booking && <Booking booking={booking} />}
      {clinics.length > 0 && (
        <section class="flow" aria-labelledby="clinics">
          <h2 id="clinics">Clinics</h2>
          <TeamRows clinics={clinics} now={now} />
        </section>
      )}
      {!booking && clinics.length === 0 && <Ways caller={caller} />}
    </StaffPage>
  );
}

function searchTitle(sought: string, clinics: TeamClinic[], booking?: FoundBooking): string {
  if (sought === '') return 'What do you look for?';
  const found = [
    booking && `booking ${spaced(booking.reference)}`,
    clinics.length === 1 && '1 clinic',
    clinics.length > 1 && `${clinics.length} clinics`,
  ].filter(Boolean);
  return found.length === 0 ? `Nothing found for “${sought}”` : `Found: ${found.join(' and ')}`;
}

/** In two groups of three, as it is read out. */
const spaced = (reference: string) => reference.replace(/^.{3}/, '$& ');

function Booking({ booking }: { booking: FoundBooking }) {
  const { reference, status, clinicId, clinicTitle, startsAt, timeZone, people } = booking;
  const active = status === 'booked' && startsAt !== null;
  return (
    <section class="found flow" aria-labelledby="booking">
      <h2 id="booking">
        <a href={`/staff/clinics/${clinicId}`} safe>
          {clinicTitle}
        </a>
      </h2>
      {active && (
        <p class="when" safe>
          {formatDayTime(startsAt, timeZone, 'en')}
        </p>
      )}
      <p class="row">
        <b class="whole" safe>
          {spaced(reference)}
        </b>
        <span class={active ? 'chip on' : 'chip'}>{active ? 'Booked' : 'Cancelled'}</span>{' '}
        {active && <span safe>{people === 1 ? 'for 1 person' : `for ${people} people`}</span>}
      </p>
    </section>
  );
}

/** What can be looked for, when nothing was found. */
function Ways({ caller }: { caller: Caller }) {
  const assigned = caller.clinics !== 'all';
  return (
    <div class="note flow">
      <p>You can look for:</p>
      <ul>
        <li>a clinic or its place: “Codman”, “Dorchester”, “video”</li>
        <li>a day: “today”, “Saturday”, “Aug 6”, “8/6”</li>
        {caller.permissions.includes('bookings.read') && <li>a booking by the six letters and digits: “K7M 4QP”</li>}
      </ul>
      {assigned && <p>We look only in the clinics that you are assigned to.</p>}
    </div>
  );
}
