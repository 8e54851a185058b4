import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson, StepUp } from '../access/access.decorators.js';
import { ROLES } from '../access/permissions.js';
import type { Role } from '../access/permissions.js';
import { Views } from '../access/views.js';
import { emailRule } from '../platform/email-address.js';
import type { FieldError } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { isUuid, oneOfRule, textRule } from '../platform/validation.js';
import { html, redirect303 } from '../ui/html.js';
import { ChangeStaff } from './change-staff.js';
import type { PostedForm } from './forms.js';
import { attempt, check, ticked, typed } from './forms.js';
import { InviteStaff } from './invite-staff.js';
import { LeaveTeam } from './leave-team.js';
import { InviteView, PeopleView, PersonView } from './people.view.js';
import { StaffRepository } from './staff.repository.js';

const PEOPLE = '/staff/people';
const MAX_NAME = 100;

/** Who is on the team, in which role, for which clinics. */
@Allow('staff.manage')
@ApiExcludeController()
@Controller('staff/people')
export class PeoplePages {
  constructor(
    private readonly staff: StaffRepository,
    private readonly inviteStaff: InviteStaff,
    private readonly changeStaff: ChangeStaff,
    private readonly leaveTeam: LeaveTeam,
    private readonly views: Views,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  @ShowsPerson()
  async list(@CalledBy() caller: Caller) {
    await this.views.record(caller, { subjectType: 'staff', subjectId: 'all' });
    return html(<PeopleView caller={caller} people={await this.staff.all()} />);
  }

  @Get('invite')
  @StepUp()
  inviteForm(@CalledBy() caller: Caller) {
    return this.invitePage(caller, { name: '', email: '', role: 'coordinator' });
  }

  @Post('invite')
  @StepUp(`${PEOPLE}/invite`)
  async invite(@Body() form: PostedForm, @CalledBy() caller: Caller) {
    const values = { name: typed(form, 'name'), email: typed(form, 'email'), role: typed(form, 'role') };
    const result = await attempt(async () => {
      check(values, { name: textRule(MAX_NAME), email: emailRule, role: oneOfRule(ROLES) });
      return this.inviteStaff.run({ ...values, role: values.role as Role }, caller);
    });
    if ('errors' in result) return this.invitePage(caller, values, result.errors);
    return redirect303(`${PEOPLE}/${result.done.id}`);
  }

  @Get(':id')
  @StepUp()
  @ShowsPerson()
  async one(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    const [person, clinics] = [await this.staff.byId(id), await this.staff.clinics()];
    await this.views.record(caller, { subjectType: 'staff', subjectId: id });
    return html(<PersonView caller={caller} person={person} clinics={clinics} formToken={this.tokens.issue()} />);
  }

  @Post(':id')
  @StepUp(PEOPLE)
  async change(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const role = typed(form, 'role');
    check({ role }, { role: oneOfRule(ROLES) });
    const clinics = ticked(form, 'clinics').filter(isUuid);
    await this.changeStaff.run(id, { role: role as Role, clinics }, caller);
    return redirect303(`${PEOPLE}/${id}`);
  }

  @Post(':id/invite')
  @StepUp(PEOPLE)
  async again(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    await this.inviteStaff.again(id, caller);
    return redirect303(`${PEOPLE}/${id}`);
  }

  @Post(':id/leave')
  @StepUp(PEOPLE)
  async leave(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    await this.leaveTeam.run(id, caller);
    return redirect303(PEOPLE);
  }

  private invitePage(caller: Caller, values: Record<'name' | 'email' | 'role', string>, errors: FieldError[] = []) {
    const props = { caller, values, errors, formToken: this.tokens.issue() };
    return html(<InviteView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }
}
