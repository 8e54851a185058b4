import { IsOptional } from 'class-validator';
import { nameRule, phoneRule } from '../bookings/contact-rules.js';
import { CLINIC_LANGUAGES } from '../i18n/locales.js';
import type { Rule } from '../platform/validation.js';
import { booleanRule, Check, isUuid, oneOfRule, Text, Trimmed } from '../platform/validation.js';

export const MAX_OVER_REASON = 200;

const slotRule: Rule = (value) => (isUuid(value) ? undefined : { code: 'slot_unknown' });

/** Somebody who stands at the door without a booking. */
export class WalkInDto {
  @Check(slotRule)
  slotId!: string;

  @Trimmed()
  @Check(nameRule)
  fullName!: string;

  @Check(oneOfRule(CLINIC_LANGUAGES, 'language_unknown'))
  language!: string;

  @Check(booleanRule)
  needsInterpreter!: boolean;

  /** Also without one they are let in. */
  @IsOptional()
  @Trimmed()
  @Check(phoneRule)
  phone?: string;

  @IsOptional()
  @Check(booleanRule)
  smsConsent?: boolean;

  /** Lets them in over capacity, and says why; for whoever may. */
  @IsOptional()
  @Text(MAX_OVER_REASON)
  overReason?: string;
}
