import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DateTime } from 'luxon';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy, StepUp } from '../access/access.decorators.js';
import { TEAM_ZONE } from '../i18n/dates.js';
import { Clock } from '../platform/clock.js';
import type { FieldError } from '../platform/errors.js';
import { invalid } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { dayRule, textRule } from '../platform/validation.js';
import { html, redirect303 } from '../ui/html.js';
import { AuditExport } from './audit-export.js';
import { AuditExportView } from './audit-export.view.js';
import type { PostedForm } from './forms.js';
import { attempt, check, typed } from './forms.js';

const HERE = '/staff/audit/export';
const MAX_REASON = 300;

/** Taking the audit trail away as a file: it asks who one is, and why. */
@Allow('audit.export')
@ApiExcludeController()
@Controller(HERE.slice(1))
export class AuditExportPages {
  constructor(
    private readonly auditExport: AuditExport,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  @StepUp()
  form(@CalledBy() caller: Caller) {
    const today = DateTime.fromJSDate(this.clock.now(), { zone: TEAM_ZONE });
    const day = (at: DateTime) => at.toISODate() ?? '';
    return this.page(caller, { from: day(today.minus({ days: 30 })), to: day(today), reason: '' });
  }

  @Post()
  @StepUp(HERE)
  async start(@Body() form: PostedForm, @CalledBy() caller: Caller) {
    const values = { from: typed(form, 'from'), to: typed(form, 'to'), reason: typed(form, 'reason') };
    const result = await attempt(async () => {
      check(values, { from: dayRule, to: dayRule, reason: textRule(MAX_REASON) });
      if (values.to < values.from) throw invalid({ field: 'to', code: 'end_before_start' });
      return this.auditExport.run(values, caller);
    });
    return 'errors' in result ? this.page(caller, values, result.errors) : redirect303(`/staff/tasks/${result.done}`);
  }

  private page(caller: Caller, values: Record<'from' | 'to' | 'reason', string>, errors: FieldError[] = []) {
    const props = { caller, values, errors, formToken: this.tokens.issue() };
    return html(<AuditExportView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }
}
