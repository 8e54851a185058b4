import type { Caller } from '../../access/caller.js';
import type { BookingDetails } from '../../bookings/booking-reads.js';
import { spaced } from '../../bookings/slip.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { bringWords, readBack } from './read-back.js';

/** Booked: what to read back, in the order in which one says it. */
export function BookedView({ caller, booking }: { caller: Caller; booking: BookingDetails }) {
  return (
    <StaffPage title={`Booked: ${spaced(booking.reference)}`} caller={caller} current="/staff/desk/places">
      <div class="cols">
        <section class="flow" aria-labelledby="say">
          <h2 id="say">Read back</h2>
          <blockquote class="read-back">
            {readBack(booking).map((line) => (
              <p safe>{line}</p>
            ))}
          </blockquote>
        </section>
        <section class="flow" aria-labelledby="bring">
          <h2 id="bring">What to bring</h2>
          <ul>
            {bringWords(booking.clinic).map((line) => (
              <li safe>{line}</li>
            ))}
          </ul>
        </section>
      </div>
      <p class="row">
        <a class="btn" href="/staff" data-key="d">
          Done <kbd>D</kbd>
        </a>
        <a class="hit" href={`/staff/callers/${booking.id}`} data-key="c">
          Their card <kbd>C</kbd>
        </a>
      </p>
    </StaffPage>
  );
}
