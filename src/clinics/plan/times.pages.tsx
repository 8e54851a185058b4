import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { Clock } from '../../platform/clock.js';
import type { FieldError } from '../../platform/errors.js';
import { notFound } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import { isUuid, parse } from '../../platform/validation.js';
import type { PostedForm } from '../../staff/forms.js';
import { attempt, typed } from '../../staff/forms.js';
import { html, redirect303 } from '../../ui/html.js';
import { SlotPlanDto } from '../clinic.dto.js';
import { PlanSlots } from '../plan-slots.js';
import type { PlannedSlot } from '../slot-plan-rules.js';
import { TeamClinics } from '../team-clinics.js';
import { RemoveSlots } from './remove-slots.js';
import type { TimesValues } from './times.view.js';
import { BREAKS, PlanTimesView } from './times.view.js';

const NO_BREAKS = Array.from({ length: BREAKS }, () => ({ from: '', to: '' }));
const USUAL: TimesValues = { from: '09:30', to: '16:00', everyMinutes: '30', capacity: '4', gaps: NO_BREAKS };

/** The times of a clinic: a plan is shown first, and made when somebody says so. */
@Allow('clinics.write')
@ApiExcludeController()
@Controller('staff/clinics/:id/times')
export class TimesPages {
  constructor(
    private readonly clinics: TeamClinics,
    private readonly planSlots: PlanSlots,
    private readonly removeSlots: RemoveSlots,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  async form(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return this.page(id, caller, USUAL);
  }

  @Post()
  @HttpCode(200)
  async plan(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const values = valuesOf(form);
    const preview = typed(form, 'step') !== 'apply';
    const result = await attempt(() => this.planSlots.run(id, { ...planOf(values), preview }, caller));
    if ('errors' in result)
      return this.page(id, caller, values, { errors: result.errors.map((one) => atField(one, values)) });
    if (preview) return this.page(id, caller, values, { planned: result.done.slots });
    return redirect303(`/staff/clinics/${id}/times`);
  }

  @Post(':slotId/remove')
  async remove(@Param('id', ParseUUIDPipe) id: string, @Param('slotId') slotId: string, @CalledBy() caller: Caller) {
    if (slotId !== 'all' && !isUuid(slotId)) throw notFound();
    await this.removeSlots.run(id, slotId.toLowerCase(), caller);
    return redirect303(`/staff/clinics/${id}/times`);
  }

  private async page(
    id: string,
    caller: Caller,
    values: TimesValues,
    { errors = [], planned }: { errors?: FieldError[]; planned?: PlannedSlot[] } = {},
  ) {
    const now = this.clock.now();
    const clinic = await this.clinics.one(id, caller, now);
    if (!clinic) throw notFound();
    const slots = await this.clinics.slots(id, now);
    const props = { caller, clinic, slots, values, planned, errors, formToken: this.tokens.issue() };
    return html(<PlanTimesView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }
}

function valuesOf(form: PostedForm): TimesValues {
  const text = (name: string) => typed(form, name);
  const gaps = NO_BREAKS.map((_, i) => ({ from: text(`gapFrom${i}`), to: text(`gapTo${i}`) }));
  const { from, to, everyMinutes, capacity } = {
    from: text('from'),
    to: text('to'),
    everyMinutes: text('everyMinutes'),
    capacity: text('capacity'),
  };
  return { from, to, everyMinutes, capacity, gaps };
}

const isGiven = ({ from, to }: TimesValues['gaps'][number]) => from !== '' || to !== '';

/** An error at a break that was given is one at its field: those that were left empty are not counted in the plan. */
function atField(error: FieldError, { gaps }: TimesValues): FieldError {
  const [, n, edge] = /^gaps\.(\d+)\.(from|to)$/.exec(error.field) ?? [];
  if (n === undefined) return error;
  const i = gaps.flatMap((gap, at) => (isGiven(gap) ? at : []))[Number(n)] ?? 0;
  return { ...error, field: `gap${edge === 'from' ? 'From' : 'To'}${i}` };
}

/** What is typed as the DTO takes it. @throws AppError 422, at the fields of the form */
function planOf({ gaps, everyMinutes, capacity, ...times }: TimesValues): SlotPlanDto {
  const whole = (text: string) => (/^\d+$/.test(text) ? Number(text) : text);
  const gapsGiven = gaps.filter(isGiven);
  return parse(SlotPlanDto, {
    ...times,
    everyMinutes: whole(everyMinutes),
    capacity: whole(capacity),
    gaps: gapsGiven,
  });
}
