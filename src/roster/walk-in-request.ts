import { normalPhone } from '../bookings/contact-rules.js';
import type { WalkIn } from './admit-walk-in.js';
import type { WalkInDto } from './walk-in.dto.js';

/** What a well-formed body means. */
export function walkInOf({ phone, smsConsent, overReason, ...rest }: WalkInDto): WalkIn {
  return {
    ...rest,
    phone: phone ? normalPhone(phone) : null,
    smsConsent: smsConsent ?? false,
    overReason: overReason ?? null,
  };
}
