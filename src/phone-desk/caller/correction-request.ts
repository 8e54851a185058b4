import { normalPhone } from '../../bookings/contact-rules.js';
import type { CorrectionDto } from './caller.dto.js';
import type { Correction } from './correction-rules.js';

/** What a well-formed correction means. */
export function correctionOf(dto: CorrectionDto): Correction {
  const { name, phone, email, language, attendees, smsConsent, emailConsent } = given(dto);
  return {
    ...{ fullName: name, language, attendees, smsConsent, emailConsent },
    phone: phone === undefined ? undefined : phone === '' ? null : normalPhone(phone),
    email: email === undefined ? undefined : email || null,
  };
}

/** What may be left out may be null as well: it is the same. */
const given = (dto: CorrectionDto) =>
  Object.fromEntries(Object.entries(dto).filter(([, value]) => value !== null)) as Partial<CorrectionDto>;
