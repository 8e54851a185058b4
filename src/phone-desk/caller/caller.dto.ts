import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { MAX_ATTENDEES, MoveRequestDto } from '../../bookings/booking.dto.js';
import { nameRule, phoneRule } from '../../bookings/contact-rules.js';
import { CLINIC_LANGUAGES } from '../../i18n/locales.js';
import { emailRule } from '../../platform/email-address.js';
import type { Rule } from '../../platform/validation.js';
import {
  booleanRule,
  Check,
  isUuid,
  objectsRule,
  oneOfRule,
  Text,
  textRule,
  Trimmed,
} from '../../platform/validation.js';
import { FACTS } from './identity-rules.js';
import type { Fact } from './identity-rules.js';

const factsRule: Rule = (value) =>
  Array.isArray(value) && value.every((fact) => FACTS.includes(fact as Fact)) ? undefined : { code: 'not_in_list' };

/** `''` takes it away. */
const orEmpty =
  (rule: Rule): Rule =>
  (value) =>
    value === '' ? undefined : rule(value);

export class SearchDto {
  /** A phone number, a reference or a name, however it was said. */
  @Text(100)
  find!: string;
}

export class IdentityDto {
  /** What the caller said right: `name`, `reference`, `time`, `address`, `company`, `called_back`. */
  @Check(factsRule)
  facts!: Fact[];
}

/** Why, for the audit trail. */
export class ReasonDto {
  @IsOptional()
  @Trimmed()
  @Check(textRule(300))
  reason?: string;
}

export class MoveForCallerDto extends MoveRequestDto {
  @IsOptional()
  @Trimmed()
  @Check(textRule(300))
  reason?: string;
}

export class ConsentDto extends ReasonDto {
  @Check(oneOfRule(['sms', 'email']))
  channel!: 'sms' | 'email';

  @Check(booleanRule)
  wanted!: boolean;
}

export class AttendeeNameDto {
  @Check((value) => (isUuid(value) ? undefined : { code: 'id_form' }))
  attendeeId!: string;

  @Trimmed()
  @Check(nameRule)
  fullName!: string;
}

export class CorrectionDto extends ReasonDto {
  @IsOptional()
  @Trimmed()
  @Check(nameRule)
  name?: string;

  /** Empty: there is none any more. */
  @IsOptional()
  @Trimmed()
  @Check(orEmpty(phoneRule))
  phone?: string;

  @IsOptional()
  @Trimmed()
  @Check(orEmpty(emailRule))
  email?: string;

  @IsOptional()
  @Check(oneOfRule(CLINIC_LANGUAGES, 'language_unknown'))
  language?: string;

  /** Other people on the booking whose names are wrong. */
  @IsOptional()
  @ValidateNested({ each: true })
  @Check(objectsRule(MAX_ATTENDEES, 'too_many_people'))
  @Type(() => AttendeeNameDto)
  attendees?: AttendeeNameDto[];

  /** What they said to texts at a new number; left out, what they had agreed to holds for it. */
  @IsOptional()
  @Check(booleanRule)
  smsConsent?: boolean;

  @IsOptional()
  @Check(booleanRule)
  emailConsent?: boolean;
}
