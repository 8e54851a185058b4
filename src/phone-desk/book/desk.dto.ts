import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { BookingRequestDto, MAX_ATTENDEES } from '../../bookings/booking.dto.js';
import { booleanRule, Check, isUuid, objectsRule } from '../../platform/validation.js';

export class HeldPlacesDto {
  @Check((value) => (isUuid(value) ? undefined : { code: 'slot_unknown' }))
  slotId!: string;

  /** 1 to 6. */
  @Check((value) =>
    Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_ATTENDEES
      ? undefined
      : { code: 'too_many_people', params: { max: MAX_ATTENDEES } },
  )
  places!: number;
}

export class HoldDto {
  /** Times of one clinic. */
  @ValidateNested({ each: true })
  @Check(objectsRule(MAX_ATTENDEES, 'too_many_people'))
  @Type(() => HeldPlacesDto)
  items!: HeldPlacesDto[];
}

/** A booking for somebody on the phone. */
export class CallerBookingDto extends BookingRequestDto {
  /** The hold that keeps the places; one that is gone does no harm as long as there is room. */
  @IsOptional()
  @Check((value) => (isUuid(value) ? undefined : { code: 'id_form' }))
  holdId?: string;

  /** It is somebody else than whoever has this name and contact in the clinic already. */
  @IsOptional()
  @Check(booleanRule)
  namesake?: boolean;
}
