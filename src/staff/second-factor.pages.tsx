import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import QRCode from 'qrcode';
import type { Caller } from '../access/access.decorators.js';
import { Allow, BeforeSecondFactor, CalledBy, StepUp } from '../access/access.decorators.js';
import type { FieldError } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { html, redirect303 } from '../ui/html.js';
import type { PostedForm } from './forms.js';
import { attempt, typed } from './forms.js';
import { OwnAccount, ownSession } from './own-account.js';
import { SecondFactor } from './second-factor.js';
import { RecoveryCodesView, SecondFactorView } from './second-factor.view.js';
import { StaffRepository } from './staff.repository.js';
import { totpAddress } from './totp.js';

/** Sets up the second factor, or a new one in place of the old. The secret waits sealed in the form until its app has shown a code. */
@Allow('own.account')
@BeforeSecondFactor()
@StepUp('/staff/second-factor')
@ApiExcludeController()
@Controller('staff/second-factor')
export class SecondFactorPages {
  constructor(
    private readonly secondFactor: SecondFactor,
    private readonly account: OwnAccount,
    private readonly staff: StaffRepository,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async form(@CalledBy() caller: Caller) {
    return this.page(caller, this.secondFactor.propose(ownSession(caller).staffId));
  }

  @Post()
  async confirm(@Body() form: PostedForm, @CalledBy() caller: Caller) {
    const sealed = typed(form, 'secret');
    const secret = this.secondFactor.proposed(ownSession(caller).staffId, sealed);
    if (!secret) return redirect303('/staff/second-factor');
    const result = await attempt(() => this.account.setSecondFactor(caller, secret, typed(form, 'code')));
    if ('errors' in result) return this.page(caller, { secret, sealed }, result.errors);
    const { codes, cookie } = result.done;
    return html(<RecoveryCodesView caller={caller} codes={codes} />, { headers: { 'Set-Cookie': cookie } });
  }

  private async page(caller: Caller, proposed: { secret: string; sealed: string }, errors: FieldError[] = []) {
    const { email } = await this.staff.byId(ownSession(caller).staffId);
    const safePicture = await QRCode.toString(totpAddress(proposed.secret, email), { type: 'svg', margin: 2 });
    const props = { caller, ...proposed, safePicture, errors, formToken: this.tokens.issue() };
    return html(<SecondFactorView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }
}
