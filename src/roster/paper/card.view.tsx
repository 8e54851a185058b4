import type { Children } from '@kitajs/html';
import type { ClinicDetails } from '../../clinics/clinic-reads.js';
import { clinicDay } from '../../clinics/team-words.js';
import type { Reader } from '../../ui/staff-page.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { rosterPath } from '../roster-words.js';
import { PrintButton } from './print.view.js';

interface Props {
  caller: Reader;
  clinic: ClinicDetails;
  /** Whether people go on from one station to the next. */
  stations: boolean;
}

/** All that a volunteer needs to know at the table: one page, to be laid beside the tablet. */
export function CardView({ caller, clinic, stations }: Props) {
  const crumbs = [
    { href: `/staff/clinics/${clinic.id}`, text: 'Clinic' },
    { href: rosterPath(clinic.id), text: 'Roster' },
  ];
  return (
    <StaffPage title="At the check-in table" caller={caller} crumbs={crumbs} own={['sheet.css', 'print.js']}>
      <p safe>{`${clinic.title}, ${clinicDay(clinic)}`}</p>
      <div class="off-paper row">
        <PrintButton words="Print the card" />
      </div>
      <div class="card">
        <Part head="Somebody comes">
          <p>
            Ask for the name, or the six letters and digits of the reference. Look them up, and tap <b>Arrived</b>.
          </p>
        </Part>
        {stations && (
          <Part head="They go on">
            <p>
              Tap the next station under <b>Now at</b>, each time that they go on.
            </p>
          </Part>
        )}
        <Part head="They leave">
          <p>
            Tap <b>Done</b>. Who has not come by the end is a <b>No-show</b>.
          </p>
        </Part>
        <Part head="A wrong tap">
          <p>
            Tap <b>Undo</b> in the same row. Nothing is lost. &ldquo;Two answers&rdquo; means that a colleague tapped
            too: talk, then choose one.
          </p>
        </Part>
        <Part head="No booking">
          <p>
            Tap <b>Add a walk-in</b>. No phone is needed. No room? Ask the coordinator: nobody else can let more people
            in.
          </p>
        </Part>
        <Part head="Bad wifi">
          <p>
            Go on tapping. The tablet keeps your taps and shows how many are <b>not yet sent</b>. Do not sign out before
            that is gone. No tablet? Tick the paper sheet.
          </p>
        </Part>
        <Part head="Never write down" stop>
          <p>
            A-number, social security number, immigration status, what somebody tells you of their case. Not in a note,
            not on paper, not in a picture.
          </p>
        </Part>
        <Part head="Whom to ask">
          <p class="pen">Coordinator</p>
          <p class="pen">Interpreters</p>
        </Part>
        <Part head="At the end">
          <p>
            Nothing &ldquo;not yet sent&rdquo;? <b>Sign out</b>. Give every paper with names to the coordinator.
          </p>
        </Part>
      </div>
    </StaffPage>
  );
}

function Part({ head, stop = false, children }: { head: string; stop?: boolean; children?: Children }) {
  return (
    <section class={stop ? 'stop' : undefined}>
      <h2 safe>{head}</h2>
      <div>{children}</div>
    </section>
  );
}
