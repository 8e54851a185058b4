import { Body, Controller, Get, Ip, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../access/access.decorators.js';
import { AppError } from '../platform/errors.js';
import type { FieldError } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { RateLimits } from '../platform/rate-limits.js';
import { parse } from '../platform/validation.js';
import { html } from '../ui/html.js';
import { localizedContext } from '../ui/page-context.js';
import { LostLinkDto } from './booking.dto.js';
import type { PostedForm } from './form-request.js';
import { LostLinkView } from './lost-link.view.js';
import { SendLostLink } from './send-lost-link.js';

/** "I lost my link": reference and phone or email. The answer never tells whether such a booking exists. */
@Public()
@ApiExcludeController()
@Controller(':locale/lost-link')
export class LostLinkPages {
  constructor(
    private readonly sendLostLink: SendLostLink,
    private readonly tokens: FormTokens,
    private readonly limits: RateLimits,
  ) {}

  @Get()
  form(@Param('locale') locale: string) {
    return this.page(locale, { reference: '', phone: '', email: '' });
  }

  @Post()
  async send(@Param('locale') locale: string, @Body() form: PostedForm, @Ip() ip: string) {
    const text = (value: PostedForm[string]) => (typeof value === 'string' ? value.trim().slice(0, 300) : '');
    const values = { reference: text(form.reference), phone: text(form.phone), email: text(form.email) };
    await this.limits.check('lostLink', ip);
    await this.limits.count('lostLink', ip);
    try {
      const { reference, phone, email } = values;
      await this.sendLostLink.run(
        parse(LostLinkDto, { reference, phone: phone || undefined, email: email || undefined }),
      );
      return this.page(locale, values, [], true);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
      return this.page(locale, values, error.details.fields);
    }
  }

  private page(
    locale: string,
    values: Record<'reference' | 'phone' | 'email', string>,
    errors: FieldError[] = [],
    sent = false,
  ) {
    const props = { ctx: localizedContext(locale, 'lost-link'), values, errors, sent, formToken: this.tokens.issue() };
    return html(<LostLinkView {...props} />, { status: errors.length ? 422 : 200 });
  }
}
