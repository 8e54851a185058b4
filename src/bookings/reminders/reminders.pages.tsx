import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { Clock } from '../../platform/clock.js';
import type { FieldError } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import { parse } from '../../platform/validation.js';
import type { PostedForm } from '../../staff/forms.js';
import { attempt, typed } from '../../staff/forms.js';
import { html, redirect303 } from '../../ui/html.js';
import { ReminderPlans } from './reminder-plan.js';
import { RemindersDto } from './reminders.dto.js';
import { RemindersView } from './reminders.view.js';
import { SetReminders } from './set-reminders.js';

/** What the form holds, what is wrong with it, and whether it was just kept. */
interface Shown {
  values?: Record<string, string>;
  errors?: FieldError[];
  kept?: boolean;
}

/** When people are reminded of a clinic, for whoever plans it. */
@Allow('clinics.write')
@ApiExcludeController()
@Controller('staff/clinics/:id/reminders')
export class RemindersPages {
  constructor(
    private readonly plans: ReminderPlans,
    private readonly setReminders: SetReminders,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  async form(@Param('id', ParseUUIDPipe) id: string, @Query() query: PostedForm, @CalledBy() caller: Caller) {
    return this.page(id, caller, { kept: typed(query, 'kept') !== '' });
  }

  @Post()
  @HttpCode(200)
  async save(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const { hours: kept } = await this.plans.one(id, caller);
    const values = { days: typed(form, 'days'), time: typed(form, 'time'), hours: typed(form, 'hours') };
    // In person there is no such field: what is set stays, for a clinic that becomes a virtual one.
    const hours = form['hours'] === undefined ? kept : values.hours === '' ? null : wholeOf(values.hours);
    const days = values.days.split(/[\s,;]+/).filter(Boolean);
    const result = await attempt(async () => {
      const input = { days: days.map(wholeOf), time: values.time, hours };
      await this.setReminders.run(id, parse(RemindersDto, input), caller);
    });
    if ('errors' in result) return this.page(id, caller, { values, errors: result.errors });
    return redirect303(`/staff/clinics/${id}/reminders?kept=yes`);
  }

  private async page(id: string, caller: Caller, { values: typedIn, errors = [], kept = false }: Shown) {
    const plan = await this.plans.one(id, caller);
    const { days, time, hours } = plan;
    const values = typedIn ?? { days: days.join(', '), time, hours: String(hours ?? '') };
    const props = { caller, plan, values, errors, kept, now: this.clock.now(), formToken: this.tokens.issue() };
    return html(<RemindersView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }
}

/** A number of any sort as one: whether it is a whole one is said by its rule. */
const wholeOf = (text: string) => (/^-?\d{1,4}(?:[.,]\d{1,4})?$/.test(text) ? Number(text.replace(',', '.')) : text);
