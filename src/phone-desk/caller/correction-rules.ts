import { normalName } from '../../bookings/contact-rules.js';
import { invalid } from '../../platform/errors.js';

/** What is to be corrected; what is left out stays. Normalised. */
export interface Correction {
  fullName?: string;
  /** Null: there is none any more. */
  phone?: string | null;
  email?: string | null;
  language?: string;
  attendees?: { attendeeId: string; fullName: string }[];
  /** What they said to messages at a new number or address; left out, what they had agreed to holds for it. */
  smsConsent?: boolean;
  emailConsent?: boolean;
}

interface Details {
  fullName: string;
  phone: string | null;
  email: string | null;
  language: string;
  source: string;
  attendees: { id: string; fullName: string; language: string }[];
}

type Changed = 'contact_changed' | 'name_changed' | 'language_changed';

/** What a correction makes of what is known, and which kinds of change that is; none when it is so already. */
export function corrected<T extends Details>(known: T, change: Correction): { next: T; kinds: Changed[] } {
  const { fullName = known.fullName, phone = known.phone, email = known.email, language = known.language } = change;
  if (!phone && !email && known.source !== 'walk_in') throw invalid({ field: 'phone', code: 'contact_required' });
  const unknown = change.attendees?.some(({ attendeeId }) => !known.attendees.some(({ id }) => id === attendeeId));
  if (unknown) throw invalid({ field: 'attendees', code: 'attendee_unknown' });
  const attendees = known.attendees.map((one) => {
    const named = change.attendees?.find(({ attendeeId }) => attendeeId === one.id)?.fullName;
    // Whoever made the booking and comes is one person, in whose name one letter was wrong twice.
    const same = normalName(one.fullName) === normalName(known.fullName) ? fullName : one.fullName;
    return {
      ...one,
      fullName: named ?? same,
      language: one.language === known.language ? language : one.language,
    };
  });
  const next = { ...known, fullName, phone, email, language, attendees };
  const renamed =
    fullName !== known.fullName || attendees.some((one, i) => one.fullName !== known.attendees[i]?.fullName);
  const kinds: [Changed, boolean][] = [
    ['contact_changed', phone !== known.phone || email !== known.email],
    ['name_changed', renamed],
    ['language_changed', language !== known.language],
  ];
  return { next, kinds: kinds.flatMap(([kind, is]) => (is ? [kind] : [])) };
}
