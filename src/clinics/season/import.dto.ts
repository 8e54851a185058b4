import { IsOptional } from 'class-validator';
import { booleanRule, Check } from '../../platform/validation.js';

const MOST_LETTERS = 60_000;

export class ImportDto {
  /** A spreadsheet as text, its first row names the columns; `/staff/season/import/example.csv` is one. */
  @Check((value) =>
    typeof value === 'string' && value.length <= MOST_LETTERS
      ? undefined
      : { code: 'too_long', params: { max: MOST_LETTERS } },
  )
  csv!: string;

  /** True: say what would be made, make nothing. */
  @IsOptional()
  @Check(booleanRule)
  preview?: boolean;
}
