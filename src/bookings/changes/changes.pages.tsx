import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DateTime } from 'luxon';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { ClinicReader } from '../../clinics/clinic-reader.js';
import { PlanReader } from '../../clinics/plan/plan-reader.js';
import type { TeamClinic } from '../../clinics/team-clinics.js';
import { TeamClinics } from '../../clinics/team-clinics.js';
import { Venues } from '../../clinics/venues.js';
import { Clock } from '../../platform/clock.js';
import type { FieldError } from '../../platform/errors.js';
import { notFound } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import { Sealer } from '../../platform/sealing.js';
import type { PostedForm } from '../../staff/forms.js';
import { typed } from '../../staff/forms.js';
import { html, redirect303 } from '../../ui/html.js';
import type { Whole } from './change-forms.js';
import { FIELDS, WHOLE, wholeDecision } from './change-forms.js';
import { ChangeFormView, ChangeHubView, waysOf } from './change-forms.view.js';
import { ChangeSteps } from './change-steps.js';

/** The pages on which a coordinator changes a whole clinic: a form, then what would be, then it is decided. */
@Allow('clinics.write')
@ApiExcludeController()
@Controller('staff/clinics/:id/change')
export class ChangesPages {
  constructor(
    private readonly clinics: TeamClinics,
    private readonly reader: ClinicReader,
    private readonly plan: PlanReader,
    private readonly venues: Venues,
    private readonly steps: ChangeSteps,
    private readonly sealer: Sealer,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  async hub(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return html(<ChangeHubView caller={caller} clinic={await this.find(id, caller)} />);
  }

  @Get(':what')
  async form(@Param('id', ParseUUIDPipe) id: string, @Param('what') name: string, @CalledBy() caller: Caller) {
    const clinic = await this.find(id, caller);
    const what = waysOf(clinic).find((one) => one === name);
    // What cannot be changed now may be later: the page above says what can.
    if (!what) return redirect303(`/staff/clinics/${id}/change`);
    return this.formPage(caller, clinic, what, await this.present(clinic, caller));
  }

  @Post(':what')
  @HttpCode(200)
  async change(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('what') name: string,
    @Body() form: PostedForm,
    @CalledBy() caller: Caller,
  ) {
    const clinic = await this.find(id, caller);
    const what = WHOLE.find((one) => one === name);
    if (!what) throw notFound();
    const values = Object.fromEntries(FIELDS[what].map((field) => [field, typed(form, field)]));
    return this.steps.take({
      ...{ clinicId: id, caller, form, values, action: `/staff/clinics/${id}/change/${what}` },
      decision: () => wholeDecision(what, values, this.sealer),
      formPage: (errors) => this.formPage(caller, clinic, what, values, errors),
    });
  }

  /** What the form holds before anybody has typed. */
  private async present(clinic: TeamClinic, caller: Caller): Promise<Record<string, string>> {
    const planned = await this.plan.one(clinic.id, caller);
    const [slot] = await this.reader.slots(clinic.id, this.clock.now());
    const start = slot && DateTime.fromJSDate(slot.startsAt, { zone: clinic.timeZone }).toFormat('HH:mm');
    return { day: clinic.day, start: start ?? '', venueId: clinic.venue?.id ?? '', room: planned.clinic.room ?? '' };
  }

  private async formPage(
    caller: Caller,
    clinic: TeamClinic,
    what: Whole,
    values: Record<string, string>,
    errors: FieldError[] = [],
  ) {
    const venues = what === 'place' ? await this.venues.names() : [];
    const props = { caller, clinic, what, values, venues, errors, formToken: this.tokens.issue() };
    return html(<ChangeFormView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }

  private async find(id: string, caller: Caller): Promise<TeamClinic> {
    const clinic = await this.clinics.one(id, caller, this.clock.now());
    if (!clinic) throw notFound();
    return clinic;
  }
}
