import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy } from '../access/access.decorators.js';
import { Clock } from '../platform/clock.js';
import { notFound } from '../platform/errors.js';
import { html } from '../ui/html.js';
import { StaffClinicView } from './staff-clinic.view.js';
import { StaffHomeView } from './staff-home.view.js';
import { TeamClinics } from './team-clinics.js';

/** The first page of the team, and each clinic to read. */
@ApiExcludeController()
@Controller('staff')
export class StaffClinicPages {
  constructor(
    private readonly clinics: TeamClinics,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('home.read')
  async home(@CalledBy() caller: Caller) {
    const now = this.clock.now();
    return html(<StaffHomeView caller={caller} clinics={await this.clinics.agenda(caller, now)} now={now} />);
  }

  @Get('clinics/:id')
  @Allow('clinics.read')
  async clinic(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    const now = this.clock.now();
    const clinic = await this.clinics.one(id, caller, now);
    if (!clinic) throw notFound();
    const slots = await this.clinics.slots(id, now);
    return html(<StaffClinicView caller={caller} clinic={clinic} slots={slots} now={now} />);
  }
}
