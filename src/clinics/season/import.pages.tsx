import { Body, Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { FormTokens } from '../../platform/form-tokens.js';
import type { PostedForm } from '../../staff/forms.js';
import { typed } from '../../staff/forms.js';
import { html, redirect303 } from '../../ui/html.js';
import type { SeasonPlan } from './import-season.js';
import { ImportSeason } from './import-season.js';
import { ImportView } from './import.view.js';
import { EXAMPLE } from './season-csv-rules.js';
import { SEASON } from './season.view.js';

/** A season from a spreadsheet. */
@Allow('clinics.write')
@ApiExcludeController()
@Controller('staff/season/import')
export class ImportPages {
  constructor(
    private readonly importSeason: ImportSeason,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  form(@CalledBy() caller: Caller) {
    return this.page(caller, '');
  }

  @Get('example.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="season.csv"')
  example() {
    return EXAMPLE;
  }

  @Post()
  @HttpCode(200)
  async look(@Body() form: PostedForm, @CalledBy() caller: Caller) {
    const csv = typed(form, 'csv');
    const apply = typed(form, 'step') === 'apply';
    const plan = await this.importSeason.run(csv, caller, { apply });
    if (!apply || plan.faults.length > 0) return this.page(caller, csv, plan);
    const [first = ''] = plan.planned.map(({ clinic }) => clinic.day).sort();
    return redirect303(`${SEASON}?from=${first.slice(0, 7)}`);
  }

  private page(caller: Caller, csv: string, plan?: SeasonPlan) {
    const status = plan && plan.faults.length > 0 ? 422 : 200;
    return html(<ImportView caller={caller} csv={csv} plan={plan} formToken={this.tokens.issue()} />, { status });
  }
}
