import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { FormTokens } from '../../platform/form-tokens.js';
import type { FieldError } from '../../platform/errors.js';
import { isUuid } from '../../platform/validation.js';
import type { PostedForm } from '../../staff/forms.js';
import { attempt, ticked } from '../../staff/forms.js';
import { StaffRepository } from '../../staff/staff.repository.js';
import { html, redirect303 } from '../../ui/html.js';
import { AssignTeam } from './assign-team.js';
import { PlanReader } from './plan-reader.js';
import { TeamView } from './team.view.js';

/** Who works at a clinic. */
@Allow('clinics.write')
@ApiExcludeController()
@Controller('staff/clinics/:id/team')
export class TeamPages {
  constructor(
    private readonly reader: PlanReader,
    private readonly staff: StaffRepository,
    private readonly assignTeam: AssignTeam,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async form(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return this.page(id, caller);
  }

  @Post()
  @HttpCode(200)
  async assign(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const chosen = ticked(form, 'team').filter(isUuid);
    const result = await attempt(() => this.assignTeam.run(id, chosen, caller));
    if ('errors' in result) return this.page(id, caller, chosen, result.errors);
    return redirect303(`/staff/clinics/${id}`);
  }

  private async page(id: string, caller: Caller, chosen?: string[], errors: FieldError[] = []) {
    const { clinic } = await this.reader.one(id, caller);
    const everybody = await this.staff.all();
    const people = everybody
      .filter(({ role, status }) => (role === 'coordinator' || role === 'intake') && status !== 'left')
      .map(({ id: staffId, name, role, clinics }) => {
        return { id: staffId, name, role, assigned: chosen?.includes(staffId) ?? clinics.includes(id) };
      });
    const props = { caller, clinic, people, errors, formToken: this.tokens.issue() };
    return html(<TeamView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }
}
