import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { ClinicReader } from '../../clinics/clinic-reader.js';
import { Clock } from '../../platform/clock.js';
import { notFound } from '../../platform/errors.js';
import { CompleteClinic } from './complete-clinic.js';
import { CompleteDto } from './complete.dto.js';
import { OutcomeReader } from './outcome-reader.js';

/** What came of a clinic, for the team. */
@ApiTags('admin: clinics')
@Controller('api/admin/clinics/:id')
export class OutcomeAdminController {
  constructor(
    private readonly complete: CompleteClinic,
    private readonly outcome: OutcomeReader,
    private readonly clinics: ClinicReader,
    private readonly clock: Clock,
  ) {}

  /** Completes the clinic with its figures; again, to correct them. */
  @Post('complete')
  @HttpCode(200)
  @Allow('clinics.write')
  async close(@Param('id', ParseUUIDPipe) id: string, @Body() input: CompleteDto, @CalledBy() caller: Caller) {
    await this.complete.run(id, input, caller);
    return this.read(id, caller);
  }

  /** The figures as they were written down; until then, as the attendees say it. */
  @Get('outcome')
  @Allow('clinics.read')
  async read(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    if (!(await this.clinics.byId(id, caller.clinics, this.clock.now()))) throw notFound();
    const written = await this.outcome.written(id);
    if (!written) return { completed: false, ...(await this.outcome.counted(id)) };
    const { completedBy: _, completedAt, ...figures } = written;
    return { completed: true, ...figures, completedAt: completedAt.toISOString() };
  }
}
