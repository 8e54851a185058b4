import { Injectable } from '@nestjs/common';
import type { MessageRow, Ready } from '../../messaging/kinds.js';
import { senderAddress } from '../../messaging/sender-address.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import type { BookingDetails } from '../booking-reads.js';
import { ManageLinks } from '../manage-links.js';
import { bookingEmail } from './booking-email.js';
import { bookingSms } from './booking-sms.js';
import { stillSo } from './still-so.js';
import type { Template } from './templates/template.js';

/** Makes a message of a template and a booking, to its contact. */
@Injectable()
export class WriteBooking {
  constructor(
    private readonly links: ManageLinks,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @returns why not, where the contact did not agree to be written to by this channel */
  run(template: Template, booking: BookingDetails, channel: MessageRow['channel']): Ready | { suppress: string } {
    const told = { booking, now: this.clock.now() };
    const { phone, email } = booking.contact;
    const to = channel === 'sms' ? booking.smsConsent && phone : booking.emailConsent && email;
    if (!to) return { suppress: 'no_consent' };
    const still = stillSo(booking);
    if (channel === 'sms') return { to, sms: bookingSms(template, told), still };
    const unsubscribeUrl = this.links.unsubscribeUrl(booking.id, to, booking.link);
    const envelope = { from: senderAddress(this.config), to, unsubscribeUrl };
    return { to, email: bookingEmail(template, told, envelope), still };
  }
}
