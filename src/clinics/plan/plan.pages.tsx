import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import type { FieldError } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import type { PostedForm } from '../../staff/forms.js';
import { attempt } from '../../staff/forms.js';
import { html, redirect303 } from '../../ui/html.js';
import { ClinicChangesDto, ClinicDto } from '../clinic.dto.js';
import { PublishClinic } from '../publish-clinic.js';
import { AddClinic, EditClinic } from '../save-clinic.js';
import { Venues } from '../venues.js';
import type { ClinicValues } from './clinic-form.js';
import { clinicInput, clinicValues, EMPTY, valuesOf } from './clinic-form.js';
import { ClinicFormView } from './clinic-form.view.js';
import type { PlannedClinic } from './plan-reader.js';
import { PlanReader } from './plan-reader.js';

const ALL = Object.keys(EMPTY) as (keyof ClinicValues)[];

/** Making a clinic, changing what nobody must be told of, and putting it on sale. */
@Allow('clinics.write')
@ApiExcludeController()
@Controller('staff/clinics')
export class PlanPages {
  constructor(
    private readonly reader: PlanReader,
    private readonly venues: Venues,
    private readonly add: AddClinic,
    private readonly edit: EditClinic,
    private readonly publishClinic: PublishClinic,
    private readonly tokens: FormTokens,
  ) {}

  @Get('new')
  async newForm(@CalledBy() caller: Caller) {
    return this.newPage(caller, EMPTY);
  }

  @Post('new')
  @HttpCode(200)
  async create(@Body() form: PostedForm, @CalledBy() caller: Caller) {
    const values = clinicValues(form);
    const result = await attempt(async () => this.add.run(clinicInput(ClinicDto, values, ALL), caller));
    if ('errors' in result) return this.newPage(caller, values, result.errors);
    return redirect303(`/staff/clinics/${result.done}/times`);
  }

  @Get(':id/edit')
  async editForm(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    const planned = await this.reader.one(id, caller);
    return this.editPage(caller, planned, valuesOf(planned.clinic, planned.joiningLink));
  }

  @Post(':id/edit')
  @HttpCode(200)
  async change(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const planned = await this.reader.one(id, caller);
    const { mode, timeZone } = planned.clinic;
    const values = { ...clinicValues(form), mode, timeZone };
    const fixed = fixedOf(planned);
    const place = fixed.place
      ? []
      : [mode === 'in_person' ? 'venueId' : 'joiningLink', mode === 'in_person' ? 'room' : ''];
    const fields = ['title', 'smsName', fixed.day ? '' : 'day', ...place] as (keyof ClinicValues)[];
    const result = await attempt(async () => this.edit.run(id, clinicInput(ClinicChangesDto, values, fields), caller));
    if ('errors' in result) return this.editPage(caller, planned, values, result.errors);
    return redirect303(`/staff/clinics/${id}`);
  }

  /** What keeps it from being published stands on the clinic's page; here nobody gets past it. */
  @Post(':id/publish')
  async publish(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    await this.publishClinic.run(id, caller);
    return redirect303(`/staff/clinics/${id}`);
  }

  private async newPage(caller: Caller, values: ClinicValues, errors: FieldError[] = []) {
    const fixed = { mode: false, day: false };
    const words = { title: 'A new clinic', button: 'Make a draft', crumbs: [] };
    return this.page(caller, { ...words, values, fixed, errors });
  }

  private async editPage(caller: Caller, planned: PlannedClinic, values: ClinicValues, errors: FieldError[] = []) {
    const { id, title } = planned.clinic;
    const crumbs = [{ href: `/staff/clinics/${id}`, text: title }];
    const words = { title: 'What the clinic is', button: 'Keep these changes', crumbs };
    return this.page(caller, { ...words, values, fixed: fixedOf(planned), errors });
  }

  private async page(
    caller: Caller,
    props: Omit<Parameters<typeof ClinicFormView>[0], 'caller' | 'venues' | 'formToken'>,
  ) {
    const venues = await this.venues.names();
    const status = props.errors && props.errors.length > 0 ? 422 : 200;
    return html(<ClinicFormView {...props} caller={caller} venues={venues} formToken={this.tokens.issue()} />, {
      status,
    });
  }
}

/** What cannot be edited any more: who has booked is told of another place, and times belong to their day. */
function fixedOf({ clinic, taken, slots }: PlannedClinic) {
  const told = (clinic.status === 'published' || clinic.status === 'cancelled') && taken > 0;
  const place = told ? `/staff/clinics/${clinic.id}/change/${clinic.mode === 'virtual' ? 'link' : 'place'}` : undefined;
  return { mode: true, day: slots > 0 || clinic.status !== 'draft', place };
}
