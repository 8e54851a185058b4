import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/access.decorators.js';
import type { FieldError } from '../../platform/errors.js';
import { AppError } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import type { PostedForm } from '../../staff/forms.js';
import { typed } from '../../staff/forms.js';
import type { HtmlPage } from '../../ui/html.js';
import { html, redirect303 } from '../../ui/html.js';
import type { Decision } from './make-decision.js';
import { MakeDecision } from './make-decision.js';
import { PreviewView } from './preview.view.js';
import { Telling } from './telling.js';

interface Step {
  clinicId: string;
  caller: Caller;
  form: PostedForm;
  /** What was typed; it comes again with the decision. */
  values: Record<string, string>;
  /** Where the form is posted. */
  action: string;
  /** @throws AppError 422 naming fields */
  decision: () => Decision;
  formPage: (errors: FieldError[]) => Promise<HtmlPage> | HtmlPage;
}

/** What every change goes through: what would be so is shown first; only what was shown is then decided. */
@Injectable()
export class ChangeSteps {
  constructor(
    private readonly makeDecision: MakeDecision,
    private readonly telling: Telling,
    private readonly tokens: FormTokens,
  ) {}

  async take(step: Step): Promise<HtmlPage> {
    const { clinicId, caller, form, decision, formPage } = step;
    try {
      if (typed(form, 'step') !== 'decide') return await this.look(step);
      const mode = { decide: typed(form, 'seen') };
      const { changeId } = await this.makeDecision.run(clinicId, decision(), caller, mode);
      return redirect303(`/staff/clinics/${clinicId}/changes/${changeId}`);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'changed_meanwhile') return this.lookAgain(step);
      if (error.code === 'invalid') return formPage(error.details.fields ?? []);
      throw error;
    }
  }

  /** What it would be now; when it cannot be decided any more, as after a second press of the button, what was decided. */
  private async lookAgain(step: Step): Promise<HtmlPage> {
    try {
      return await this.look(step, true);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return redirect303(`/staff/clinics/${step.clinicId}/changes`);
    }
  }

  private async look({ clinicId, caller, values, action, decision }: Step, stale = false): Promise<HtmlPage> {
    const { proposal } = await this.makeDecision.run(clinicId, decision(), caller, { preview: true });
    const props = { caller, proposal, values, action, stale, formToken: this.tokens.issue() };
    const told = await this.telling.of(proposal);
    return html(<PreviewView {...props} told={told} />, { status: stale ? 409 : 200 });
  }
}
