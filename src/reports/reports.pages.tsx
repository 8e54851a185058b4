import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy } from '../access/access.decorators.js';
import { Venues } from '../clinics/venues.js';
import { parse } from '../platform/validation.js';
import type { PostedForm } from '../staff/forms.js';
import { attempt, typed } from '../staff/forms.js';
import { html } from '../ui/html.js';
import { MakeReport } from './make-report.js';
import { ReportQueryDto } from './report.dto.js';
import type { Asked } from './report.view.js';
import { ClinicReportView, SeasonReportView } from './report.view.js';

const FIELDS = ['from', 'to', 'venue', 'mode'] as const;

/** What came of clinics, drawn. */
@Allow('reports.read')
@ApiExcludeController()
@Controller('staff')
export class ReportsPages {
  constructor(
    private readonly report: MakeReport,
    private readonly venues: Venues,
  ) {}

  @Get('clinics/:id/report')
  async ofClinic(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return html(<ClinicReportView caller={caller} report={await this.report.ofClinic(id, caller)} />);
  }

  /** An empty field is one that was not filled in. */
  @Get('reports')
  async ofSeason(@Query() query: PostedForm, @CalledBy() caller: Caller) {
    const given = FIELDS.map((name) => [name, typed(query, name)] as const).filter(([, value]) => value !== '');
    const result = await attempt(() => {
      const asked = parse(ReportQueryDto, Object.fromEntries(given));
      return this.report.ofSeason(asked, caller);
    });
    const [errors, report] = 'errors' in result ? [result.errors, undefined] : [[], result.done];
    const none: Asked = { from: '', to: '', venue: '', mode: '' };
    const asked: Asked = { ...none, ...report?.season, ...(Object.fromEntries(given) as Partial<Asked>) };
    const props = { caller, asked, errors, report, venues: await this.venues.names() };
    return html(<SeasonReportView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }
}
