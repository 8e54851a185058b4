import { Icon } from '../ui/icon.view.js';
import { OwnTimeScript } from '../ui/own-time.view.js';
import type { PageContext } from '../ui/page-context.js';
import type { BookingDetails } from './booking-reads.js';

/** The calendar file, and the map; a video call adds the script that shows the reader's own time. */
export function BookingActions({ ctx: { t }, booking }: { ctx: PageContext; booking: BookingDetails }) {
  const { venue } = booking.clinic;
  return (
    <>
      <p class="duo">
        <a class="btn" href={new URL(booking.calendarUrl).pathname}>
          <Icon name="calendar" />
          <span safe>{t('slip.calendar')}</span>
        </a>
        {!!venue && (
          <a class="btn plain" href={venue.mapUrl} rel="noreferrer">
            <Icon name="pin" />
            <span safe>{t('clinic.map')}</span>
          </a>
        )}
      </p>
      <OwnTimeScript clinic={booking.clinic} />
    </>
  );
}
