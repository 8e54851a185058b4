import { TEAM_ZONE } from '../../i18n/dates.js';
import { invalid } from '../../platform/errors.js';
import type { CallOutcomeDto, VoicemailDto } from './call.dto.js';
import { whenAgain } from './call-rules.js';
import type { CallWish } from './open-call-task.js';
import type { CallOutcome } from './record-call.js';

/** @throws AppError 422 `invalid` when it is to be tried again at a time that is none */
export function outcomeOf(dto: CallOutcomeDto, now: Date): CallOutcome {
  const { end, note = '', tryAgain = 'hour', day = '', time = '', seen } = dto;
  const also = dto.also?.map((one) => ({ id: one.slice(0, 36), seen: Number(one.slice(37)) }));
  if (end !== 'again' && end !== 'no_answer') return { end, note, seen, also };
  const nextTryAt = whenAgain(tryAgain, { day, time }, now, TEAM_ZONE);
  if (!(nextTryAt instanceof Date)) throw invalid({ field: nextTryAt.field, ...nextTryAt.fault });
  return { end, note, seen, nextTryAt };
}

export function voicemailOf({ fullName, ...rest }: VoicemailDto): CallWish {
  return { ...rest, name: fullName, reason: 'voicemail' };
}
