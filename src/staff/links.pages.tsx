import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../access/access.decorators.js';
import { emailRule } from '../platform/email-address.js';
import type { FieldError } from '../platform/errors.js';
import { notFound } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { Sealer } from '../platform/sealing.js';
import { textRule } from '../platform/validation.js';
import { html, redirect303 } from '../ui/html.js';
import type { PostedForm } from './forms.js';
import { attempt, check, typed } from './forms.js';
import { JoinTeam } from './join-team.js';
import { AskResetView, ResetView, WelcomeView } from './links.view.js';
import { OwnAccount } from './own-account.js';
import { passwordRule } from './password-rules.js';
import { RequestReset } from './request-reset.js';
import type { LinkKind, StaffLink } from './staff-links.js';
import { StaffLinks } from './staff-links.js';
import { Visits } from './visit.js';

const MAX_NAME = 100;

/** What links open: the first account, an invitation, a new password. Opening one changes nothing. */
@Public()
@ApiExcludeController()
@Controller('staff')
export class LinksPages {
  constructor(
    private readonly links: StaffLinks,
    private readonly join: JoinTeam,
    private readonly account: OwnAccount,
    private readonly requestReset: RequestReset,
    private readonly sealer: Sealer,
    private readonly visits: Visits,
    private readonly tokens: FormTokens,
  ) {}

  @Get('welcome/:token')
  async welcome(@Param('token') token: string) {
    const link = await this.find(token, 'setup', 'invitation');
    return this.welcomePage(link, this.known(link));
  }

  @Post('welcome/:token')
  async accept(@Param('token') token: string, @Body() form: PostedForm, @Req() request: FastifyRequest) {
    const link = await this.find(token, 'setup', 'invitation');
    const email = link.email === null ? typed(form, 'email') : this.known(link).email;
    const given = { name: typed(form, 'name'), email, password: typed(form, 'password') };
    const result = await attempt(async () => {
      check(given, { name: textRule(MAX_NAME), email: emailRule, password: passwordRule(email) });
      return this.join.run(link, given, this.visits.of(request));
    });
    if ('errors' in result) return this.welcomePage(link, given, result.errors);
    return redirect303('/staff', { 'Set-Cookie': result.done.cookies });
  }

  @Get('reset')
  askReset() {
    return this.askPage('');
  }

  @Post('reset')
  async sendReset(@Body() form: PostedForm, @Req() request: FastifyRequest) {
    const email = typed(form, 'email');
    const result = await attempt(async () => {
      check({ email }, { email: emailRule });
      await this.requestReset.run(email, this.visits.of(request));
    });
    return 'errors' in result ? this.askPage(email, { errors: result.errors }) : this.askPage(email, { sent: true });
  }

  @Get('reset/:token')
  async reset(@Param('token') token: string) {
    await this.find(token, 'reset');
    return this.resetPage();
  }

  @Post('reset/:token')
  async choose(@Param('token') token: string, @Body() form: PostedForm, @Req() request: FastifyRequest) {
    const link = await this.find(token, 'reset');
    const password = typed(form, 'password');
    const result = await attempt(async () => {
      check({ password }, { password: passwordRule(this.known(link).email) });
      await this.account.resetPassword(link, password, this.visits.of(request));
    });
    return 'errors' in result ? this.resetPage(result.errors) : redirect303('/staff/sign-in');
  }

  /** The same 404 for what never was, was used, and is too old. */
  private async find(token: string, ...kinds: LinkKind[]): Promise<StaffLink> {
    const link = await this.links.find(token);
    if (!link || !kinds.includes(link.kind)) throw notFound();
    return link;
  }

  private known({ name, email }: StaffLink) {
    return {
      name: name === null ? '' : this.sealer.open(name, 'staff.name'),
      email: email === null ? '' : this.sealer.open(email, 'staff.email'),
    };
  }

  private welcomePage(
    { kind }: StaffLink,
    { name, email }: Record<'name' | 'email', string>,
    errors: FieldError[] = [],
  ) {
    const props = { isFirst: kind === 'setup', name, email, errors, formToken: this.tokens.issue() };
    return html(<WelcomeView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }

  private resetPage(errors: FieldError[] = []) {
    const props = { errors, formToken: this.tokens.issue() };
    return html(<ResetView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }

  private askPage(email: string, { errors = [], sent = false }: { errors?: FieldError[]; sent?: boolean } = {}) {
    const props = { email, sent, errors, formToken: this.tokens.issue() };
    return html(<AskResetView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }
}
