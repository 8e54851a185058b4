import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../../access/access.decorators.js';
import type { FieldError } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import { parse } from '../../platform/validation.js';
import type { PostedForm } from '../../staff/forms.js';
import { attempt, typed } from '../../staff/forms.js';
import { html } from '../../ui/html.js';
import { localizedContext } from '../../ui/page-context.js';
import { AskForCall } from './ask-for-call.js';
import { CallMeDto } from './call.dto.js';
import type { CallMeValues } from './call-me.view.js';
import { CallMeView } from './call-me.view.js';

/** "Please call me", for whoever would rather talk. */
@Public()
@ApiExcludeController()
@Controller(':locale/call-me')
export class CallMePages {
  constructor(
    private readonly ask: AskForCall,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  form(@Param('locale') locale: string) {
    return this.page(locale, { name: '', phone: '', language: locale, bestTime: 'any' });
  }

  @Post()
  async send(@Param('locale') locale: string, @Body() form: PostedForm, @Req() request: FastifyRequest) {
    const text = (name: string) => typed(form, name).slice(0, 300);
    const values = { name: text('name'), phone: text('phone'), language: text('language'), bestTime: text('bestTime') };
    const { name: fullName, ...rest } = values;
    const result = await attempt(() => this.ask.run(parse(CallMeDto, { fullName, ...rest }), request));
    if ('errors' in result) return this.page(locale, values, result.errors);
    return this.page(locale, values, [], true);
  }

  private page(locale: string, values: CallMeValues, errors: FieldError[] = [], sent = false) {
    const named = errors.map((error) => (error.field === 'fullName' ? { ...error, field: 'name' } : error));
    const ctx = localizedContext(locale, 'call-me');
    const props = { ctx, values, errors: named, sent, formToken: this.tokens.issue() };
    return html(<CallMeView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }
}
