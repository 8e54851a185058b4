import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../access/access.decorators.js';
import { Allow, BeforeSecondFactor, CalledBy, StepUp } from '../access/access.decorators.js';
import { FORGET_ALL, sessionCookie } from '../access/credentials.js';
import { Sessions } from '../access/sessions.js';
import { Config } from '../platform/config.js';
import type { FieldError } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { html, redirect303 } from '../ui/html.js';
import type { PostedForm } from './forms.js';
import { attempt, check, nextPath, typed } from './forms.js';
import { IdentityAttempts } from './identity-attempts.js';
import { provesByIdentity } from './identity-proof.js';
import { IdentityProvider } from './identity-provider.js';
import { goOn, orStopped } from './identity.pages.js';
import { MeView } from './me.view.js';
import { OwnAccount, ownSession } from './own-account.js';
import { passwordRule } from './password-rules.js';
import { SecondFactor } from './second-factor.js';
import { ConfirmView } from './sign-in.view.js';
import { StaffRepository } from './staff.repository.js';
import { Visits } from './visit.js';

/** One's own account. */
@Allow('own.account')
@ApiExcludeController()
@Controller('staff')
export class MePages {
  constructor(
    private readonly staff: StaffRepository,
    private readonly sessions: Sessions,
    private readonly secondFactor: SecondFactor,
    private readonly account: OwnAccount,
    private readonly provider: IdentityProvider,
    private readonly attempts: IdentityAttempts,
    private readonly visits: Visits,
    private readonly tokens: FormTokens,
    private readonly config: Config,
  ) {}

  @Get('me')
  async me(@CalledBy() caller: Caller) {
    return this.page(caller);
  }

  @Post('me/password')
  async password(@Body() form: PostedForm, @CalledBy() caller: Caller) {
    const { email } = await this.staff.byId(ownSession(caller).staffId);
    const password = typed(form, 'password');
    const result = await attempt(async () => {
      check({ password }, { password: passwordRule(email) });
      return this.account.changePassword(caller, typed(form, 'currentPassword'), password);
    });
    if ('errors' in result) return this.page(caller, result.errors);
    return redirect303('/staff/me', { 'Set-Cookie': result.done });
  }

  @Post('me/identity/unlink')
  @StepUp('/staff/me')
  async unlink(@CalledBy() caller: Caller) {
    return redirect303('/staff/me', { 'Set-Cookie': await this.account.unlinkIdentity(caller) });
  }

  @Post('me/sessions/:id/end')
  async endSession(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    await this.account.endSessions(caller, id);
    return redirect303('/staff/me');
  }

  @Post('me/sign-out-everywhere')
  async endAll(@CalledBy() caller: Caller) {
    await this.account.endSessions(caller);
    return redirect303('/staff/sign-in', { 'Set-Cookie': sessionCookie(this.config), ...FORGET_ALL });
  }

  @Get('confirm')
  @BeforeSecondFactor()
  async confirmForm(@Query('next') next: unknown, @CalledBy() caller: Caller) {
    return this.confirmPage(caller, nextPath(next));
  }

  @Post('confirm')
  @BeforeSecondFactor()
  async confirm(@Body() form: PostedForm, @CalledBy() caller: Caller) {
    const next = nextPath(typed(form, 'next'));
    const proof = form?.['proof'];
    const result = await attempt(() => this.account.prove(caller, typeof proof === 'string' ? proof : ''));
    if ('errors' in result) return this.confirmPage(caller, next, result.errors);
    return redirect303(next, { 'Set-Cookie': result.done });
  }

  @Post('confirm/oidc')
  @BeforeSecondFactor()
  async confirmByProvider(@Body() form: PostedForm, @CalledBy() caller: Caller, @Req() request: FastifyRequest) {
    const aim = { next: nextPath(typed(form, 'next')), sessionId: ownSession(caller).id };
    const begin = () => this.attempts.begin(aim, this.visits.of(request));
    return orStopped(this.provider, async () => goOn(this.provider, await begin()));
  }

  private async page(caller: Caller, errors: FieldError[] = []) {
    const { id, staffId } = ownSession(caller);
    const [member, sessions] = [await this.staff.byId(staffId), await this.sessions.list(staffId)];
    const { email, passwordHash, totpSecret, oidcSubject } = member;
    const identity = { provider: this.provider.name, isLinked: oidcSubject !== null };
    const codesLeft = totpSecret === null ? undefined : await this.secondFactor.codesLeft(staffId);
    const props = { email, sessions, here: id, hasPassword: passwordHash !== null, codesLeft, identity, errors };
    const view = <MeView {...props} caller={caller} formToken={this.tokens.issue()} />;
    return html(view, { status: errors.length > 0 ? 422 : 200 });
  }

  private async confirmPage(caller: Caller, next: string, errors: FieldError[] = []) {
    const member = await this.staff.byId(ownSession(caller).staffId);
    const provider = provesByIdentity(member) ? this.provider.name : undefined;
    const props = { next, errors, hasTotp: member.totpSecret !== null, provider, formToken: this.tokens.issue() };
    return html(<ConfirmView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }
}
