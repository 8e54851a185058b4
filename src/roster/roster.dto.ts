import { IsOptional, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import type { Rule } from '../platform/validation.js';
import { Check, isUuid, objectsRule, oneOfRule, textRule, wholeRule } from '../platform/validation.js';
import { MAX_STATION_NAME, ROSTER_STATUSES } from './roster-rules.js';

export const MAX_TAPS = 50;
/** No version is greater. */
export const MOST_SEEN = 1_000_000;

const uuidRule: Rule = (value) => (isUuid(value) ? undefined : { code: 'wrong_type' });
const instantRule: Rule = (value) =>
  typeof value === 'string' && value.length < 40 && !Number.isNaN(Date.parse(value))
    ? undefined
    : { code: 'wrong_type' };

/** One tap: a status, or a station. */
export class TapDto {
  /** Made up by the device: the same tap may come again, and changes nothing. */
  @Check(uuidRule)
  id!: string;

  @Check(uuidRule)
  attendeeId!: string;

  @IsOptional()
  @Check(oneOfRule(ROSTER_STATUSES))
  status?: (typeof ROSTER_STATUSES)[number];

  @IsOptional()
  @Check(textRule(MAX_STATION_NAME))
  station?: string;

  /** The version of the attendee that who tapped was looking at. */
  @Check(wholeRule(0, MOST_SEEN))
  seen!: number;

  /** When, as the device says. */
  @IsOptional()
  @Check(instantRule)
  tappedAt?: string;
}

export class TapsDto {
  /** In the order in which they were tapped. */
  @Check(objectsRule(MAX_TAPS))
  @ValidateNested({ each: true })
  @Type(() => TapDto)
  taps!: TapDto[];

  /** Whose taps they are, as the device says: somebody else may be signed in by now. */
  @IsOptional()
  @Check(textRule(100))
  by?: string;
}
