import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/access.decorators.js';
import { Views } from '../../access/views.js';
import type { FieldError } from '../../platform/errors.js';
import { AppError, translateConstraint } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import type { HtmlPage } from '../../ui/html.js';
import { html, redirect303 } from '../../ui/html.js';
import type { CallerCard } from './caller-card.js';
import { callerPath } from './caller-parts.view.js';
import { CardReader } from './card-reader.js';
import type { Done } from './card-props.js';

/** What a page of a change is made with. */
export interface Step {
  caller: Caller;
  card: CallerCard;
  values: Record<string, string>;
  errors: FieldError[];
  formToken: string;
}

/** The page of a change, as it is first opened and after something was to be mended. */
export type PageOf = (step: Step) => Promise<JSX.Element> | JSX.Element;

/** The way that every change for a caller goes: only after the check, and what was typed comes again with what to mend. */
@Injectable()
export class CallerSteps {
  constructor(
    private readonly cards: CardReader,
    private readonly views: Views,
    private readonly tokens: FormTokens,
  ) {}

  /** The page; whoever was not asked who they are yet is asked first. */
  async page(
    id: string,
    caller: Caller,
    pageOf: PageOf,
    values?: Record<string, string>,
    errors: FieldError[] = [],
    status = errors.length > 0 ? 422 : 200,
  ): Promise<HtmlPage> {
    const card = await this.cards.card(id, caller);
    if (!card.checked.has(id)) return redirect303(callerPath(id));
    await this.views.record(caller, { clinicId: card.booking.clinic.id, subjectType: 'booking', subjectId: id });
    const step = { caller, card, values: values ?? {}, errors, formToken: this.tokens.issue() };
    return html(await pageOf(step), { status });
  }

  /** Does it, and shows the card; or the page again, where a refusal is named by the field that `fieldOf` gives. */
  async take(
    id: string,
    caller: Caller,
    step: {
      work: () => Promise<Done>;
      pageOf: PageOf;
      values: Record<string, string>;
      fieldOf: (code: string) => FieldError;
    },
  ): Promise<HtmlPage> {
    try {
      return redirect303(`${callerPath(id)}?done=${await step.work()}`);
    } catch (thrown) {
      const error = translateConstraint(thrown);
      if (!(error instanceof AppError) || ![409, 422].includes(error.status)) throw error;
      const fields = error.code === 'invalid' ? error.details.fields : [step.fieldOf(error.code)];
      return this.page(id, caller, step.pageOf, step.values, fields ?? [], error.status);
    }
  }
}
