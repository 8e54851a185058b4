import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { CLINIC_LANGUAGES } from '../i18n/locales.js';
import { emailRule } from '../platform/email-address.js';
import type { Rule } from '../platform/validation.js';
import { booleanRule, Check, isUuid, objectRule, objectsRule, oneOfRule, Trimmed } from '../platform/validation.js';
import { nameRule, phoneRule } from './contact-rules.js';

/** A family on one phone, and not a bus. */
export const MAX_ATTENDEES = 6;

const slotRule: Rule = (value) => (isUuid(value) ? undefined : { code: 'slot_unknown' });
const languageRule = oneOfRule(CLINIC_LANGUAGES, 'language_unknown');

const attendeesRule = objectsRule(MAX_ATTENDEES, 'too_many_people');

export class ContactDto {
  @Trimmed()
  @Check(nameRule)
  fullName!: string;

  /** US or Canada, however it is written. A phone or an email is needed. */
  @IsOptional()
  @Trimmed()
  @Check(phoneRule)
  phone?: string;

  @IsOptional()
  @Trimmed()
  @Check(emailRule)
  email?: string;

  /** BCP 47 tag of the language to use with this person. */
  @Check(languageRule)
  language!: string;

  @Check(booleanRule)
  smsConsent!: boolean;

  @Check(booleanRule)
  emailConsent!: boolean;
}

export class AttendeeDto {
  @Trimmed()
  @Check(nameRule)
  fullName!: string;

  @IsOptional()
  @Check(languageRule)
  language?: string;

  @IsOptional()
  @Check(booleanRule)
  needsInterpreter?: boolean;

  /** Another slot of the same clinic than the booking's. */
  @IsOptional()
  @Check(slotRule)
  slotId?: string;
}

export class BookingRequestDto {
  @Check(slotRule)
  slotId!: string;

  @ValidateNested()
  @Check(objectRule)
  @Type(() => ContactDto)
  contact!: ContactDto;

  /** Who is to be seen; without it the contact is the one attendee. */
  @IsOptional()
  @ValidateNested({ each: true })
  @Check(attendeesRule)
  @Type(() => AttendeeDto)
  attendees?: AttendeeDto[];
}

export class AttendeeSlotDto {
  @Check((value) => (isUuid(value) ? undefined : { code: 'id_form' }))
  attendeeId!: string;

  @Check(slotRule)
  slotId!: string;
}

/** Either one slot for everybody, or a slot for each attendee that moves. */
export class MoveRequestDto {
  @IsOptional()
  @Check(slotRule)
  slotId?: string;

  @IsOptional()
  @ValidateNested({ each: true })
  @Check(attendeesRule)
  @Type(() => AttendeeSlotDto)
  slots?: AttendeeSlotDto[];
}

export class LostLinkDto {
  @Trimmed()
  @Check((value) =>
    typeof value === 'string' && value.length > 0 && value.length <= 20 ? undefined : { code: 'reference_form' },
  )
  reference!: string;

  @IsOptional()
  @Trimmed()
  @Check(phoneRule)
  phone?: string;

  @IsOptional()
  @Trimmed()
  @Check(emailRule)
  email?: string;
}
