import { IsOptional } from 'class-validator';
import { nameRule, phoneRule } from '../../bookings/contact-rules.js';
import { CLINIC_LANGUAGES } from '../../i18n/locales.js';
import type { Rule } from '../../platform/validation.js';
import {
  booleanRule,
  Check,
  isUuid,
  oneOfRule,
  Text,
  textRule,
  Trimmed,
  wholeRule,
} from '../../platform/validation.js';
import type { BestTime, CallEnd, CallReason, TryAgain } from './call-rules.js';
import { BEST_TIMES, CALL_ENDS, CALL_REASONS, TRY_AGAIN } from './call-rules.js';

const languageRule = oneOfRule(CLINIC_LANGUAGES, 'language_unknown');
const uuidRule: Rule = (value) => (isUuid(value) ? undefined : { code: 'wrong_type' });
const isSeen = (one: unknown) =>
  typeof one === 'string' && isUuid(one.slice(0, 36)) && /^:\d{1,9}$/.test(one.slice(36));
const seenRule: Rule = (value) =>
  Array.isArray(value) && value.length <= 10 && value.every(isSeen) ? undefined : { code: 'wrong_type' };
const shortRule: Rule = (value) =>
  typeof value === 'string' && value.length <= 20 ? undefined : { code: 'wrong_type' };

/** "Please call me." */
export class CallMeDto {
  @Trimmed()
  @Check(nameRule)
  fullName!: string;

  /** US or Canada, however it is written. */
  @Trimmed()
  @Check(phoneRule)
  phone!: string;

  /** BCP 47 tag of the language to call in. */
  @Check(languageRule)
  language!: string;

  /** In Boston: morning until noon, evening from five. */
  @Check(oneOfRule(BEST_TIMES))
  bestTime!: BestTime;
}

/** What somebody left on the voicemail, as the team noted it. */
export class VoicemailDto {
  @Trimmed()
  @Check(phoneRule)
  phone!: string;

  @IsOptional()
  @Trimmed()
  @Check(nameRule)
  fullName?: string;

  @IsOptional()
  @Check(languageRule)
  language?: string;

  /** What they said. */
  @Text(1_000)
  words!: string;

  @IsOptional()
  @Check(oneOfRule(BEST_TIMES))
  bestTime?: BestTime;

  @IsOptional()
  @Check(booleanRule)
  urgent?: boolean;
}

/** Which calls to list, or to take the next of. */
export class CallFilterDto {
  @IsOptional()
  @Check(oneOfRule(CALL_REASONS))
  reason?: CallReason;

  @IsOptional()
  @Check(languageRule)
  language?: string;

  @IsOptional()
  @Check(uuidRule)
  clinicId?: string;
}

/** How a call ended. */
export class CallOutcomeDto {
  @Check(oneOfRule(CALL_ENDS))
  end!: CallEnd;

  /** For whoever calls next; replaces what was noted before. */
  @IsOptional()
  @Trimmed()
  @Check((value) => (value === '' ? undefined : textRule(500)(value)))
  note?: string;

  /** When to call again, after `again` and `no_answer`; `at` takes `day` and `time`, on the wall in Boston. */
  @IsOptional()
  @Check(oneOfRule(TRY_AGAIN))
  tryAgain?: TryAgain;

  @IsOptional()
  @Check(shortRule)
  day?: string;

  @IsOptional()
  @Check(shortRule)
  time?: string;

  /** The `revision` of the call that was worked on: what came in since is not closed unseen. */
  @Check(wholeRule(1, 1_000_000_000))
  seen!: number;

  /** Other tasks of the same person that are settled with it: each its `id`, a colon, and the `revision` that was seen. */
  @IsOptional()
  @Check(seenRule)
  also?: string[];
}
