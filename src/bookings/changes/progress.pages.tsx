import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { callScope } from '../../access/caller.js';
import { ClinicReader } from '../../clinics/clinic-reader.js';
import { Clock } from '../../platform/clock.js';
import { notFound } from '../../platform/errors.js';
import { TeamNames } from '../../staff/team-names.js';
import { html } from '../../ui/html.js';
import { ChangesReader } from './changes-reader.js';
import { ChangesView, ProgressView } from './progress.view.js';

/** What was decided about a clinic, and whom it has reached. Also for whoever calls those whom it has not. */
@Allow('clinics.read')
@ApiExcludeController()
@Controller('staff/clinics/:id/changes')
export class ProgressPages {
  constructor(
    private readonly clinics: ClinicReader,
    private readonly changes: ChangesReader,
    private readonly names: TeamNames,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    const scope = callScope(caller.clinics);
    const clinic = await this.clinics.byId(id, scope, this.clock.now());
    if (!clinic) throw notFound();
    const changes = await this.changes.ofClinic(id, scope);
    const names = await this.names.of(changes.map(({ madeBy }) => madeBy));
    return html(<ChangesView caller={caller} clinic={clinic} changes={changes} names={names} />);
  }

  @Get(':changeId')
  async one(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('changeId', ParseUUIDPipe) changeId: string,
    @CalledBy() caller: Caller,
  ) {
    const change = await this.changes.one(id, changeId, callScope(caller.clinics));
    if (!change) throw notFound();
    const names = await this.names.of([change.madeBy]);
    return html(<ProgressView caller={caller} change={change} names={names} now={this.clock.now()} />);
  }
}
