import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson } from '../../access/access.decorators.js';
import { Views } from '../../access/views.js';
import { translator } from '../../i18n/translate.js';
import { Clock } from '../../platform/clock.js';
import type { FieldError } from '../../platform/errors.js';
import { AppError } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import type { PostedForm } from '../../staff/forms.js';
import { attempt, ticked } from '../../staff/forms.js';
import { errorText } from '../../ui/fields.view.js';
import { html, redirect303 } from '../../ui/html.js';
import type { CallerCard } from './caller-card.js';
import { CallerChecks } from './caller-checks.js';
import { callerPath } from './caller-parts.view.js';
import { CardReader } from './card-reader.js';
import type { Done } from './card-props.js';
import { DONE } from './card-props.js';
import { CardView } from './card.view.js';
import { IdentityView } from './identity.view.js';
import type { Fact } from './identity-rules.js';
import { SendAgain } from './send-again.js';

/** Why nothing was sent again. */
const PROBLEMS = ['no_channel', 'booking_over', 'identity_unchecked'];

/** Somebody who calls: first who they are, then all that stands under their number. */
@ApiExcludeController()
@Controller('staff/callers/:bookingId')
export class CardPages {
  constructor(
    private readonly cards: CardReader,
    private readonly checks: CallerChecks,
    private readonly sendAgain: SendAgain,
    private readonly views: Views,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('bookings.read')
  @ShowsPerson()
  async card(
    @Param('bookingId', ParseUUIDPipe) id: string,
    @Query('done') done: string,
    @Query('problem') code: string,
    @CalledBy() caller: Caller,
  ) {
    const card = await this.look(id, caller);
    if (!card.checked.has(id)) return this.identity(card, caller);
    const said = Object.keys(DONE).find((known) => known === done) as Done | undefined;
    const known = PROBLEMS.find((one) => one === code);
    const problem = known && errorText(translator('en'), { code: known });
    const props = { caller, card, done: said, problem, now: this.clock.now(), formToken: this.tokens.issue() };
    return html(<CardView {...props} />);
  }

  /** What the caller said right. */
  @Post('identity')
  @HttpCode(200)
  @Allow('bookings.read')
  @ShowsPerson()
  async check(@Param('bookingId', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const facts = ticked(form, 'fact');
    const { booking, others } = await this.cards.contact(id, caller);
    const result = await attempt(() => this.checks.record(booking, others, facts as Fact[], caller));
    if ('done' in result) return redirect303(`${callerPath(id)}?done=checked`);
    return this.identity(await this.look(id, caller), caller, facts, result.errors);
  }

  @Post('resend')
  @HttpCode(200)
  @Allow('bookings.write')
  async resend(@Param('bookingId', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    try {
      await this.sendAgain.run({ bookingId: id, caller });
    } catch (error) {
      const code = error instanceof AppError ? PROBLEMS.find((known) => known === error.code) : undefined;
      if (!code) throw error;
      return redirect303(`${callerPath(id)}?problem=${code}`);
    }
    return redirect303(`${callerPath(id)}?done=sent`);
  }

  private async look(id: string, caller: Caller): Promise<CallerCard> {
    const card = await this.cards.card(id, caller);
    await this.views.record(caller, { clinicId: card.booking.clinic.id, subjectType: 'booking', subjectId: id });
    return card;
  }

  private identity(card: CallerCard, caller: Caller, facts: string[] = [], errors: FieldError[] = []) {
    const props = { caller, card, ticked: facts, errors, formToken: this.tokens.issue() };
    return html(<IdentityView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }
}
