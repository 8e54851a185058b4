import { IsOptional } from 'class-validator';
import { idRule, wallRule, webAddressRule } from '../../clinics/clinic-rules.js';
import { booleanRule, Check, dayRule, oneOfRule, Text, Trimmed } from '../../platform/validation.js';

export class DecisionDto {
  /** True: say who would be told what, do nothing. */
  @IsOptional()
  @Check(booleanRule)
  preview?: boolean;

  /** The `seen` of a preview: refused with 409 when the clinic has changed since. */
  @IsOptional()
  @Text(40)
  seen?: string;
}

export class CallOffDto extends DecisionDto {
  /** Why, for the team; it is not sent to anybody. */
  @IsOptional()
  @Text(300)
  reason?: string;
}

export class MoveClinicDto extends CallOffDto {
  /** Civil day in the clinic's zone; absent: the day stays. */
  @IsOptional()
  @Check(dayRule)
  day?: string;

  /** Wall time of the first slot; the others keep their distance. */
  @IsOptional()
  @Check(wallRule)
  start?: string;
}

/** Another venue or room in person, or another link of a video call. */
export class PlaceDto extends DecisionDto {
  @IsOptional()
  @Check(idRule)
  venueId?: string;

  @IsOptional()
  @Text(120)
  room?: string | null;

  @IsOptional()
  @Trimmed()
  @Check(webAddressRule)
  joiningLink?: string;
}

export class CloseSlotDto extends DecisionDto {
  /** `keep`: whoever has a place keeps it and nobody is told; `move`: all of them to the nearest times with room. */
  @Check(oneOfRule(['keep', 'move']))
  people!: 'keep' | 'move';
}
