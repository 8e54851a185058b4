import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson } from '../../access/access.decorators.js';
import { isInScope } from '../../access/caller.js';
import { MoveOffers } from '../../bookings/move-offers.js';
import { Clock } from '../../platform/clock.js';
import { invalid } from '../../platform/errors.js';
import { isUuid, textRule } from '../../platform/validation.js';
import type { PostedForm } from '../../staff/forms.js';
import { check, typed } from '../../staff/forms.js';
import { CancelForCaller } from './cancel-for-caller.js';
import type { PageOf } from './change-steps.js';
import { CallerSteps } from './change-steps.js';
import { CancelForCallerView, MoveForCallerView } from './change.view.js';
import { MoveForCaller } from './move-for-caller.js';

/** Moving a caller, and giving their places back. */
@Allow('bookings.write')
@ApiExcludeController()
@Controller('staff/callers/:bookingId')
export class ChangePages {
  constructor(
    private readonly steps: CallerSteps,
    private readonly offers: MoveOffers,
    private readonly moveForCaller: MoveForCaller,
    private readonly cancelForCaller: CancelForCaller,
    private readonly clock: Clock,
  ) {}

  @Get('move')
  @ShowsPerson()
  async times(@Param('bookingId', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return this.steps.page(id, caller, this.movePage);
  }

  @Post('move')
  @HttpCode(200)
  @ShowsPerson()
  async move(@Param('bookingId', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const values = valuesOf(form, ['slotId', 'reason']);
    const { slotId = '', reason = '' } = values;
    return this.steps.take(id, caller, {
      values,
      pageOf: this.movePage,
      fieldOf: (code) => ({ field: 'slotId', code: code === 'already_booked' ? 'same_person_there' : code }),
      work: async () => {
        check({ reason }, { reason: mayBeEmpty });
        if (!isUuid(slotId)) throw invalid({ field: 'slotId', code: 'slot_unknown' });
        await this.moveForCaller.run({ bookingId: id, caller, reason: reason || undefined }, { slotId });
        return 'moved';
      },
    });
  }

  @Get('cancel')
  @ShowsPerson()
  async whose(@Param('bookingId', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return this.steps.page(id, caller, cancelPage);
  }

  @Post('cancel')
  @HttpCode(200)
  @ShowsPerson()
  async cancel(@Param('bookingId', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const values = valuesOf(form, ['who', 'reason']);
    const { who = '', reason = '' } = values;
    return this.steps.take(id, caller, {
      values,
      pageOf: cancelPage,
      fieldOf: (code) => ({ field: 'who', code }),
      work: async () => {
        check({ reason }, { reason: mayBeEmpty });
        if (who !== 'all' && !isUuid(who)) throw invalid({ field: 'who', code: 'attendee_unknown' });
        const by = { bookingId: id, caller, reason: reason || undefined };
        await this.cancelForCaller.run(by, who === 'all' ? undefined : who.toLowerCase());
        return 'cancelled';
      },
    });
  }

  private readonly movePage: PageOf = async ({ card, ...step }) => {
    const { booking } = card;
    const offers = await this.offers.of(booking, this.clock.now(), (clinic) => isInScope(step.caller.clinics, clinic));
    return <MoveForCallerView {...step} booking={booking} offers={offers} />;
  };
}

const cancelPage: PageOf = ({ card, ...step }) => <CancelForCallerView {...step} booking={card.booking} />;

/** A reason, which may stay empty. */
export const mayBeEmpty = (value: unknown) => (value === '' ? undefined : textRule(300)(value));

/** What was typed into these fields. */
export const valuesOf = (form: PostedForm, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, typed(form, name).slice(0, 500)]));
