import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy } from '../access/access.decorators.js';
import { MakeReport } from './make-report.js';
import { clinicReportJson, seasonReportJson } from './report-json.js';
import { ReportQueryDto } from './report.dto.js';

/** Counts of clinics, for the team. They name nobody. */
@Allow('reports.read')
@ApiTags('admin: reports')
@Controller('api/admin')
export class ReportsAdminController {
  constructor(private readonly report: MakeReport) {}

  /**
   * Places, bookings by the clinic's day and their way, no-shows by days between booking and coming, languages, and
   * minutes at each station. Languages of fewer than three people are one number.
   */
  @Get('clinics/:id/report')
  async ofClinic(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return clinicReportJson(await this.report.ofClinic(id, caller));
  }

  /** The same over the caller's clinics of a season; those called off are not counted. */
  @Get('reports')
  async ofSeason(@Query() query: ReportQueryDto, @CalledBy() caller: Caller) {
    return seasonReportJson(await this.report.ofSeason(query, caller));
  }
}
