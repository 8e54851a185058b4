import { normalEmail } from '../platform/email-address.js';
import { invalid } from '../platform/errors.js';
import type { BookingRequestDto } from './booking.dto.js';
import { normalName, normalPhone } from './contact-rules.js';

/** A checked request to book: normalised, with everything that was optional filled in. */
export interface BookingRequest {
  contact: {
    fullName: string;
    phone: string | null;
    email: string | null;
    language: string;
    smsConsent: boolean;
    emailConsent: boolean;
  };
  attendees: { fullName: string; language: string; needsInterpreter: boolean; slotId: string }[];
}

/**
 * What a well-formed request means: the contact comes alone unless attendees are named, everybody in the one slot and
 * the contact's language unless said otherwise. A consent counts only for a channel that has an address.
 * @throws AppError 422 when there is neither phone nor email, or when two attendees bear one name
 */
export function bookingRequest(dto: BookingRequestDto): BookingRequest {
  const { fullName, language } = dto.contact;
  const phone = dto.contact.phone ? normalPhone(dto.contact.phone) : null;
  const email = dto.contact.email || null;
  if (!phone && !email) throw invalid({ field: 'contact.phone', code: 'contact_required' });
  const attendees = (dto.attendees ?? [{ fullName }]).map((attendee) => ({
    fullName: attendee.fullName,
    language: attendee.language ?? language,
    needsInterpreter: attendee.needsInterpreter ?? false,
    slotId: (attendee.slotId ?? dto.slotId).toLowerCase(),
  }));
  const names = attendees.map((attendee) => normalName(attendee.fullName));
  const twin = names.findIndex((name, i) => names.indexOf(name) < i);
  if (twin > 0) throw invalid({ field: `attendees.${twin}.fullName`, code: 'twice_same_name' });
  const smsConsent = dto.contact.smsConsent && phone !== null;
  const emailConsent = dto.contact.emailConsent && email !== null;
  return { contact: { fullName, phone, email, language, smsConsent, emailConsent }, attendees };
}

/** The addresses and the name as the blind indexes take them. */
export function indexable(contact: { phone: string | null; email: string | null }) {
  return { phone: contact.phone, email: contact.email && normalEmail(contact.email) };
}
