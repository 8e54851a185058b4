import { Body, Controller, Get, Headers, Ip, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../access/access.decorators.js';
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
import { Drafts } from './drafts.js';
import type { PostedForm } from './form-request.js';
import { formValues, peopleOf, requestOf } from './form-request.js';
import { ReviewView } from './review.view.js';

/** The form: details → review → booked. Only the last step changes anything; each page is a GET, so that "back" works. */
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
    if (chosen.clinic.placesLeft === 0) return redirect303(`/${locale}/clinics/${chosen.clinic.slug}`);
    const typed = this.drafts.read(cookies, slotId)?.values;
    const values = typed ? resized(typed, chosen.people) : { ...formValues({}, chosen.people), language: locale };
    if (!this.free(chosen)) return this.filled(chosen, values);
    return this.show(chosen, values, { lost: lost !== undefined });
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
    const values = resized(draft.values, chosen.people);
    return html(<ReviewView {...chosen} values={values} formToken={draft.formToken} action={address(chosen)} />);
  }

  @Post(':slotId')
  async submit(
    @Param('locale') locale: string,
    @Param('slotId') slotId: string,
    @Query('people') query: string,
    @Body() form: PostedForm,
    @Ip() ip: string,
  ) {
    const chosen = await this.chosen(locale, slotId, query);
    const values = formValues(form, chosen.people);
    const request = requestOf(values, slotId);
    if (Array.isArray(request)) return this.show(chosen, values, { errors: request });
    if (form.step !== 'book') return this.free(chosen) ? this.keep(chosen, values) : this.filled(chosen, values);
    try {
      const nonce = this.tokens.verify(form.form);
      await this.limits.check('booking', ip);
      const booking = await this.bookSlot.run(request, `form:${nonce}`, 'online');
      await this.limits.count('booking', ip);
      return redirect303(`${new URL(booking.manageUrl).pathname}/done?lang=${locale}`);
    } catch (error) {
      return this.refused(error, chosen, values);
    }
  }

  /** Whatever was typed stays: a full slot offers other times, an old page asks again, a doubled name is said at the name. */
  private async refused(error: unknown, chosen: Chosen, values: BookFormValues) {
    const code = error instanceof AppError ? error.code : undefined;
    if (code === 'slot_full') return this.filled(chosen, values);
    if (code === 'form_expired') return this.keep(chosen, values);
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

  private show(chosen: Chosen, values: BookFormValues, { errors = [], status, lost }: Shown) {
    const props = { ...chosen, values, errors, lost, formToken: this.tokens.issue() };
    return html(<BookFormView {...props} />, { status: status ?? (errors.length > 0 ? 422 : 200) });
  }

  /** On to the review page, which is a page of its own. */
  private keep(chosen: Chosen, values: BookFormValues) {
    const draft = { slotId: chosen.slot.id, values, formToken: this.tokens.issue() };
    return redirect303(address(chosen, '/review'), { 'Set-Cookie': this.drafts.cookie(draft) });
  }

  /** The chosen time is gone: the same form, with what was typed and the times that are left. */
  private async filled(chosen: Chosen, values: BookFormValues) {
    const slots = await this.clinics.slots(chosen.clinic.id, this.clock.now());
    const others = slots.filter((slot) => slot.placesLeft >= chosen.people);
    const props = { ...chosen, values, errors: [], formToken: this.tokens.issue(), takenNotice: others };
    return html(<BookFormView {...props} />, { status: 409 });
  }
}

interface Shown {
  errors?: FieldError[];
  status?: number;
  /** The draft did not come back: the browser keeps no cookies, or half an hour is over. */
  lost?: boolean;
}

const address = ({ ctx, slot, people }: Chosen, page = '') => `/${ctx.locale}/book/${slot.id}${page}?people=${people}`;

/** The same values for another number of people. */
function resized(values: BookFormValues, people: number): BookFormValues {
  return { ...values, others: Array.from({ length: people - 1 }, (_, i) => values.others[i] ?? '') };
}
