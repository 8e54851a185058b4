import { IsOptional } from 'class-validator';
import { Check, Text, wholeRule } from '../../platform/validation.js';

const MOST = 5_000;

export class CompleteDto {
  /** People who had a place when the day began. */
  @Check(wholeRule(0, MOST))
  booked!: number;

  @Check(wholeRule(0, MOST))
  arrived!: number;

  @Check(wholeRule(0, MOST))
  noShows!: number;

  @Check(wholeRule(0, MOST))
  walkIns!: number;

  @Check(wholeRule(0, MOST))
  done!: number;

  /** What to remember for the next time; names nobody. */
  @IsOptional()
  @Text(2000)
  notes?: string | null;
}
