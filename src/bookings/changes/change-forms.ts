import { DateTime } from 'luxon';
import type { Clinic } from '../../clinics/clinic.entity.js';
import { webAddressRule, wallRule } from '../../clinics/clinic-rules.js';
import { wallTime } from '../../clinics/slot-plan-rules.js';
import type { Sealer } from '../../platform/sealing.js';
import { invalid } from '../../platform/errors.js';
import type { Rule } from '../../platform/validation.js';
import { dayRule, isUuid, textRule } from '../../platform/validation.js';
import { check } from '../../staff/forms.js';
import { bringBack, callOff, changeLink, changePlace, moveClinic, moveSlot } from './decisions.js';
import type { Decision } from './make-decision.js';

/** What can be decided about a whole clinic, by the last part of the page's address. */
export const WHOLE = ['call-off', 'bring-back', 'move', 'place', 'link'] as const;
export type Whole = (typeof WHOLE)[number];

/** The fields of each form; all of them are text. */
export const FIELDS: Record<Whole, readonly string[]> = {
  'call-off': ['reason'],
  'bring-back': ['reason'],
  move: ['day', 'start', 'reason'],
  place: ['venueId', 'room'],
  link: ['joiningLink'],
};

/** A rule for what may be left empty. */
const optional =
  (rule: Rule): Rule =>
  (value) =>
    value === '' ? undefined : rule(value);

const REASON = optional(textRule(300));

type Values = Record<string, string>;

/** What a filled in form asks for. @throws AppError 422 naming the fields to mend */
export function wholeDecision(what: Whole, values: Values, sealer: Sealer): Decision {
  const { reason = '', day = '', start = '', venueId = '', room = '', joiningLink = '' } = values;
  if (what === 'call-off' || what === 'bring-back') {
    check(values, { reason: REASON });
    return (what === 'call-off' ? callOff : bringBack)(reason || undefined);
  }
  if (what === 'move') {
    check(values, { day: optional(dayRule), start: optional(wallRule), reason: REASON });
    return moveClinic({ day: day || undefined, start: start || undefined, reason: reason || undefined });
  }
  if (what === 'link') {
    check(values, { joiningLink: webAddressRule });
    return changeLink(sealer.seal(joiningLink, 'clinics.joining_link'));
  }
  check(values, {
    venueId: (value) => (isUuid(value) ? undefined : { code: 'no_venue' }),
    room: optional(textRule(120)),
  });
  return changePlace({ venueId, room: room || null });
}

/** One slot at another time, given as wall times of its clinic's day. @throws AppError 422 */
export function slotTimeDecision(
  slotId: string,
  { from = '', to = '' }: Values,
  clinic: Pick<Clinic, 'day' | 'timeZone'>,
) {
  check({ from, to }, { from: wallRule, to: wallRule });
  const [startsAt, endsAt] = [from, to].map((wall) => {
    const { hour, minute } = DateTime.fromISO(wall);
    return wallTime(clinic.day, hour * 60 + minute, clinic.timeZone);
  });
  if (!startsAt || !endsAt) throw invalid({ field: 'from', code: 'no_such_time' });
  if (endsAt <= startsAt) throw invalid({ field: 'to', code: 'end_before_start' });
  return moveSlot(slotId, { startsAt, endsAt });
}
