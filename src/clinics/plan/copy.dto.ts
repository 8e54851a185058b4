import { IsOptional } from 'class-validator';
import { booleanRule, Check } from '../../platform/validation.js';

export class CopyDto {
  /** Civil days in the clinic's zone, `2026-12-12`. */
  @Check((value) =>
    Array.isArray(value) && value.every((day) => typeof day === 'string') ? undefined : { code: 'wrong_type' },
  )
  days!: string[];

  /** True: put the copies on sale at once; otherwise they are drafts. */
  @IsOptional()
  @Check(booleanRule)
  publish?: boolean;
}
