import { IsOptional } from 'class-validator';
import { booleanRule, Check, oneOfRule, Text, textRule, Trimmed } from '../../platform/validation.js';
import type { How } from './opt-out-words.js';
import { HOWS } from './opt-out-words.js';

export class OptOutSearchDto {
  /** A phone number, however it is written, or an email. */
  @Text(254)
  address!: string;
}

export class OptOutDto extends OptOutSearchDto {
  @Check(booleanRule)
  stopped!: boolean;

  /** How they said so: on the phone (`asked`), `in_person`, or they `wrote`. */
  @Check(oneOfRule(HOWS))
  how!: How;

  /** What they said or wrote. */
  @IsOptional()
  @Trimmed()
  @Check((value) => (value === '' ? undefined : textRule(300)(value)))
  words?: string;
}
