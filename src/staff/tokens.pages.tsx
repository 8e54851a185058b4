import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy, StepUp } from '../access/access.decorators.js';
import { ApiTokens } from '../access/api-tokens.js';
import type { Role } from '../access/permissions.js';
import { programPermissionsOf, ROLES } from '../access/permissions.js';
import type { FieldError } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { Sealer } from '../platform/sealing.js';
import type { Rule } from '../platform/validation.js';
import { oneOfRule, textRule } from '../platform/validation.js';
import { html, redirect303 } from '../ui/html.js';
import type { PostedForm } from './forms.js';
import { attempt, check, ticked, typed } from './forms.js';
import type { TokenValues } from './tokens.view.js';
import { NewTokenView, ShowTokenView, TokensView } from './tokens.view.js';

const TOKENS = '/staff/tokens';
const MAX_DAYS = 366;

const daysRule: Rule = (value) =>
  typeof value === 'string' && /^[1-9]\d{0,2}$/.test(value) && Number(value) <= MAX_DAYS
    ? undefined
    : { code: 'out_of_range', params: { min: 1, max: MAX_DAYS } };

const someRule: Rule = (value) => (value ? undefined : { code: 'tick_one' });

/** Tokens for programs: which there are, one more, one less. */
@Allow('tokens.manage')
@ApiExcludeController()
@Controller('staff/tokens')
export class TokensPages {
  constructor(
    private readonly tokens: ApiTokens,
    private readonly sealer: Sealer,
    private readonly formTokens: FormTokens,
  ) {}

  @Get()
  async list(@CalledBy() caller: Caller) {
    const found = await this.tokens.list();
    const lines = found.map((line) => ({
      ...line,
      madeBy: line.madeBy && this.sealer.open(line.madeBy, 'staff.name'),
    }));
    return html(<TokensView caller={caller} tokens={lines} formToken={this.formTokens.issue()} />);
  }

  @Get('new')
  @StepUp()
  form(@CalledBy() caller: Caller, @Query('role') asked: unknown) {
    const role = ROLES.find((one) => one === asked) ?? 'intake';
    return this.formPage(caller, { name: '', role, permissions: [], days: '90' });
  }

  /** The answer is the only place where the token stands: no address leads to it. */
  @Post()
  @StepUp(`${TOKENS}/new`)
  async make(@Body() form: PostedForm, @CalledBy() caller: Caller) {
    const given = { name: typed(form, 'name'), role: typed(form, 'role'), days: typed(form, 'days') };
    check(given, { role: oneOfRule(ROLES) });
    const role = given.role as Role;
    const permissions = programPermissionsOf(role).filter((one) => ticked(form, 'permissions').includes(one));
    const result = await attempt(async () => {
      const rules = { name: textRule(100), days: daysRule, permissions: someRule };
      check({ ...given, permissions: permissions.join() }, rules);
      return this.tokens.create(given.name, role, Number(given.days), { permissions, caller });
    });
    if ('errors' in result) return this.formPage(caller, { ...given, role, permissions }, result.errors);
    return html(<ShowTokenView caller={caller} name={given.name} token={result.done} />);
  }

  @Post(':id/revoke')
  @StepUp(TOKENS)
  async revoke(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    await this.tokens.revoke(id, caller);
    return redirect303(TOKENS);
  }

  private formPage(caller: Caller, values: TokenValues, errors: FieldError[] = []) {
    const props = { caller, values, errors, formToken: this.formTokens.issue() };
    return html(<NewTokenView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }
}
