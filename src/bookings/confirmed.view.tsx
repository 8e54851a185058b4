import { ClinicTexts } from '../clinics/clinic-texts.view.js';
import { Icon } from '../ui/icon.view.js';
import { Page } from '../ui/page.view.js';
import type { PageContext } from '../ui/page-context.js';
import type { BookingDetails } from './booking-reads.js';
import { BookingActions } from './booking-actions.view.js';
import { Slip } from './slip.view.js';

/** Where a booking ends: the place is theirs, and how they will know. */
export function ConfirmedView({ ctx, booking }: { ctx: PageContext; booking: BookingDetails }) {
  const { t, locale } = ctx;
  const manage = `${new URL(booking.manageUrl).pathname}?lang=${locale}`;
  return (
    <Page ctx={ctx} title={t('confirmed.title')} step={3} lead={<p safe>{sentTo(ctx, booking)}</p>}>
      <Slip ctx={ctx} booking={booking} />
      <BookingActions ctx={ctx} booking={booking} />
      {!booking.smsConsent && !booking.emailConsent && (
        <div class="note flow">
          <h2 safe>{t('confirmed.keep')}</h2>
          <p safe>{t('confirmed.keepHow')}</p>
          <p>
            <a href={manage} safe>
              {booking.manageUrl}
            </a>
          </p>
        </div>
      )}
      <ClinicTexts ctx={ctx} clinic={booking.clinic} />
      <section class="flow" aria-labelledby="change">
        <h2 id="change" safe>
          {t('confirmed.cannotCome')}
        </h2>
        <p safe>{t('confirmed.tellUs')}</p>
        <p>
          <a class="btn plain wide-btn" href={manage} safe>
            {t('confirmed.manage')}
          </a>
        </p>
      </section>
      <section class="flow" aria-labelledby="another">
        <h2 id="another" safe>
          {t('confirmed.another')}
        </h2>
        <p>
          <a class="hit" href={`/${locale}/clinics/${booking.clinic.slug}/times`}>
            <Icon name="people" /> <span safe>{t('confirmed.bookAnother')}</span>
          </a>
        </p>
      </section>
    </Page>
  );
}

/** Where the confirmation went, without showing the address to whoever looks over a shoulder. */
function sentTo({ t }: PageContext, { contact, smsConsent, emailConsent }: BookingDetails): string {
  const end = contact.phone?.slice(-2) ?? '';
  if (smsConsent && emailConsent) return t('confirmed.sentBoth', { end });
  if (smsConsent) return t('confirmed.sentSms', { end });
  return t(emailConsent ? 'confirmed.sentEmail' : 'confirmed.sentNothing');
}
