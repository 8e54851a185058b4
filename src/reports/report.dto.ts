import { IsOptional } from 'class-validator';
import type { Rule } from '../platform/validation.js';
import { Check, dayRule, isUuid, oneOfRule } from '../platform/validation.js';

export const MODES = ['in_person', 'virtual'] as const;

const venueRule: Rule = (value) => (isUuid(value) ? undefined : { code: 'venue_unknown' });

export class ReportQueryDto {
  /** The first day, `2026-01-01`; without one, the first of the year. */
  @IsOptional()
  @Check(dayRule)
  from?: string;

  /** The last day; without one, the last of the year. At most two years. */
  @IsOptional()
  @Check(dayRule)
  to?: string;

  /** The id of a venue, for its clinics alone. */
  @IsOptional()
  @Check(venueRule)
  venue?: string;

  @IsOptional()
  @Check(oneOfRule(MODES))
  mode?: (typeof MODES)[number];
}
