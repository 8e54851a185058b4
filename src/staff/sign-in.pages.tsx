import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../access/access.decorators.js';
import { FORGET_ALL } from '../access/credentials.js';
import { emailRule } from '../platform/email-address.js';
import type { FieldError } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { html, redirect303 } from '../ui/html.js';
import type { PostedForm } from './forms.js';
import { attempt, check, nextPath, typed } from './forms.js';
import { GiveCode } from './give-code.js';
import { IdentityProvider } from './identity-provider.js';
import { SignIn } from './sign-in.js';
import { CodeView, SignInView } from './sign-in.view.js';
import { Visits } from './visit.js';

/** Signing in and out: the password, then the code where there is a second factor. */
@Public()
@ApiExcludeController()
@Controller('staff')
export class SignInPages {
  constructor(
    private readonly signIn: SignIn,
    private readonly giveCode: GiveCode,
    private readonly provider: IdentityProvider,
    private readonly visits: Visits,
    private readonly tokens: FormTokens,
  ) {}

  @Get('sign-in')
  form(@Query('next') next: unknown) {
    return this.signInPage('', nextPath(next));
  }

  @Post('sign-in')
  async enter(@Body() form: PostedForm, @Req() request: FastifyRequest) {
    const next = nextPath(typed(form, 'next'));
    const given = { email: typed(form, 'email'), password: typed(form, 'password') };
    const result = await attempt(async () => {
      check(given, { email: emailRule });
      return this.signIn.run(given, this.visits.of(request));
    });
    if ('errors' in result) return this.signInPage(given.email, next, result.errors);
    const { half, cookies } = result.done;
    const to = half ? `/staff/sign-in/code?next=${encodeURIComponent(next)}` : next;
    return redirect303(to, { 'Set-Cookie': cookies });
  }

  @Get('sign-in/code')
  async codeForm(@Query('next') next: unknown, @Req() request: FastifyRequest) {
    if (!(await this.giveCode.isAsked(this.visits.of(request)))) return redirect303(nextPath(next));
    return this.codePage(nextPath(next));
  }

  @Post('sign-in/code')
  async code(@Body() form: PostedForm, @Req() request: FastifyRequest) {
    const next = nextPath(typed(form, 'next'));
    const result = await attempt(() => this.giveCode.run(typed(form, 'code'), this.visits.of(request)));
    return 'errors' in result ? this.codePage(next, result.errors) : redirect303(next, { 'Set-Cookie': result.done });
  }

  @Post('sign-out')
  async leave(@Req() request: FastifyRequest) {
    const headers = { 'Set-Cookie': await this.signIn.out(this.visits.of(request)), ...FORGET_ALL };
    return redirect303('/staff/sign-in', headers);
  }

  private signInPage(email: string, next: string, errors: FieldError[] = []) {
    const props = { email, next, provider: this.provider.name, errors, formToken: this.tokens.issue() };
    return html(<SignInView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }

  private codePage(next: string, errors: FieldError[] = []) {
    const props = { next, errors, formToken: this.tokens.issue() };
    return html(<CodeView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }
}
