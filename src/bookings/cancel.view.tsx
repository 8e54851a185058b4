import { formatDayTime } from '../i18n/dates.js';
import { Page } from '../ui/page.view.js';
import type { PageContext } from '../ui/page-context.js';
import type { BookingDetails } from './booking-reads.js';
import { SureForm } from './sure-form.view.js';

interface Props {
  ctx: PageContext;
  booking: BookingDetails;
  formToken: string;
}

/** "Are you sure": says what will be gone, and for whom. */
export function CancelView({ ctx, booking, formToken }: Props) {
  const { t, locale } = ctx;
  const path = new URL(booking.manageUrl).pathname;
  const active = booking.attendees.filter((attendee) => attendee.status === 'expected');
  const when = formatDayTime(booking.startsAt, booking.clinic.timeZone, locale);
  return (
    <Page
      ctx={ctx}
      title={t('cancel.title')}
      lead={
        <p class="cap" safe>
          {when}
        </p>
      }
    >
      <SureForm ctx={ctx} home={path} action="cancel" formToken={formToken} yes={t('cancel.yes')}>
        {active.length > 1 && (
          <fieldset>
            <legend safe>{t('cancel.who')}</legend>
            <label class="choice">
              <input type="radio" name="who" value="all" checked />{' '}
              <span safe>{t('cancel.all', { n: active.length })}</span>
            </label>
            {active.map((attendee) => (
              <label class="choice">
                <input type="radio" name="who" value={attendee.id} />{' '}
                <span safe>{t('cancel.only', { name: attendee.name })}</span>
              </label>
            ))}
          </fieldset>
        )}
        <p safe>{t('cancel.what')}</p>
      </SureForm>
    </Page>
  );
}
