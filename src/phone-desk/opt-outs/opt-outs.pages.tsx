import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson } from '../../access/access.decorators.js';
import type { FieldError } from '../../platform/errors.js';
import { AppError, invalid } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import { parse } from '../../platform/validation.js';
import type { PostedForm } from '../../staff/forms.js';
import { attempt, typed } from '../../staff/forms.js';
import { TeamNames } from '../../staff/team-names.js';
import { html } from '../../ui/html.js';
import { OptOutDto } from './opt-outs.dto.js';
import type { OptOutValues } from './opt-outs.view.js';
import { OptOutsView } from './opt-outs.view.js';
import type { Address } from './set-opt-out.js';
import { addressOf, SetOptOut } from './set-opt-out.js';

const FRESH: OptOutValues = { address: '', how: 'asked', words: '' };

/** Who wants no messages, by number or email. Both are posted, so that they stand in no address. */
@Allow('bookings.write')
@ApiExcludeController()
@Controller('staff/opt-outs')
export class OptOutsPages {
  constructor(
    private readonly optOuts: SetOptOut,
    private readonly names: TeamNames,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  box(@CalledBy() caller: Caller) {
    return html(<OptOutsView {...{ caller, values: FRESH, errors: [], formToken: this.tokens.issue() }} />);
  }

  @Post()
  @HttpCode(200)
  @ShowsPerson()
  async look(@Body() form: PostedForm, @CalledBy() caller: Caller) {
    return this.page(caller, { ...FRESH, address: typed(form, 'address').slice(0, 254) });
  }

  @Post('set')
  @HttpCode(200)
  @ShowsPerson()
  async set(@Body() form: PostedForm, @CalledBy() caller: Caller) {
    const text = (name: string) => typed(form, name).slice(0, 1_000);
    const values = { address: text('address'), how: text('how'), words: text('words') };
    const stopped = text('stopped') === 'yes';
    const result = await attempt(() => this.change({ ...values, stopped }, caller));
    if ('errors' in result) return this.page(caller, values, { errors: result.errors });
    return this.page(caller, { ...FRESH, address: values.address }, { done: stopped ? 'stopped' : 'resumed' });
  }

  /** A refusal stands beside the field. */
  private async change(given: OptOutValues & { stopped: boolean }, caller: Caller): Promise<void> {
    const { address, words, ...wish } = parse(OptOutDto, given);
    try {
      await this.optOuts.run(addressOf(address), { ...wish, words: words || undefined }, caller);
    } catch (error) {
      const carriers = error instanceof AppError && error.code === 'carrier_stopped';
      throw carriers ? invalid({ field: 'address', code: error.code }) : error;
    }
  }

  private async page(
    caller: Caller,
    values: OptOutValues,
    { errors = [], done }: { errors?: FieldError[]; done?: 'stopped' | 'resumed' } = {},
  ) {
    const result = await attempt(async () => addressOf(values.address));
    const faults = 'errors' in result ? result.errors : errors;
    const address: Address | undefined = 'done' in result ? result.done : undefined;
    const found = address && (await this.optOuts.look(address, caller));
    const names = await this.names.of([found?.actor ?? null]);
    const props = { caller, values, address, found, names, errors: faults, done, formToken: this.tokens.issue() };
    return html(<OptOutsView {...props} />, { status: faults.length > 0 ? 422 : 200 });
  }
}
