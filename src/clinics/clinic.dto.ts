import { OmitType, PartialType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { CLINIC_LANGUAGES } from '../i18n/locales.js';
import {
  booleanRule,
  Check,
  dayRule,
  objectsRule,
  oneOfRule,
  Text,
  Trimmed,
  wholeRule,
} from '../platform/validation.js';
import type { ClinicMode } from './clinic-reads.js';
import {
  idRule,
  instantRule,
  languagesRule,
  smsNameRule,
  timeZoneRule,
  wallRule,
  webAddressRule,
} from './clinic-rules.js';

/** An empty value of a query is as good as none: that is what a form sends for "any". */
const Given = () => Transform(({ value }: { value: unknown }) => (value === '' ? undefined : value));

export class ClinicQueryDto {
  @IsOptional()
  @Given()
  @Check(oneOfRule(['in_person', 'virtual']))
  mode?: ClinicMode;

  /** BCP 47 tag of a language that the team must speak. */
  @IsOptional()
  @Given()
  @Check(oneOfRule(CLINIC_LANGUAGES, 'language_unknown'))
  language?: string;

  /** First civil day, `2026-12-05`. */
  @IsOptional()
  @Given()
  @Check(dayRule)
  from?: string;

  /** Last civil day. */
  @IsOptional()
  @Given()
  @Check(dayRule)
  to?: string;
}

export class VenueDto {
  @Text(120)
  name!: string;

  @Text(200)
  address!: string;

  @Text(80)
  city!: string;

  @IsOptional()
  @Text(120)
  room?: string | null;

  @IsOptional()
  @Text(1000)
  directions?: string | null;

  @IsOptional()
  @Text(1000)
  accessibility?: string | null;

  @IsOptional()
  @Check(webAddressRule)
  mapUrl?: string | null;
}

export class VenueChangesDto extends PartialType(VenueDto, { skipNullProperties: false }) {}

export class ClinicDto {
  @Text(120)
  title!: string;

  /** What text messages call it, at most 40 characters; never "citizenship" or "immigration". */
  @Check(smsNameRule)
  @Text(40)
  smsName!: string;

  @Check(oneOfRule(['in_person', 'virtual']))
  mode!: ClinicMode;

  @IsOptional()
  @Check(idRule)
  venueId?: string | null;

  /** Where in the venue on this day, when it is not where the venue says. */
  @IsOptional()
  @Text(120)
  room?: string | null;

  /** The address of the video call; https. */
  @IsOptional()
  @Trimmed()
  @Check(webAddressRule)
  joiningLink?: string | null;

  /** IANA name, `America/New_York`. */
  @Check(timeZoneRule)
  timeZone!: string;

  /** Civil day in that zone, `2026-12-05`. */
  @Check(dayRule)
  day!: string;

  /** BCP 47 tags of the languages the team speaks that day. */
  @Check(languagesRule)
  languages!: string[];

  @IsOptional()
  @Check(instantRule)
  bookingOpensAt?: string | null;

  @IsOptional()
  @Check(instantRule)
  bookingClosesAt?: string | null;
}

export class ClinicChangesDto extends PartialType(OmitType(ClinicDto, ['mode', 'timeZone'] as const), {
  skipNullProperties: false,
}) {}

export class GapDto {
  @Check(wallRule)
  from!: string;

  @Check(wallRule)
  to!: string;
}

export class SlotPlanDto {
  /** Wall time `HH:mm` on the clinic's day. */
  @Check(wallRule)
  from!: string;

  @Check(wallRule)
  to!: string;

  @Check(wholeRule(5, 480))
  everyMinutes!: number;

  @Check(wholeRule(1, 1000))
  capacity!: number;

  @IsOptional()
  @ValidateNested({ each: true })
  @Check((value) => (Array.isArray(value) && value.length === 0 ? undefined : objectsRule(10)(value)))
  @Type(() => GapDto)
  gaps?: GapDto[];

  /** True: show what would be made, make nothing. */
  @IsOptional()
  @Check(booleanRule)
  preview?: boolean;
}

export class SlotChangesDto {
  @IsOptional()
  @Check(wholeRule(0, 1000))
  capacity?: number;

  @IsOptional()
  @Check(booleanRule)
  open?: boolean;
}

export class LegalHoldDto {
  @Check(booleanRule)
  hold!: boolean;

  /** Why it is set or cleared; goes into the audit trail and should name nobody. */
  @Text(500)
  reason!: string;
}
