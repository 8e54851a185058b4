import { Injectable } from '@nestjs/common';
import type { Locale } from '../i18n/locales.js';
import type { ClinicFacts } from './clinic-reads.js';

type Ask = (clinic: ClinicFacts, locale: Locale) => string | undefined;

/** What the longest reminder of a clinic takes with its texts, in words: known to whoever writes the reminders, further right. */
@Injectable()
export class ReminderCosts {
  private ask: Ask = () => undefined;

  register(ask: Ask): void {
    this.ask = ask;
  }

  of(clinic: ClinicFacts, locale: Locale): string | undefined {
    return this.ask(clinic, locale);
  }
}
