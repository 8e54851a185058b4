import { Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
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
import { CallerChecks } from '../caller/caller-checks.js';
import { BookForCaller } from './book-for-caller.js';
import { BookedView } from './booked.view.js';
import type { Draft } from './caller-draft.js';
import { CallerDraft } from './caller-draft.js';
import { callerRequest, callerValues } from './caller-values.js';
import { HeldView } from './held.view.js';
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
    private readonly draft: CallerDraft,
    private readonly bookings: BookingReader,
    private readonly checks: CallerChecks,
    private readonly views: Views,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Post('hold')
  async hold(@Body() form: PostedForm, @CalledBy() caller: Caller) {
    const draft = { values: callerValues(form), filter: { mode: '', from: '' } };
    return this.keep(draft, typed(form, 'slotId'), caller).catch((error: unknown) =>
      this.elsewhere(error, caller, draft),
    );
  }

  @Get('holds/:id')
  async held(
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('cookie') cookies: string | undefined,
    @CalledBy() caller: Caller,
  ) {
    const draft = this.draft.read(cookies, caller.actor);
    return draft?.holdId === id ? this.form(caller, draft) : redirect303('/staff/desk/places?for=caller');
  }

  @Post('book')
  @HttpCode(200)
  async book(@Body() form: PostedForm, @Headers('cookie') cookies: string | undefined, @CalledBy() caller: Caller) {
    const filter = this.draft.read(cookies, caller.actor)?.filter ?? { mode: '', from: '' };
    const [slotId, holdId, step] = [typed(form, 'slotId'), typed(form, 'hold'), typed(form, 'step')];
    const draft = { values: callerValues(form), filter, slotId, holdId };
    if (step === 'more') return this.more(draft, caller);
    if (step === 'other' || step === 'close') return this.letGo(draft, step, caller);
    const request = callerRequest(draft.values, slotId);
    if (Array.isArray(request)) return this.form(caller, draft, request);
    try {
      const key = this.tokens.verify(form.form);
      const about = { readOut: new Date(typed(form, 'readOut')), namesake: draft.values.namesake };
      const kept = { holdId: isUuid(holdId) ? holdId : undefined };
      const { id } = await this.bookForCaller.run({ request, key, ...kept, ...about }, caller);
      return redirect303(`/staff/desk/booked/${id}`, { 'Set-Cookie': this.draft.end() });
    } catch (error) {
      const fault = error instanceof AppError ? REFUSALS[error.code] : undefined;
      return fault ? this.form(caller, draft, [fault], 409) : this.elsewhere(error, caller, draft);
    }
  }

  /** Booked, to be read back. */
  @Get('booked/:id')
  @ShowsPerson()
  async booked(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    const booking = await this.bookings.byId(id);
    if (!booking || !isInScope(caller.clinics, booking.clinic)) throw notFound();
    // Who has not booked it goes by the card, which asks first who is on the line.
    if ((await this.checks.checked([id], caller)).size === 0) return redirect303(`/staff/callers/${id}`);
    await this.views.record(caller, { clinicId: booking.clinic.id, subjectType: 'booking', subjectId: id });
    return html(<BookedView caller={caller} booking={booking} />);
  }

  /** For the script: ten more minutes, with how many seconds that is. */
  @Post('holds/:id/renew')
  @HttpCode(200)
  async renew(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    const { expiresAt } = await this.holds.renew(id, caller.actor);
    return { left: secondsUntil(expiresAt, this.clock.now()) };
  }

  /** For the script: the page is being left. */
  @Post('holds/:id/leave')
  @HttpCode(204)
  async leave(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller): Promise<void> {
    await this.holds.leave(id, caller.actor);
  }

  /** Room for one more in the same time; what is kept stays kept when there is none. */
  private async more(draft: Draft, caller: Caller) {
    const values = { ...draft.values, others: [...draft.values.others, ''] };
    try {
      return await this.keep({ ...draft, values }, draft.slotId ?? '', caller);
    } catch (error) {
      if (!(error instanceof AppError && GONE[error.code])) throw error;
      return this.form(caller, draft, [{ field: 'name', code: 'no_room_for_more' }], 409);
    }
  }

  private async letGo(draft: Draft, step: 'other' | 'close', caller: Caller) {
    if (isUuid(draft.holdId)) await this.holds.release(draft.holdId, caller.actor);
    if (step === 'close') return redirect303('/staff', { 'Set-Cookie': this.draft.end() });
    const cookie = this.draft.keep({ values: draft.values, filter: draft.filter }, caller.actor);
    return redirect303('/staff/desk/places?for=caller', { 'Set-Cookie': cookie });
  }

  private async keep(draft: Draft, slotId: string, caller: Caller) {
    const places = [{ slotId, n: draft.values.others.length + 1 }];
    const { id } = await this.holdForCaller.run(places, caller);
    const cookie = this.draft.keep({ ...draft, slotId, holdId: id }, caller.actor);
    return redirect303(`/staff/desk/holds/${id}`, { 'Set-Cookie': cookie });
  }

  /** Who they are. A hold that is gone is said to be gone, and booking tries without it. */
  private async form(caller: Caller, draft: Draft, errors: FieldError[] = [], status = errors.length > 0 ? 422 : 200) {
    const { values, slotId, holdId = '' } = draft;
    const found = await this.offers.ofSlot(slotId ?? '', caller.clinics);
    if (!found) return this.offersPage.show(caller, draft, { problem: GONE.booking_closed });
    const now = this.clock.now();
    const hold = (isUuid(holdId) && (await this.holds.find(holdId, caller.actor))) || { id: holdId, expiresAt: now };
    const left = secondsUntil(hold.expiresAt, now);
    const props = { caller, held: { ...found, ...hold }, left, values, errors, formToken: this.tokens.issue() };
    return html(<HeldView {...props} />, { status });
  }

  /** The time cannot be had: all others, with what is known of the caller. */
  private async elsewhere(error: unknown, caller: Caller, draft: Draft) {
    const code = error instanceof AppError ? error.code : '';
    const problem = GONE[code === 'invalid' ? 'booking_closed' : code];
    if (!problem) throw error;
    return this.offersPage.show(caller, draft, { problem });
  }
}

const secondsUntil = (at: Date, now: Date) => Math.max(0, Math.round((at.getTime() - now.getTime()) / 1000));
