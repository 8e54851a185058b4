import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { LOCALES } from '../../i18n/locales.js';
import { translator } from '../../i18n/translate.js';
import { Clock } from '../../platform/clock.js';
import type { FieldError } from '../../platform/errors.js';
import { notFound } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import type { Rule } from '../../platform/validation.js';
import { textRule } from '../../platform/validation.js';
import type { PostedForm } from '../../staff/forms.js';
import { attempt, check, typed } from '../../staff/forms.js';
import { html, redirect303 } from '../../ui/html.js';
import type { TextKind } from '../clinic-texts.js';
import { TEXT_KINDS, textOf } from '../clinic-texts.js';
import { ownSentenceRule } from '../own-sentence-rules.js';
import type { TeamClinic } from '../team-clinics.js';
import { TeamClinics } from '../team-clinics.js';
import { ReminderCosts } from '../reminder-costs.js';
import { SaveTexts } from './save-texts.js';
import { textField, TextsView } from './texts.view.js';

const FIELDS = LOCALES.flatMap(({ tag }) =>
  TEXT_KINDS.map((kind) => ({ kind, language: tag, name: textField(kind, tag) })),
);
const ruleOf =
  (kind: TextKind): Rule =>
  (value) =>
    value === '' ? undefined : (kind === 'reminder' ? ownSentenceRule : textRule(2000))(value);

/** What people read of a clinic, for whoever plans it. */
@Allow('clinics.write')
@ApiExcludeController()
@Controller('staff/clinics/:id/texts')
export class TextsPages {
  constructor(
    private readonly clinics: TeamClinics,
    private readonly saveTexts: SaveTexts,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
    private readonly costs: ReminderCosts,
  ) {}

  @Get()
  async form(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    const clinic = await this.find(id, caller);
    const values = FIELDS.map(({ kind, language, name }) => [
      name,
      textOf(clinic, kind, { t: translator(language), locale: language }),
    ]);
    return this.page(caller, clinic, Object.fromEntries(values) as Record<string, string>);
  }

  @Post()
  @HttpCode(200)
  async save(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const clinic = await this.find(id, caller);
    const values: Record<string, string> = Object.fromEntries(
      FIELDS.map(({ name }) => [name, typed(form, name).replaceAll('\r\n', '\n')]),
    );
    const result = await attempt(async () => {
      check(values, Object.fromEntries(FIELDS.map(({ kind, name }) => [name, ruleOf(kind)])));
      if (typed(form, 'step') === 'look') return;
      const texts = FIELDS.map(({ kind, language, name }) => ({ kind, language, text: values[name] ?? '' }));
      await this.saveTexts.run(id, texts, caller);
    });
    if (typed(form, 'step') === 'look' && !('errors' in result)) return this.page(caller, clinic, values);
    if ('errors' in result) return this.page(caller, clinic, values, result.errors);
    return redirect303(`/staff/clinics/${id}`);
  }

  private page(caller: Caller, clinic: TeamClinic, values: Record<string, string>, errors: FieldError[] = []) {
    // As they would be with what is typed.
    const typedIn = LOCALES.map(({ tag }) => [`reminder.${tag}`, values[textField('reminder', tag)] ?? '']);
    const wanted = {
      ...clinic,
      texts: { ...clinic.texts, ...(Object.fromEntries(typedIn) as Record<string, string>) },
    };
    const costs = new Map(LOCALES.map(({ tag }) => [tag, this.costs.of(wanted, tag)] as const));
    const props = { caller, clinic, values, costs, errors, formToken: this.tokens.issue() };
    return html(<TextsView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }

  private async find(id: string, caller: Caller): Promise<TeamClinic> {
    const clinic = await this.clinics.one(id, caller, this.clock.now());
    if (!clinic) throw notFound();
    return clinic;
  }
}
