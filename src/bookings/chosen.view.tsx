import { formatDayTime, zoneName } from '../i18n/dates.js';
import type { ClinicDetails, SlotTimes } from '../clinics/clinic-reads.js';
import { placeOf } from '../clinics/clinic-words.js';
import { ownTime, OwnTimeScript } from '../ui/own-time.view.js';
import type { PageContext } from '../ui/page-context.js';

/** What a page of the form is about. */
export interface Chosen {
  ctx: PageContext;
  clinic: ClinicDetails;
  slot: SlotTimes;
  people: number;
  /** This answers a POST: its address alone does not bring it back. */
  posted?: boolean;
}

/** Day, time, whose time, and place, for the band. */
export function ChosenLead({ ctx, clinic, slot }: Omit<Chosen, 'people'>) {
  return (
    <>
      <p class="cap">
        <time datetime={slot.startsAt.toISOString()} {...ownTime(ctx, clinic)}>
          <b safe>{formatDayTime(slot.startsAt, clinic.timeZone, ctx.locale)}</b>{' '}
          <span safe>{`(${zoneName(clinic.timeZone, ctx.locale)})`}</span>
        </time>
        <br />
        <span safe>{placeOf(ctx, clinic)}</span>
      </p>
      <OwnTimeScript clinic={clinic} />
    </>
  );
}
