import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { TeamClinics } from '../../clinics/team-clinics.js';
import { Clock } from '../../platform/clock.js';
import { AppError, notFound } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import { isUuid } from '../../platform/validation.js';
import type { PostedForm } from '../../staff/forms.js';
import { attempt, typed } from '../../staff/forms.js';
import { framed, html, redirect303 } from '../../ui/html.js';
import { TEMPLATES, templateOf } from '../messages/templates/index.js';
import { Samples } from './samples.js';
import { SendTest } from './send-test.js';
import { TemplateView } from './template.view.js';
import { sampleAddress, TemplatesView } from './templates.view.js';

/** What is written to people, for the team to read and to try. It shows nobody: the people in it are made up. */
@Allow('messages.read')
@ApiExcludeController()
@Controller('staff/messages/templates')
export class TemplatesPages {
  constructor(
    private readonly clinics: TeamClinics,
    private readonly samples: Samples,
    private readonly sendTest: SendTest,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  async all(@Query() query: PostedForm, @CalledBy() caller: Caller) {
    const [clinic, clinics] = await Promise.all([
      this.clinicOf(query, caller),
      this.clinics.agenda(caller, this.clock.now()),
    ]);
    const texts = new Map(TEMPLATES.map((template) => [template, this.samples.texts(template, clinic)]));
    const choices = clinic && !clinics.some(({ id }) => id === clinic.id) ? [clinic, ...clinics] : clinics;
    const answers = this.samples.answers();
    return html(<TemplatesView {...{ caller, clinic, clinics: choices, texts, answers }} />);
  }

  @Get(':kind')
  async one(@Param('kind') kind: string, @Query() query: PostedForm, @CalledBy() caller: Caller) {
    return html(await this.page(kind, query, caller));
  }

  @Get(':kind/email')
  async email(@Param('kind') kind: string, @Query() query: PostedForm, @CalledBy() caller: Caller) {
    return framed((await this.sample(kind, query, caller)).email.html);
  }

  @Post(':kind/test')
  @Allow('clinics.write')
  @HttpCode(200)
  async test(
    @Param('kind') kind: string,
    @Query() query: PostedForm,
    @Body() form: PostedForm,
    @CalledBy() caller: Caller,
  ) {
    const { template, clinic, text } = await this.sample(kind, query, caller);
    const { locale, mode, days } = text;
    const phone = typed(form, 'by') === 'sms' ? typed(form, 'phone') : undefined;
    const wish = { template, locale, mode, days, clinicId: clinic?.id, phone };
    const result = await attempt(() => this.sendTest.run(wish, caller)).catch(tooMany);
    if (result === 'tooMany')
      return html(await this.page(kind, query, caller, { sent: result, phone }), { status: 429 });
    if ('errors' in result) {
      return html(await this.page(kind, query, caller, { errors: result.errors, phone }), { status: 422 });
    }
    return redirect303(`${sampleAddress(kind, text, clinic)}&sent=${phone === undefined ? 'email' : 'sms'}`);
  }

  private async page(
    kind: string,
    query: PostedForm,
    caller: Caller,
    {
      errors,
      phone = '',
      sent: outcome,
    }: Partial<Pick<Parameters<typeof TemplateView>[0], 'errors' | 'phone' | 'sent'>> = {},
  ) {
    const sent = (['sms', 'email'] as const).find((way) => way === typed(query, 'sent'));
    const props = {
      caller,
      errors,
      phone,
      sent: errors ? undefined : (outcome ?? sent),
      formToken: this.tokens.issue(),
    };
    return <TemplateView {...props} {...await this.sample(kind, query, caller)} />;
  }

  /** The one that the address asks for; the first of them where it asks for none. @throws AppError 404 */
  private async sample(kind: string, query: PostedForm, caller: Caller) {
    const template = templateOf(kind);
    const clinic = await this.clinicOf(query, caller);
    const texts = template ? this.samples.texts(template, clinic) : [];
    const asked = { locale: typed(query, 'language'), mode: typed(query, 'mode'), days: typed(query, 'days') };
    const text =
      texts.find(
        ({ locale, mode, days }) => locale === asked.locale && mode === asked.mode && String(days ?? '') === asked.days,
      ) ?? texts[0];
    if (!template || !text) throw notFound();
    return { template, clinic, texts, text, email: this.samples.email(template, { ...text, clinic }) };
  }

  /** @throws AppError 404 outside of the clinics that one sees */
  private async clinicOf(query: PostedForm, caller: Caller) {
    const id = typed(query, 'clinic');
    if (id === '') return undefined;
    const clinic = isUuid(id) ? await this.clinics.one(id, caller, this.clock.now()) : undefined;
    if (!clinic) throw notFound();
    return clinic;
  }
}

/** Said on the page itself, where what was typed is kept. */
function tooMany(error: unknown): 'tooMany' {
  if (error instanceof AppError && error.code === 'too_many_requests') return 'tooMany';
  throw error;
}
