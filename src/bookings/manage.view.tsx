import { formatDayTime } from '../i18n/dates.js';
import type { MessageKey } from '../i18n/translate.js';
import { Page } from '../ui/page.view.js';
import type { PageContext } from '../ui/page-context.js';
import type { BookingDetails, BookingEvent } from './booking-reads.js';
import { BookingActions } from './booking-actions.view.js';
import { Slip } from './slip.view.js';
import { standing } from './standing-rules.js';
import { SeeClinics } from '../ui/see-clinics.view.js';

interface Props {
  ctx: PageContext;
  booking: BookingDetails;
  history: BookingEvent[];
  now: Date;
  notice?: 'moved' | 'cancelled';
}

/** The page behind the link in every message: what one has, and the two ways to change it. */
export function ManageView({ ctx, booking, history, now, notice }: Props) {
  const { t, locale } = ctx;
  const state = standing(booking, now);
  const path = new URL(booking.manageUrl).pathname;
  const said =
    notice === 'moved' && state === 'coming'
      ? 'moved'
      : notice === 'cancelled' && state === 'coming'
        ? 'partly'
        : state;
  return (
    <Page
      ctx={ctx}
      title={t(`manage.${said}.title` as MessageKey)}
      lead={<p safe>{t(`manage.${said}.lead` as MessageKey)}</p>}
    >
      <Slip ctx={ctx} booking={booking} ended={state !== 'coming'} />
      {state === 'coming' ? (
        <>
          <BookingActions ctx={ctx} booking={booking} />
          {mayChange(booking, now) && (
            <section class="flow" aria-labelledby="change">
              <h2 id="change" safe>
                {t('confirmed.cannotCome')}
              </h2>
              <p class="duo">
                <a class="btn plain" href={`${path}/move?lang=${locale}`} safe>
                  {t('manage.move')}
                </a>
                <a class="btn plain" href={`${path}/cancel?lang=${locale}`} safe>
                  {t('manage.cancel')}
                </a>
              </p>
            </section>
          )}
        </>
      ) : state === 'calledOff' && mayChange(booking, now) ? (
        <p>
          <a class="btn wide-btn" href={`${path}/move?lang=${locale}`} safe>
            {t('manage.otherDate')}
          </a>
        </p>
      ) : (
        <SeeClinics ctx={ctx} />
      )}
      {mayErase(booking, now) && (
        <p>
          <a class="hit" href={`${path}/erase?lang=${locale}`} safe>
            {t('manage.erase')}
          </a>
        </p>
      )}
      <History ctx={ctx} booking={booking} history={history} />
    </Page>
  );
}

/** Before it begins, and while somebody of it has not been seen at the clinic. */
export const mayChange = ({ startsAt, attendees }: BookingDetails, now: Date) =>
  startsAt > now && attendees.some(({ status }) => status === 'expected');

/** Once it is over, and nobody must keep it. */
export const mayErase = ({ endsAt, onHold }: BookingDetails, now: Date) => endsAt <= now && !onHold;

/** Somebody of the team did it for them; what was decided of a whole clinic says so in its own words. */
const byTheTeam = (actor = '') => /^(staff|token):/.test(actor);

function History({ ctx: { t, locale }, booking, history }: Pick<Props, 'ctx' | 'booking' | 'history'>) {
  const when = (at: Date) => formatDayTime(at, booking.clinic.timeZone, locale);
  const what = ({ kind, from, to, attendeeName: name = '', actor }: BookingEvent) => {
    const words = t(`history.${kind}`, { from: from ? when(from) : '', to: to ? when(to) : '', name });
    return byTheTeam(actor) ? t('history.byTeam', { what: words }) : words;
  };
  return (
    <details class="fold">
      <summary safe>{t('manage.history')}</summary>
      <ul class="log">
        {history.map((event) => (
          <li>
            <time class="sub cap" datetime={event.at.toISOString()} safe>
              {when(event.at)}
            </time>
            <span safe>{what(event)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
