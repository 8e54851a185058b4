import { formatDay, formatTime, zoneName } from '../i18n/dates.js';
import { Icon } from '../ui/icon.view.js';
import { ownTime } from '../ui/own-time.view.js';
import type { PageContext } from '../ui/page-context.js';
import type { BookingDetails } from './booking-reads.js';

/** `K7M 4QP`: two groups of three, to be read out. */
export const spaced = (reference: string) => `${reference.slice(0, 3)} ${reference.slice(3)}`;

interface Props {
  ctx: PageContext;
  booking: BookingDetails;
  /** Nobody is expected any more: it is cancelled, called off or over. */
  ended?: boolean;
}

/** What one takes along: reference, day and time with whose time it is, place or link, who comes. */
export function Slip({ ctx, booking, ended = false }: Props) {
  const { t } = ctx;
  return (
    <div class={ended ? 'slip ended' : 'slip'}>
      <div>
        <h2 class="sub" safe>
          {t('slip.reference')}
        </h2>
        <p class="ref" safe>
          {spaced(booking.reference)}
        </p>
        <p class="hint" safe>
          {t('slip.readOut')}
        </p>
      </div>
      <When ctx={ctx} booking={booking} ended={ended} />
      <Where ctx={ctx} booking={booking} ended={ended} />
      <div>
        <h2 class="sub" safe>
          {t('slip.for')}
        </h2>
        <p safe>{people(ctx, booking).join(', ')}</p>
      </div>
    </div>
  );
}

/** Struck when there is nothing to come to. */
function When({ ctx, booking, ended }: Required<Props>) {
  const { t, locale } = ctx;
  const { clinic, startsAt } = booking;
  const off = booking.status === 'cancelled' || clinic.status === 'cancelled';
  const Tag = off ? 's' : 'span';
  const zone = zoneName(clinic.timeZone, locale);
  return (
    <div>
      <p class="when cap">
        <time datetime={startsAt.toISOString()} {...(ended ? {} : ownTime(ctx, clinic))}>
          <Tag>
            <span safe>{formatDay(startsAt, clinic.timeZone, locale)}</span>
            <br />
            <span safe>{formatTime(startsAt, clinic.timeZone, locale)}</span>
          </Tag>
        </time>
      </p>
      <p class="hint cap" safe>
        {clinic.venue && !ended ? `${t('slip.zone', { zone })} ${t('slip.early')}` : t('slip.zone', { zone })}
      </p>
    </div>
  );
}

function Where({ ctx: { t }, booking: { clinic, joiningLink }, ended }: Required<Props>) {
  const { venue } = clinic;
  return (
    <div>
      <h2 class="when" safe>
        {venue?.name ?? t('clinic.video')}
      </h2>
      {!!venue && <p safe>{venue.address}</p>}
      {!!venue?.room && <p safe>{venue.room}</p>}
      {!venue && !!joiningLink && !ended && (
        <p>
          <a class="hit" href={joiningLink} rel="noreferrer">
            <Icon name="video" /> <span safe>{t('slip.join')}</span>
          </a>
        </p>
      )}
    </div>
  );
}

/** Names; each with its time when the times differ. */
function people({ locale }: PageContext, { attendees, clinic }: BookingDetails): string[] {
  const active = attendees.filter((attendee) => attendee.status !== 'cancelled');
  const apart = new Set(active.map((attendee) => attendee.startsAt.getTime())).size > 1;
  return (active.length > 0 ? active : attendees).map(({ name, startsAt }) =>
    apart ? `${name} (${formatTime(startsAt, clinic.timeZone, locale)})` : name,
  );
}
