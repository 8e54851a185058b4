import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy } from '../access/access.decorators.js';
import { Clock } from '../platform/clock.js';
import { notFound } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { html } from '../ui/html.js';
import { AssignedTeam } from './assigned.js';
import { HomeNotes } from './home-notes.js';
import { PublishClinic } from './publish-clinic.js';
import { StaffClinicView } from './staff-clinic.view.js';
import { StaffHomeView } from './staff-home.view.js';
import { TeamClinics } from './team-clinics.js';

/** The first page of the team, and each clinic with the ways on from it. */
@ApiExcludeController()
@Controller('staff')
export class StaffClinicPages {
  constructor(
    private readonly clinics: TeamClinics,
    private readonly assigned: AssignedTeam,
    private readonly notes: HomeNotes,
    private readonly publish: PublishClinic,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('home.read')
  async home(@CalledBy() caller: Caller) {
    const now = this.clock.now();
    const [clinics, notes] = await Promise.all([this.clinics.agenda(caller, now), this.notes.of(caller)]);
    return html(<StaffHomeView caller={caller} clinics={clinics} notes={notes} now={now} />);
  }

  @Get('clinics/:id')
  @Allow('clinics.read')
  async clinic(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    const now = this.clock.now();
    const clinic = await this.clinics.one(id, caller, now);
    if (!clinic) throw notFound();
    const [slots, teams] = await Promise.all([this.clinics.slots(id, now), this.assigned.of([id])]);
    const plans = clinic.status === 'draft' && caller.permissions.includes('clinics.write');
    const blockers = plans ? await this.publish.blockers(id, caller) : [];
    const props = { caller, clinic, slots, team: teams.get(id) ?? [], blockers, now, formToken: this.tokens.issue() };
    return html(<StaffClinicView {...props} />);
  }
}
