import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DateTime } from 'luxon';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { ChangeSlot } from '../../clinics/change-slot.js';
import type { TeamClinic, TeamSlot } from '../../clinics/team-clinics.js';
import { TeamClinics } from '../../clinics/team-clinics.js';
import { translator } from '../../i18n/translate.js';
import { Clock } from '../../platform/clock.js';
import type { FieldError } from '../../platform/errors.js';
import { AppError, notFound } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import type { Rule } from '../../platform/validation.js';
import { wholeRule } from '../../platform/validation.js';
import type { PostedForm } from '../../staff/forms.js';
import { attempt, check, typed } from '../../staff/forms.js';
import { html, redirect303 } from '../../ui/html.js';
import { slotTimeDecision } from './change-forms.js';
import { ChangeSteps } from './change-steps.js';
import { closeAndMove } from './close-slot.js';
import { SlotView } from './slot.view.js';

interface Found {
  clinic: TeamClinic;
  slot: TeamSlot;
}

/** How many places a form asks for. */
const placesRule: Rule = (value) => wholeRule(0, 1000)(/^\d+$/.test(String(value)) ? Number(value) : NaN);

/** One time of a clinic, to change. What people must be told of is shown first; the rest is done at once. */
@Allow('clinics.write')
@ApiExcludeController()
@Controller('staff/clinics/:id/slots')
export class SlotPages {
  constructor(
    private readonly clinics: TeamClinics,
    private readonly changeSlot: ChangeSlot,
    private readonly steps: ChangeSteps,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get(':slotId')
  async one(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('slotId', ParseUUIDPipe) slotId: string,
    @CalledBy() caller: Caller,
  ) {
    return this.page(caller, await this.find(id, slotId, caller));
  }

  @Post(':slotId')
  @HttpCode(200)
  async change(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('slotId', ParseUUIDPipe) slotId: string,
    @Body() form: PostedForm,
    @CalledBy() caller: Caller,
  ) {
    const found = await this.find(id, slotId, caller);
    const what = typed(form, 'what');
    if (what === 'time' || what === 'close') return this.tell(found, what, form, caller);
    const capacity = typed(form, 'capacity');
    const result = await attempt(async () => {
      if (what === 'capacity') check({ capacity }, { capacity: placesRule });
      const input = what === 'capacity' ? { capacity: Number(capacity) } : { open: what === 'open' };
      await this.changeSlot.run(id, slotId, input, caller);
    });
    if ('errors' in result) return this.page(caller, found, { capacity }, result.errors);
    return redirect303(`/staff/clinics/${id}/slots/${slotId}`);
  }

  private async tell(found: Found, what: 'time' | 'close', form: PostedForm, caller: Caller) {
    const { clinic, slot } = found;
    const values: Record<string, string> =
      what === 'close' ? { what } : { what, from: typed(form, 'from'), to: typed(form, 'to') };
    try {
      return await this.steps.take({
        ...{ clinicId: clinic.id, caller, form, values, action: `/staff/clinics/${clinic.id}/slots/${slot.id}` },
        decision: () => (what === 'close' ? closeAndMove(slot.id) : slotTimeDecision(slot.id, values, clinic)),
        formPage: (errors) => this.page(caller, found, values, errors),
      });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'no_room_to_move') throw error;
      return this.page(caller, found, values, [], translator('en')('error.no_room_to_move', error.details.params));
    }
  }

  private page(
    caller: Caller,
    { clinic, slot }: Found,
    values: Record<string, string> = {},
    errors: FieldError[] = [],
    problem?: string,
  ) {
    const wall = (at: Date) => DateTime.fromJSDate(at, { zone: clinic.timeZone }).toFormat('HH:mm');
    const present = { from: wall(slot.startsAt), to: wall(slot.endsAt) };
    const props = { caller, clinic, slot, errors, problem, formToken: this.tokens.issue() };
    const status = errors.length > 0 || problem ? 422 : 200;
    return html(<SlotView {...props} values={{ ...present, ...values }} />, { status });
  }

  private async find(id: string, slotId: string, caller: Caller): Promise<Found> {
    const now = this.clock.now();
    const clinic = await this.clinics.one(id, caller, now);
    const slot = clinic && (await this.clinics.slots(id, now)).find((one) => one.id === slotId);
    if (!slot) throw notFound();
    return { clinic, slot };
  }
}
