import { Injectable } from '@nestjs/common';
import type { ClinicMode } from '../../clinics/clinic-reads.js';
import type { Locale } from '../../i18n/locales.js';
import { LOCALES } from '../../i18n/locales.js';
import type { EmailContent } from '../../messaging/kinds.js';
import { costlyLetters, segments } from '../../messaging/segments.js';
import { senderAddress } from '../../messaging/sender-address.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { ManageLinks } from '../manage-links.js';
import type { Envelope } from '../messages/booking-email.js';
import { bookingEmail } from '../messages/booking-email.js';
import { bookingSms } from '../messages/booking-sms.js';
import type { SampleOf } from '../messages/sample-booking.js';
import { SAMPLE_TOKEN, sampleTold } from '../messages/sample-booking.js';
import type { Template } from '../messages/templates/template.js';
import { modesOf } from '../messages/templates/template.js';
import { bookingTemplate } from '../messages/templates/index.js';
import { answerSamples } from './answer-samples.js';

/** One text as it would be sent, and what it costs. */
export interface SampleText {
  locale: Locale;
  mode: ClinicMode;
  days?: number;
  text: string;
  /** Goes with the first text to a number alone. */
  firstLine: string;
  count: number;
  /** With that line. */
  countFirst: number;
  encoding: 'GSM-7' | 'UCS-2';
  /** What the dear letters are, and how many segments it would take without them. */
  costly: { letters: string[]; instead: number };
}

/** Every message in the words that would be sent, for bookings that nobody made. */
@Injectable()
export class Samples {
  constructor(
    private readonly links: ManageLinks,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** The texts of a template: in every language of ours, for each mode, and for each number of days that it tells apart. */
  texts(template: Template, clinic?: SampleOf['clinic']): SampleText[] {
    return variantsOf(template, clinic).map((variant) => {
      const { text, firstLine } = bookingSms(template, this.told(template, variant));
      const cost = { ...segments(text), countFirst: segments(`${text}\n${firstLine}`).count };
      return { ...variant, text, firstLine, ...cost, costly: costlyLetters(text) };
    });
  }

  email(template: Template, of: SampleOf): EmailContent {
    return bookingEmail(template, this.told(template, of), this.envelope('ana.silva@example.org'));
  }

  /** The addresses of a sample; its link to stop emails leads nowhere. */
  envelope(to: string): Envelope {
    const unsubscribeUrl = `${this.config.publicUrl}/unsubscribe/sample/${SAMPLE_TOKEN}`;
    return { from: senderAddress(this.config), to, unsubscribeUrl };
  }

  /** The answers to what people write. */
  answers() {
    const bookingIn = (locale: Locale) =>
      this.told(bookingTemplate('booking_confirmed'), { locale, mode: 'in_person' }).booking;
    return answerSamples(bookingIn, this.config.publicUrl);
  }

  told(template: Template, of: SampleOf) {
    return sampleTold(template, of, this.links.urls(SAMPLE_TOKEN), this.clock.now());
  }
}

type Variant = Required<Pick<SampleOf, 'locale' | 'mode'>> & SampleOf;

/** All that a template can be seen as; of one clinic, as it is there: nothing when it is not for its mode. */
export function variantsOf(template: Template, clinic?: SampleOf['clinic']): Variant[] {
  const modes = modesOf(template).filter((mode) => !clinic || mode === clinic.mode);
  const before: readonly (number | undefined)[] = template.daysBefore ?? [undefined];
  // Languages stand side by side.
  return modes.flatMap((mode) =>
    before.flatMap((days) => LOCALES.map(({ tag: locale }) => ({ locale, mode, days, clinic }))),
  );
}
