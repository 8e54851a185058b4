import { formatDay, formatTime, zoneName } from '../i18n/dates.js';
import type { PageContext } from '../ui/page-context.js';
import type { BookingDetails } from './booking-reads.js';

/** `K7M 4QP`: two groups of three, to be read out. */
export const spaced = (reference: string) => `${reference.slice(0, 3)} ${reference.slice(3)}`;

/** What one takes along: reference, day and time with whose time it is, place or link, who comes. */
export function Slip({ ctx, booking }: { ctx: PageContext; booking: BookingDetails }) {
  const { t, locale } = ctx;
  const { clinic, attendees, startsAt } = booking;
  const active = attendees.filter((attendee) => attendee.status !== 'cancelled');
  const apart = new Set(active.map((attendee) => attendee.startsAt.getTime())).size > 1;
  const people = (active.length > 0 ? active : attendees).map(({ name, startsAt: at }) =>
    apart ? `${name} (${formatTime(at, clinic.timeZone, locale)})` : name,
  );
  return (
    <div class={booking.status === 'cancelled' ? 'slip ended' : 'slip'}>
      <div>
        <h2 class="sub" safe>
          {t('slip.reference')}
        </h2>
        <p>
          <span class="ref" safe>
            {spaced(booking.reference)}
          </span>
        </p>
        <p class="hint" safe>
          {t('slip.readOut')}
        </p>
      </div>
      <div>
        <p class="when">
          <time
            datetime={startsAt.toISOString()}
            data-zone={clinic.mode === 'virtual' ? clinic.timeZone : undefined}
            data-own={clinic.mode === 'virtual' ? t('slip.ownTime') : undefined}
          >
            <span safe>{formatDay(startsAt, clinic.timeZone, locale)}</span>
            <br />
            <span safe>{formatTime(startsAt, clinic.timeZone, locale)}</span>
          </time>
        </p>
        <p class="hint" safe>
          {`${zoneName(clinic.timeZone, locale)}. ${clinic.venue ? t('slip.early') : ''}`.trim()}
        </p>
      </div>
      <Where ctx={ctx} booking={booking} />
      <div>
        <h2 class="sub" safe>
          {t('slip.for')}
        </h2>
        <p safe>{people.join(', ')}</p>
      </div>
    </div>
  );
}

function Where({
  ctx: { t },
  booking: { clinic, joiningLink, status },
}: {
  ctx: PageContext;
  booking: BookingDetails;
}) {
  const { venue } = clinic;
  return (
    <div>
      <h2 class="when" safe>
        {venue?.name ?? t('clinic.video')}
      </h2>
      {venue && <p safe>{[venue.address, venue.room].filter(Boolean).join(', ')}</p>}
      {!venue && joiningLink && status === 'booked' && (
        <p>
          <a href={joiningLink} rel="noreferrer" safe>
            {t('slip.join')}
          </a>
        </p>
      )}
    </div>
  );
}
