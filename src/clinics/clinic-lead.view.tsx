import { formatDay } from '../i18n/dates.js';
import type { PageContext } from '../ui/page-context.js';
import type { ClinicDetails } from './clinic-reads.js';
import { placeOf } from './clinic-words.js';

/** Day and place of a clinic, for the band. */
export function ClinicLead({ ctx, clinic }: { ctx: PageContext; clinic: ClinicDetails }) {
  const day = clinic.startsAt ? formatDay(clinic.startsAt, clinic.timeZone, ctx.locale) : clinic.day;
  return (
    <p class="cap">
      <b safe>{day}</b>
      <br />
      <span safe>{placeOf(ctx, clinic)}</span>
    </p>
  );
}
