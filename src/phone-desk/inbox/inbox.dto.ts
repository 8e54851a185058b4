import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { booleanRule, Check, isUuid, textRule, Trimmed, wholeRule } from '../../platform/validation.js';
import { answerRule } from './inbox-rules.js';

/** The revision of what waits that was looked at; 0 where nobody waited. What came in since is not closed unseen. */
const seenRule = wholeRule(0, 1_000_000_000);

export class InboxPageDto {
  /** Of those who need no answer; 1 is the latest. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(400)
  page?: number;
}

export class AnswerDto {
  /** In one line, without links; the subject of our clinics is not named in a text. */
  @Trimmed()
  @Check(answerRule)
  words!: string;

  @Check(seenRule)
  seen!: number;

  /** How many answers of the team were looked at. */
  @Check(seenRule)
  answers!: number;

  /** It waits on. */
  @IsOptional()
  @Check(booleanRule)
  keepOpen?: boolean;
}

export class HandOverDto {
  /** The id of a colleague, or `call`: they are to be called. */
  @Check((value) => (value === 'call' || isUuid(value) ? undefined : { code: 'colleague_unknown' }))
  to!: string;

  @IsOptional()
  @Trimmed()
  @Check((value) => (value === '' ? undefined : textRule(500)(value)))
  note?: string;
}

export class DoneDto {
  @Check(seenRule)
  seen!: number;
}
