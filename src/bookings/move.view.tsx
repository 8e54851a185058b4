import type { ClinicDetails, SlotTimes } from '../clinics/clinic-reads.js';
import { placeOf } from '../clinics/clinic-words.js';
import { Times } from '../clinics/times.view.js';
import { formatDay, formatDayTime, zoneName } from '../i18n/dates.js';
import { errorText } from '../ui/fields.view.js';
import { Page } from '../ui/page.view.js';
import type { PageContext } from '../ui/page-context.js';
import type { BookingDetails } from './booking-reads.js';

interface MoveProps {
  ctx: PageContext;
  booking: BookingDetails;
  /** Its own clinic first; only times with room for everybody. */
  clinics: { clinic: ClinicDetails; slots: SlotTimes[] }[];
  problem?: 'slot_full' | 'booking_closed';
}

/** Other times. The place one has is kept until the new one is taken. */
export function MoveView({ ctx, booking, clinics, problem }: MoveProps) {
  const { t, locale } = ctx;
  const path = new URL(booking.manageUrl).pathname;
  const people = booking.attendees.filter((attendee) => attendee.status === 'expected').length;
  return (
    <Page ctx={ctx} title={t('move.title')} lead={<p safe>{t('move.keep', { n: people })}</p>}>
      {problem && (
        <div class="note" role="alert">
          <p safe>{errorText(t, { code: problem })}</p>
        </div>
      )}
      {clinics.length === 0 && <p safe>{t('move.none')}</p>}
      {clinics.map(({ clinic, slots }) => (
        <section class="flow">
          <h2 class="cap">
            <span safe>{formatDay(slots[0]?.startsAt ?? booking.startsAt, clinic.timeZone, locale)}</span>
            <br />
            <small class="hint" safe>
              {placeOf(ctx, clinic)}
            </small>
          </h2>
          <Times
            ctx={ctx}
            slots={slots}
            zone={clinic.timeZone}
            people={people}
            href={(slot) => `${path}/move/${slot.id}?lang=${locale}`}
            heading="h3"
          />
        </section>
      ))}
      <p>
        <a class="hit" href={`${path}?lang=${locale}`} safe>
          {t('move.back')}
        </a>
      </p>
    </Page>
  );
}

interface ConfirmProps {
  ctx: PageContext;
  booking: BookingDetails;
  clinic: ClinicDetails;
  slot: SlotTimes;
  formToken: string;
}

/** "Are you sure": from when to when. */
export function MoveConfirmView({ ctx, booking, clinic, slot, formToken }: ConfirmProps) {
  const { t, locale } = ctx;
  const path = new URL(booking.manageUrl).pathname;
  const words = (at: Date, zone: string) => `${formatDayTime(at, zone, locale)} (${zoneName(zone, locale)})`;
  return (
    <Page ctx={ctx} title={t('move.sure')}>
      <dl class="facts">
        <div>
          <dt safe>{t('move.from')}</dt>
          <dd class="cap">
            <s safe>{words(booking.startsAt, booking.clinic.timeZone)}</s>
            <br />
            <span safe>{placeOf(ctx, booking.clinic)}</span>
          </dd>
        </div>
        <div>
          <dt safe>{t('move.to')}</dt>
          <dd class="cap">
            <span safe>{words(slot.startsAt, clinic.timeZone)}</span>
            <br />
            <span safe>{placeOf(ctx, clinic)}</span>
          </dd>
        </div>
      </dl>
      <form method="post" action={`${path}/move/${slot.id}?lang=${locale}`} class="flow">
        <input type="hidden" name="form" value={formToken} />
        <button class="btn wide-btn" safe>
          {t('move.yes')}
        </button>
        <p>
          <a class="hit" href={`${path}/move?lang=${locale}`} safe>
            {t('move.other')}
          </a>
        </p>
      </form>
    </Page>
  );
}
