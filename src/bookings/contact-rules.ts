import type { PhoneNumber } from 'libphonenumber-js/max';
import parsePhoneNumber from 'libphonenumber-js/max';
import { OUR_COUNTRIES } from '../messaging/destination-rules.js';
import type { Fault, Rule } from '../platform/validation.js';
import { textRule } from '../platform/validation.js';

export const MAX_NAME = 100;

/** Letters and marks of any script, with what stands between names. Joiners belong to Khmer and Persian spelling. */
const NAME = /^[\p{L}\p{M}\p{Zs}'’ʻʼ`´.,·()\-‐–\u200c\u200d]+$/u;

/** A person's name in any script: letters, no digits, no signs that code or links are made of. */
export const nameRule: Rule = (value) => {
  const fault = textRule(MAX_NAME)(value);
  if (fault) return NAME_CODES[fault.code] ? { ...fault, code: NAME_CODES[fault.code] ?? fault.code } : fault;
  return NAME.test(value as string) && /\p{L}/u.test(value as string) ? undefined : { code: 'name_letters' };
};

const NAME_CODES: Record<string, string> = {
  required: 'name_required',
  too_long: 'name_too_long',
  hidden_characters: 'name_letters',
};

/** A phone number of the US or Canada, however it is written. */
export const phoneRule: Rule = (value) => {
  if (typeof value !== 'string') return { code: 'wrong_type' };
  const phone = value.length <= 40 ? parsed(value) : undefined;
  if (phone?.isValid())
    return phone.country && OUR_COUNTRIES.has(phone.country) ? undefined : { code: 'phone_country' };
  return phoneFault(value, phone);
};

function phoneFault(value: string, phone: PhoneNumber | undefined): Fault {
  if (value.trim().startsWith('+') && phone && phone.countryCallingCode !== '1') return { code: 'phone_country' };
  const digits = value.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '').length;
  return digits === 10 ? { code: 'phone_unknown' } : { code: 'phone_digits', params: { seen: digits } };
}

/** The E.164 form of a number that `phoneRule` accepts. */
export function normalPhone(value: string): string {
  return parsed(value)?.number ?? value;
}

/** The form of a name in which two spellings of one person compare equal: case, accents and spaces aside. */
export function normalName(value: string): string {
  const bare = value.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return bare.replace(/[^\p{L}]+/gu, ' ').trim();
}

function parsed(value: string): PhoneNumber | undefined {
  return parsePhoneNumber(value, 'US');
}
