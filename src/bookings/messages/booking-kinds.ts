import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { MessageRow, Prepared } from '../../messaging/kinds.js';
import { MessageKinds } from '../../messaging/kinds.js';
import { Clock } from '../../platform/clock.js';
import type { BookingDetails } from '../booking-reads.js';
import { BookingReader } from '../booking-reader.js';
import { bookingEmail } from './booking-email.js';
import type { BookingKind } from './booking-kind-names.js';
import { BOOKING_KINDS } from './booking-kind-names.js';
import { bookingSms } from './booking-sms.js';

/** Registers the kinds; each asks, at the moment of sending, whether it is still true of the booking. */
@Injectable()
export class BookingKinds implements OnModuleInit {
  constructor(
    private readonly kinds: MessageKinds,
    private readonly reader: BookingReader,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    for (const name of BOOKING_KINDS) {
      // Whom a decision about a clinic reaches is known of each one: see `reach.ts`.
      const matters = !name.startsWith('clinic_');
      this.kinds.register({ name, matters, prepare: (message) => this.prepare(name, message) });
    }
  }

  private async prepare(kind: BookingKind, message: MessageRow): Promise<Prepared> {
    const booking = await this.reader.byId(message.subjectId);
    if (!booking) return { suppress: 'booking_gone' };
    const untrue = whyUntrue(kind, Number(message.dedupeKey.split(':')[2]), booking);
    if (untrue) return { suppress: untrue };
    const { phone, email } = booking.contact;
    if (message.channel === 'sms') {
      if (!booking.smsConsent || !phone) return { suppress: 'no_consent' };
      return { to: phone, sms: bookingSms(kind, booking) };
    }
    if (!booking.emailConsent || !email) return { suppress: 'no_consent' };
    return { to: email, email: bookingEmail(kind, booking, this.clock.now()) };
  }
}

/** Why a message must not go any more: a later change has its own message, and nothing is said of what is cancelled. */
export function whyUntrue(kind: BookingKind, revision: number, booking: BookingDetails): string | undefined {
  if (kind === 'lost_link') return undefined;
  if (revision !== booking.revision) return 'superseded';
  if ((kind === 'booking_cancelled') !== (booking.status === 'cancelled')) return 'no_longer_true';
  const off = booking.clinic.status === 'cancelled';
  if (kind === 'clinic_called_off') return off ? undefined : 'no_longer_true';
  return off && kind !== 'booking_cancelled' ? 'clinic_cancelled' : undefined;
}
