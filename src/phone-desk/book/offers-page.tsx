import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import { FormTokens } from '../../platform/form-tokens.js';
import type { PostedForm } from '../../staff/forms.js';
import { typed } from '../../staff/forms.js';
import { html } from '../../ui/html.js';
import type { CallerValues } from './caller-values.js';
import { OffersReader } from './offers-reader.js';
import { OffersView } from './offers.view.js';

interface Shown {
  /** What the list is narrowed down by. */
  form?: PostedForm;
  /** Why the time that was chosen could not be had. */
  problem?: string;
}

/** The page with the next places: one comes to it first, and back to it when a time is gone. */
@Injectable()
export class OffersPage {
  constructor(
    private readonly offers: OffersReader,
    private readonly tokens: FormTokens,
  ) {}

  async show(caller: Caller, values: CallerValues, { form, problem }: Shown = {}) {
    const [mode, from] = [typed(form, 'mode'), typed(form, 'from')];
    const filter = {
      mode: mode === 'in_person' || mode === 'virtual' ? mode : undefined,
      from: isDay(from) ? from : undefined,
    } as const;
    const offers = await this.offers.find(filter, values.others.length + 1, caller.clinics);
    const props = { caller, offers, values, problem, formToken: this.tokens.issue() };
    return html(<OffersView {...props} filter={{ mode: filter.mode ?? '', from: filter.from ?? '' }} />, {
      status: problem ? 409 : 200,
    });
  }
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
