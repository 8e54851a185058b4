import { Body, Controller, Get, Headers, Ip, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../access/access.decorators.js';
import { bookingState } from '../clinics/booking-state-rules.js';
import { ClinicReader } from '../clinics/clinic-reader.js';
import { Clock } from '../platform/clock.js';
import type { FieldError } from '../platform/errors.js';
import { AppError, notFound } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { RateLimits } from '../platform/rate-limits.js';
import { isUuid } from '../platform/validation.js';
import { html, redirect303 } from '../ui/html.js';
import { localizedContext } from '../ui/page-context.js';
import type { BookFormValues } from './book-form-values.js';
import { BookFormView } from './book-form.view.js';
import { BookSlot } from './book-slot.js';
import type { Chosen } from './chosen.view.js';
import type { Draft } from './drafts.js';
import { Drafts } from './drafts.js';
import type { PostedForm } from './form-request.js';
import { formValues, peopleOf, requestOf } from './form-request.js';
import { ReviewView } from './review.view.js';

/**
 * The form: details → review → booked. Only the last step changes anything. Each page is a GET, so that "back" works; a
 * browser that refuses cookies gets the review as the answer to its POST, and books all the same.
 */
@Public()
@ApiExcludeController()
@Controller(':locale/book')
export class BookPages {
  constructor(
    private readonly clinics: ClinicReader,
    private readonly bookSlot: BookSlot,
    private readonly drafts: Drafts,
    private readonly tokens: FormTokens,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  @Get(':slotId')
  async form(
    @Param('locale') locale: string,
    @Param('slotId') slotId: string,
    @Query('people') query: string,
    @Query('lost') lost: string | undefined,
    @Headers('cookie') cookies: string | undefined,
  ) {
    const chosen = await this.chosen(locale, slotId, query);
    const draft = this.drafts.read(cookies, slotId);
    if (draft && 'values' in draft) {
      const values = resized(draft.values, chosen.people);
      return this.free(chosen) ? this.show(chosen, values) : this.filled(chosen, values);
    }
    const blank = { ...formValues({}, chosen.people), language: locale };
    if (!this.free(chosen)) return this.filled(chosen, blank);
    return this.show(chosen, blank, { lost: lost !== undefined, headers: this.drafts.trial(cookies) });
  }

  @Get(':slotId/review')
  async review(
    @Param('locale') locale: string,
    @Param('slotId') slotId: string,
    @Query('people') query: string,
    @Headers('cookie') cookies: string | undefined,
  ) {
    const chosen = await this.chosen(locale, slotId, query, '/review');
    const draft = this.drafts.read(cookies, slotId);
    if (!draft) return redirect303(`${address(chosen)}&lost=1`);
    if ('done' in draft) return redirect303(`${draft.done}?lang=${locale}`);
    return html(<ReviewView {...reviewed(chosen, draft)} />);
  }

  @Post(':slotId')
  async submit(
    @Param('locale') locale: string,
    @Param('slotId') slotId: string,
    @Query('people') query: string,
    @Body() form: PostedForm,
    @Headers('cookie') cookies: string | undefined,
    @Ip() ip: string,
  ) {
    const chosen = { ...(await this.chosen(locale, slotId, query)), posted: true };
    const values = formValues(form, chosen.people);
    if (form.step === 'change') return this.show(chosen, values);
    const request = requestOf(values, slotId);
    if (Array.isArray(request)) return this.show(chosen, values, { errors: request });
    if (form.step !== 'book') return this.toReview(chosen, values, cookies);
    try {
      const nonce = this.tokens.verify(form.form);
      await this.limits.check('booking', ip);
      const booking = await this.bookSlot.run(request, `form:${nonce}`, 'online');
      await this.limits.count('booking', ip);
      const done = `${new URL(booking.manageUrl).pathname}/done`;
      return redirect303(`${done}?lang=${locale}`, { 'Set-Cookie': this.drafts.doneCookie({ slotId, done }) });
    } catch (error) {
      return this.refused(error, chosen, values, cookies);
    }
  }

  /** Whatever was typed stays: a full slot offers other times, an old page asks again, a doubled name is said at the name. */
  private async refused(error: unknown, chosen: Chosen, values: BookFormValues, cookies: string | undefined) {
    const code = error instanceof AppError ? error.code : undefined;
    if (code === 'slot_full' || code === 'booking_closed') return this.filled(chosen, values);
    if (code === 'form_expired') return this.toReview(chosen, values, cookies);
    if (code === 'already_booked') return this.show(chosen, values, { errors: [{ field: 'name', code }], status: 409 });
    throw error;
  }

  private async chosen(locale: string, slotId: string, query: unknown, page = ''): Promise<Chosen> {
    const people = peopleOf(query);
    const ctx = localizedContext(locale, `book/${slotId}${page}?people=${people}`);
    const found = isUuid(slotId) ? await this.clinics.bySlot(slotId, this.clock.now()) : undefined;
    if (!found) throw notFound();
    return { ctx, ...found, people };
  }

  private free({ slot, people }: Chosen): boolean {
    return slot.placesLeft >= people;
  }

  private show(chosen: Chosen, values: BookFormValues, { errors = [], lost, ...options }: Shown = {}) {
    const props = { ...chosen, values, errors, lost, formToken: this.tokens.issue() };
    return html(<BookFormView {...props} />, { status: errors.length > 0 ? 422 : 200, ...options });
  }

  /** On to the review: a page of its own when the browser holds the draft. */
  private async toReview(chosen: Chosen, values: BookFormValues, cookies: string | undefined) {
    if (!this.free(chosen)) return this.filled(chosen, values);
    const draft = { slotId: chosen.slot.id, values, formToken: this.tokens.issue() };
    const cookie = this.drafts.cookie(draft, cookies);
    if (cookie) return redirect303(address(chosen, '/review'), { 'Set-Cookie': cookie });
    return html(<ReviewView {...reviewed(chosen, draft)} />);
  }

  /** The chosen time cannot be had: other times, with what was typed; or the page of the clinic, which says why not. */
  private async filled(chosen: Chosen, values: BookFormValues) {
    const { clinic, ctx, people } = chosen;
    const state = bookingState(clinic, this.clock.now());
    const typed = values.name !== '';
    if (state !== 'open' && !(state === 'full' && typed)) return redirect303(`/${ctx.locale}/clinics/${clinic.slug}`);
    const slots = await this.clinics.slots(clinic.id, this.clock.now());
    const takenNotice = slots.filter((slot) => slot.placesLeft >= people);
    const props = { ...chosen, values, errors: [], formToken: this.tokens.issue(), takenNotice };
    return html(<BookFormView {...props} />, { status: 409 });
  }
}

interface Shown {
  errors?: FieldError[];
  status?: number;
  headers?: Record<string, string>;
  /** The draft is not there any more: half an hour is over, or another page took its place. */
  lost?: boolean;
}

const address = ({ ctx, slot, people }: Chosen, page = '') => `/${ctx.locale}/book/${slot.id}${page}?people=${people}`;

const reviewed = (chosen: Chosen, { values, formToken }: Draft) => ({
  ...chosen,
  ...{ values: resized(values, chosen.people), formToken, action: address(chosen) },
});

/** The same values for another number of people. */
function resized(values: BookFormValues, people: number): BookFormValues {
  return { ...values, others: Array.from({ length: people - 1 }, (_, i) => values.others[i] ?? '') };
}
