import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { FormTokens } from '../../platform/form-tokens.js';
import type { FieldError } from '../../platform/errors.js';
import { AppError } from '../../platform/errors.js';
import type { PostedForm } from '../../staff/forms.js';
import { ticked, typed } from '../../staff/forms.js';
import { html, redirect303 } from '../../ui/html.js';
import { CopyClinic } from './copy-clinic.js';
import { weeksAfter } from './copy-rules.js';
import { CopyView } from './copy.view.js';
import { PlanReader } from './plan-reader.js';

const MOST_WEEKS = 52;

/** A clinic once more, on other days. */
@Allow('clinics.write')
@ApiExcludeController()
@Controller('staff/clinics/:id/copy')
export class CopyPages {
  constructor(
    private readonly reader: PlanReader,
    private readonly copyClinic: CopyClinic,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async form(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return this.page(id, caller, { weeks: '', days: [], publish: false });
  }

  @Post()
  @HttpCode(200)
  async copy(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const values = {
      weeks: typed(form, 'weeks'),
      days: ticked(form, 'day').filter((day) => day !== ''),
      publish: typed(form, 'publish') !== '',
    };
    const { clinic } = await this.reader.one(id, caller);
    const weeks = Number(values.weeks || 0);
    if (!Number.isInteger(weeks) || weeks < 0 || weeks > MOST_WEEKS) {
      const error = { field: 'weeks', code: 'out_of_range', params: { min: 0, max: MOST_WEEKS } };
      return this.page(id, caller, values, [error]);
    }
    const days = [...new Set([...weeksAfter(clinic.day, weeks), ...values.days])].sort();
    try {
      await this.copyClinic.run(id, { days, publish: values.publish }, caller);
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 422) throw error;
      return this.page(
        id,
        caller,
        values,
        error.details.fields?.map((one) => ({ ...one, field: 'days' })),
      );
    }
    return redirect303(`/staff/season?from=${days[0]?.slice(0, 7)}`);
  }

  private async page(
    id: string,
    caller: Caller,
    values: { weeks: string; days: string[]; publish: boolean },
    errors: FieldError[] = [],
  ) {
    const { clinic } = await this.reader.one(id, caller);
    const props = { caller, clinic, values, errors, formToken: this.tokens.issue() };
    return html(<CopyView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }
}
