import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson } from '../../access/access.decorators.js';
import { isInScope } from '../../access/caller.js';
import { Views } from '../../access/views.js';
import { BookingReader } from '../../bookings/booking-reader.js';
import { Clock } from '../../platform/clock.js';
import type { FieldError } from '../../platform/errors.js';
import { AppError, notFound } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import { isUuid } from '../../platform/validation.js';
import { Holds } from '../../places/holds.js';
import type { PostedForm } from '../../staff/forms.js';
import { typed } from '../../staff/forms.js';
import { html, redirect303 } from '../../ui/html.js';
import { BookForCaller } from './book-for-caller.js';
import { BookedView } from './booked.view.js';
import type { CallerValues } from './caller-values.js';
import { callerRequest, callerValues } from './caller-values.js';
import { HeldView } from './held.view.js';
import type { HeldTime } from './hold-for-caller.js';
import { HoldForCaller } from './hold-for-caller.js';
import { OffersPage } from './offers-page.js';
import { OffersReader } from './offers-reader.js';

/** Refusals that the list of places is shown again with. */
const GONE: Record<string, string> = {
  slot_full: 'Somebody was faster: that time is full. Choose another one.',
  booking_closed: 'That time cannot be booked any more. Choose another one.',
};

/** Refusals that the form is shown again with: what to mend, and where. */
const REFUSALS: Record<string, FieldError> = {
  already_booked: { field: 'name', code: 'caller_there' },
  idempotency_key_reused: { field: 'name', code: 'caller_sent' },
  time_changed: { field: 'kept', code: 'time_changed' },
  form_expired: { field: 'name', code: 'send_again' },
};

interface Sent {
  values: CallerValues;
  slotId: string;
  holdId: string;
}

/** A time that is kept while somebody says who they are. */
@Allow('bookings.write')
@ApiExcludeController()
@Controller('staff/desk')
export class HeldPages {
  constructor(
    private readonly holdForCaller: HoldForCaller,
    private readonly bookForCaller: BookForCaller,
    private readonly holds: Holds,
    private readonly offers: OffersReader,
    private readonly offersPage: OffersPage,
    private readonly bookings: BookingReader,
    private readonly views: Views,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Post('hold')
  @HttpCode(200)
  async hold(@Body() form: PostedForm, @CalledBy() caller: Caller) {
    const values = callerValues(form);
    try {
      return this.form(caller, await this.keep(typed(form, 'slotId'), values, caller), values);
    } catch (error) {
      return this.elsewhere(error, caller, values);
    }
  }

  @Post('book')
  @HttpCode(200)
  async book(@Body() form: PostedForm, @CalledBy() caller: Caller) {
    const sent = { values: callerValues(form), slotId: typed(form, 'slotId'), holdId: typed(form, 'hold') };
    const step = typed(form, 'step');
    if (step === 'more') return this.more(sent, caller);
    if (step === 'other' || step === 'close') {
      if (isUuid(sent.holdId)) await this.holds.release(sent.holdId, caller.actor);
      return step === 'close' ? redirect303('/staff') : this.offersPage.show(caller, sent.values);
    }
    const request = callerRequest(sent.values, sent.slotId);
    if (Array.isArray(request)) return this.again(sent, caller, request);
    try {
      const key = this.tokens.verify(form.form);
      const readOut = new Date(typed(form, 'readOut'));
      const { values, holdId } = sent;
      const about = { request, key, holdId: isUuid(holdId) ? holdId : undefined, readOut, namesake: values.namesake };
      return redirect303(`/staff/desk/booked/${(await this.bookForCaller.run(about, caller)).id}`);
    } catch (error) {
      const fault = error instanceof AppError ? REFUSALS[error.code] : undefined;
      return fault ? this.again(sent, caller, [fault], 409) : this.elsewhere(error, caller, sent.values);
    }
  }

  /** Booked, to be read back. */
  @Get('booked/:id')
  @ShowsPerson()
  async booked(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    const booking = await this.bookings.byId(id);
    if (!booking || !isInScope(caller.clinics, booking.clinic)) throw notFound();
    await this.views.record(caller, { clinicId: booking.clinic.id, subjectType: 'booking', subjectId: id });
    return html(<BookedView caller={caller} booking={booking} />);
  }

  /** For the script: ten more minutes, with how many seconds that is. */
  @Post('holds/:id/renew')
  @HttpCode(200)
  async renew(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return { left: this.left((await this.holds.renew(id, caller.actor)).expiresAt) };
  }

  /** For the script: the page is being left. */
  @Post('holds/:id/leave')
  @HttpCode(204)
  async leave(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller): Promise<void> {
    await this.holds.leave(id, caller.actor);
  }

  /** Room for one more in the same time; what is kept stays kept when there is none. */
  private async more(sent: Sent, caller: Caller) {
    const values = { ...sent.values, others: [...sent.values.others, ''] };
    try {
      return this.form(caller, await this.keep(sent.slotId, values, caller), values);
    } catch (error) {
      if (!(error instanceof AppError && GONE[error.code])) throw error;
      return this.again(sent, caller, [{ field: 'name', code: 'no_room_for_more' }], 409);
    }
  }

  private async keep(slotId: string, { others }: CallerValues, caller: Caller): Promise<HeldTime> {
    return this.holdForCaller.run([{ slotId, n: others.length + 1 }], caller);
  }

  /** The same form with what is to be mended. A hold that is gone is said to be gone, and booking tries without it. */
  private async again({ values, slotId, holdId }: Sent, caller: Caller, errors: FieldError[], status = 422) {
    const found = isUuid(slotId) ? await this.offers.ofSlot(slotId, caller.clinics) : undefined;
    if (!found) return this.offersPage.show(caller, values, { problem: GONE.booking_closed });
    const hold = isUuid(holdId) ? await this.holds.find(holdId, caller.actor) : undefined;
    const held = { ...found, ...(hold ?? { id: holdId, expiresAt: this.clock.now() }) };
    return this.form(caller, held, values, errors, status);
  }

  private form(caller: Caller, held: HeldTime, values: CallerValues, errors: FieldError[] = [], status = 200) {
    const props = { caller, held, values, errors, left: this.left(held.expiresAt), formToken: this.tokens.issue() };
    return html(<HeldView {...props} />, { status });
  }

  /** The time cannot be had: all others, with what is known of the caller. */
  private async elsewhere(error: unknown, caller: Caller, values: CallerValues) {
    const code = error instanceof AppError && error.code === 'invalid' ? 'booking_closed' : (error as AppError).code;
    const problem = error instanceof AppError ? GONE[code] : undefined;
    if (!problem) throw error;
    return this.offersPage.show(caller, values, { problem });
  }

  private left(expiresAt: Date): number {
    return Math.max(0, Math.round((expiresAt.getTime() - this.clock.now().getTime()) / 1000));
  }
}
