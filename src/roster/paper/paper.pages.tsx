import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson, StepUp } from '../../access/access.decorators.js';
import { Clock } from '../../platform/clock.js';
import type { FieldError } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import { oneOfRule, textRule } from '../../platform/validation.js';
import type { PostedForm } from '../../staff/forms.js';
import { attempt, check, typed } from '../../staff/forms.js';
import { html } from '../../ui/html.js';
import { OpenRoster } from '../open-roster.js';
import { RosterReader } from '../roster-reader.js';
import { MAX_REASON } from './export.dto.js';
import type { Format } from './export-roster.js';
import { ExportRoster, FORMATS, sheetHead } from './export-roster.js';
import type { ExportValues } from './export.view.js';
import { ExportView } from './export.view.js';
import { CardView } from './card.view.js';
import { asFile } from './paper.admin.controller.js';
import { PrintView } from './print.view.js';
import { sheetPeople } from './sheet-rules.js';

/** The roster on paper and as a file. */
@ApiExcludeController()
@Controller('staff/clinics/:id/roster')
export class PaperPages {
  constructor(
    private readonly open: OpenRoster,
    private readonly reader: RosterReader,
    private readonly exportRoster: ExportRoster,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  /** A sheet to be printed by the browser. It shows less than the roster, so that who works with that may have it on paper. */
  @Get('print')
  @Allow('roster.work')
  @ShowsPerson()
  async print(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    const { clinic, people } = await this.open.run(id, caller, { reason: 'printed' });
    const head = sheetHead(clinic, this.clock.now());
    const props = { caller, clinicId: id, head, people: sheetPeople(people, clinic.timeZone) };
    return html(<PrintView {...props} />);
  }

  /** What volunteers need to know; it shows nobody. */
  @Get('card')
  @Allow('roster.work')
  async card(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    const clinic = await this.open.clinic(id, caller);
    return html(<CardView {...{ caller, clinic, stations: (await this.reader.stations(id)).length > 1 }} />);
  }

  @Get('export')
  @Allow('roster.export')
  @StepUp()
  async form(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return this.page(id, caller, { format: 'pdf', phones: '', reason: '' });
  }

  @Post('export')
  @HttpCode(200)
  @Allow('roster.export')
  @StepUp()
  @ShowsPerson()
  async take(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const values = { format: typed(form, 'format'), phones: typed(form, 'phones'), reason: typed(form, 'reason') };
    const result = await attempt(async () => {
      check(values, { format: oneOfRule(FORMATS), reason: textRule(MAX_REASON) });
      const { format, reason, phones } = values;
      return this.exportRoster.run(id, { format: format as Format, reason, phones: phones !== '' }, caller);
    });
    return 'errors' in result ? this.page(id, caller, values, result.errors) : asFile(result.done);
  }

  private async page(id: string, caller: Caller, values: ExportValues, errors: FieldError[] = []) {
    const clinic = await this.open.clinic(id, caller);
    const props = { caller, clinic, values, errors, formToken: this.tokens.issue() };
    return html(<ExportView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }
}
