import { IANAZone } from 'luxon';
import { CLINIC_LANGUAGES } from '../i18n/locales.js';
import type { Rule } from '../platform/validation.js';
import { isUuid } from '../platform/validation.js';
import { forbiddenInSms } from './sms-name-rules.js';

/** An IANA name of a time zone. */
export const timeZoneRule: Rule = (value) =>
  typeof value === 'string' && IANAZone.isValidZone(value) ? undefined : { code: 'time_zone_unknown' };

/** A moment with its offset, `2026-12-05T09:30:00-05:00`. */
export const instantRule: Rule = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
  !Number.isNaN(Date.parse(value))
    ? undefined
    : { code: 'instant_form' };

/** A wall time, `09:30`. */
export const wallRule: Rule = (value) =>
  typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? undefined : { code: 'wall_time_form' };

/** One or more of the languages that the team speaks, each once. */
export const languagesRule: Rule = (value) => {
  const list = Array.isArray(value) ? (value as unknown[]) : [];
  const known = list.every((tag) => (CLINIC_LANGUAGES as readonly unknown[]).includes(tag));
  return list.length > 0 && known && new Set(list).size === list.length ? undefined : { code: 'language_unknown' };
};

/** An address that starts with https://. */
export const webAddressRule: Rule = (value) =>
  typeof value === 'string' && value.length <= 500 && /^https:\/\/[^\s"<>\\]+$/.test(value) && URL.canParse(value)
    ? undefined
    : { code: 'web_address_form' };

/** One of our ids. */
export const idRule: Rule = (value) => (isUuid(value) ? undefined : { code: 'id_form' });

/** What text messages may call a clinic. */
export const smsNameRule: Rule = (value) => (forbiddenInSms(String(value)) ? { code: 'sms_word' } : undefined);
