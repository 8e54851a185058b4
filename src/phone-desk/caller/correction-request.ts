import { normalPhone } from '../../bookings/contact-rules.js';
import type { CorrectionDto } from './caller.dto.js';
import type { Correction } from './correction-rules.js';

/** What a well-formed correction means. */
export function correctionOf({ name, phone, email, reason: _, ...rest }: CorrectionDto): Correction {
  return {
    ...rest,
    fullName: name,
    phone: phone === undefined ? undefined : phone === '' ? null : normalPhone(phone),
    email: email === undefined ? undefined : email || null,
  };
}
