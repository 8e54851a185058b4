import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { ClinicFacts } from '../../clinics/clinic-reads.js';
import { ReminderCosts } from '../../clinics/reminder-costs.js';
import type { Locale } from '../../i18n/locales.js';
import { count } from '../changes/change-words.js';
import { TEMPLATES } from '../messages/templates/index.js';
import { Samples } from './samples.js';
import { costlyWords, costWords } from './template-words.js';

/** Says beside a clinic's own sentence what the longest of its reminders takes with it, and without. */
@Injectable()
export class SentenceCost implements OnModuleInit {
  constructor(
    private readonly costs: ReminderCosts,
    private readonly samples: Samples,
  ) {}

  onModuleInit(): void {
    this.costs.register((clinic, locale) => this.words(clinic, locale));
  }

  private words(clinic: ClinicFacts, locale: Locale): string | undefined {
    const longest = this.longest(clinic, locale);
    const plain = this.longest({ ...clinic, texts: { ...clinic.texts, [`reminder.${locale}`]: '' } }, locale);
    if (!longest || !plain) return undefined;
    const without = longest.count === plain.count ? '' : `, and ${count(plain.count, 'segment')} without this sentence`;
    const why = costlyWords(longest);
    return `The longest reminder takes ${costWords(longest)}${without}.${why ? ` ${why}` : ''}`;
  }

  private longest(clinic: ClinicFacts, locale: Locale) {
    const reminders = TEMPLATES.filter(({ ownSentence }) => ownSentence);
    const texts = reminders.flatMap((template) => this.samples.texts(template, clinic));
    return texts
      .filter((one) => one.locale === locale)
      .sort((a, b) => b.countFirst - a.countFirst || b.count - a.count)[0];
  }
}
