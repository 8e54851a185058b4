import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { TeamClinics } from '../../clinics/team-clinics.js';
import { Clock } from '../../platform/clock.js';
import type { FieldError } from '../../platform/errors.js';
import { notFound } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import { parse } from '../../platform/validation.js';
import type { PostedForm } from '../../staff/forms.js';
import { attempt, typed } from '../../staff/forms.js';
import { TeamNames } from '../../staff/team-names.js';
import { html, redirect303 } from '../../ui/html.js';
import { CompleteClinic } from './complete-clinic.js';
import { CompleteDto } from './complete.dto.js';
import { OutcomeReader } from './outcome-reader.js';
import { FIGURES } from './outcome-rules.js';
import { OutcomeView } from './outcome.view.js';

/** After the day: what came of it. */
@ApiExcludeController()
@Controller('staff/clinics/:id/complete')
export class OutcomePages {
  constructor(
    private readonly clinics: TeamClinics,
    private readonly outcome: OutcomeReader,
    private readonly complete: CompleteClinic,
    private readonly names: TeamNames,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('clinics.read')
  async form(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return this.page(id, caller);
  }

  @Post()
  @HttpCode(200)
  @Allow('clinics.write')
  async close(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const values = Object.fromEntries([...FIGURES, 'notes'].map((name) => [name, typed(form, name)]));
    const result = await attempt(async () => {
      const figures = FIGURES.map((name) => [
        name,
        /^\d+$/.test(values[name] ?? '') ? Number(values[name]) : undefined,
      ]);
      const notes = values['notes']?.replaceAll('\r\n', '\n') || null;
      await this.complete.run(id, parse(CompleteDto, { ...Object.fromEntries(figures), notes }), caller);
    });
    if ('errors' in result) return this.page(id, caller, values, result.errors);
    return redirect303(`/staff/clinics/${id}/complete`);
  }

  private async page(id: string, caller: Caller, typedIn?: Record<string, string>, errors: FieldError[] = []) {
    const now = this.clock.now();
    const clinic = await this.clinics.one(id, caller, now);
    if (!clinic) throw notFound();
    const [written, counted] = [await this.outcome.written(id), await this.outcome.counted(id)];
    const names = await this.names.of([written?.completedBy ?? null]);
    const figures = written ?? counted;
    const present = FIGURES.map((name) => [name, String(figures[name])]);
    const values: Record<string, string> = typedIn ?? {
      ...(Object.fromEntries(present) as Record<string, string>),
      notes: written?.notes ?? '',
    };
    const languages = written?.languages ?? counted.languages;
    const props = { caller, clinic, written, values, languages, names, errors, now, formToken: this.tokens.issue() };
    return html(<OutcomeView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }
}
