import { normalEmail } from '../platform/email-address.js';
import type { Fault, Rule } from '../platform/validation.js';

export const MIN_PASSWORD = 12;
const MAX_PASSWORD = 200;

/** Of those that are tried first, the ones that are long enough to pass otherwise. */
const COMMON = new Set(
  `123456789012 1234567890123 12345678901234 123123123123 123456123456 012345678910 0123456789012 987654321098
   1q2w3e4r5t6y 1qaz2wsx3edc 1q2w3e4r5t6y7u8i qwertyuiop12 qwertyuiop123 qwertyuiopasdf qwertyqwerty qwerty123456
   qwerty12345678 asdfghjklasdf asdfghjkl123 zxcvbnm12345 zxcvbnmasdfgh abcdefghijkl abcdefghijklm abcd12345678
   abc123abc123 password1234 password12345 password123456 passwordpassword password123! passw0rd1234 mypassword123
   newpassword1 changeme1234 letmeinletmein letmein12345 welcome12345 welcome123456 administrator administrator1
   iloveyou1234 iloveyouforever sunshine1234 princess1234 football1234 baseball1234 superman1234 dragon123456
   monkey123456 trustno1trustno1 correcthorsebatterystaple citizenship1
   citizenship123 citizenshipclinic immigration1 immigration123`.split(/\s+/),
).add('correct horse battery staple');

/** Twelve characters and more of whatever kind; not the email, nor one of those that are tried first. */
export const passwordRule =
  (email: string): Rule =>
  (value): Fault | undefined => {
    if (typeof value !== 'string' || value === '') return { code: 'required' };
    const plain = normalPassword(value);
    if ([...plain].length < MIN_PASSWORD) return { code: 'password_short', params: { min: MIN_PASSWORD } };
    if (plain.length > MAX_PASSWORD) return { code: 'too_long', params: { max: MAX_PASSWORD } };
    const lower = plain.toLowerCase().trim();
    if (lower === normalEmail(email) || lower === normalEmail(email).split('@')[0]) return { code: 'password_email' };
    return COMMON.has(lower) || new Set(lower).size < 4 ? { code: 'password_common' } : undefined;
  };

/** The same letters from another keyboard are the same password. */
export const normalPassword = (typed: string) => typed.normalize('NFKC');
