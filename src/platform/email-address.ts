import type { Rule } from './validation.js';

const MAX = 254;

/** An address that mail can be sent to; the strict everyday form, without quotes, comments or lists. */
export const emailRule: Rule = (value) => {
  if (typeof value !== 'string') return { code: 'wrong_type' };
  const ok =
    value.length <= MAX && /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@([a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{1,62}$/i.test(value);
  return ok && !/\.\.|^\.|\.@|@-|-\./.test(value) ? undefined : { code: 'email_form' };
};

/** The form of an address in which it is compared; what was typed is what mail is sent to. */
export function normalEmail(value: string): string {
  return value.trim().toLowerCase();
}
