import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import type { FieldError } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import { dayRule } from '../../platform/validation.js';
import { html } from '../../ui/html.js';
import type { Draft } from './caller-draft.js';
import { OffersReader } from './offers-reader.js';
import { OffersView } from './offers.view.js';

interface Shown {
  /** Why the time that was chosen could not be had. */
  problem?: string;
  /** What is to be mended in whom to call later. */
  later?: { errors: FieldError[]; words: string };
}

/** The page with the next places: one comes to it first, and back to it when a time is gone. */
@Injectable()
export class OffersPage {
  constructor(
    private readonly offers: OffersReader,
    private readonly tokens: FormTokens,
  ) {}

  async show(caller: Caller, { values, filter }: Pick<Draft, 'values' | 'filter'>, { problem, later }: Shown = {}) {
    const { mode, from } = filter;
    const narrow = {
      mode: mode === 'in_person' || mode === 'virtual' ? mode : undefined,
      from: dayRule(from) ? undefined : from,
    } as const;
    const offers = await this.offers.find(narrow, values.others.length + 1, caller.clinics);
    const props = { caller, offers, filter, values, problem, formToken: this.tokens.issue() };
    return html(<OffersView {...props} {...later} />, { status: problem ? 409 : later ? 422 : 200 });
  }
}
