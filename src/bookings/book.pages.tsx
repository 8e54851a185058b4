import { Body, Controller, Get, Ip, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../access/access.decorators.js';
import type { ClinicDetails, SlotTimes } from '../clinics/clinic-reads.js';
import { ClinicReader } from '../clinics/clinic-reader.js';
import { Clock } from '../platform/clock.js';
import type { FieldError } from '../platform/errors.js';
import { AppError, notFound } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { RateLimits } from '../platform/rate-limits.js';
import { isUuid } from '../platform/validation.js';
import { html, redirect303 } from '../ui/html.js';
import { localizedContext } from '../ui/page-context.js';
import type { PageContext } from '../ui/page-context.js';
import type { BookFormValues } from './book-form-values.js';
import { BookFormView } from './book-form.view.js';
import { BookSlot } from './book-slot.js';
import type { PostedForm } from './form-request.js';
import { formValues, peopleOf, requestOf } from './form-request.js';
import { ReviewView } from './review.view.js';

/** What a page of the form is about. */
interface Chosen {
  ctx: PageContext;
  clinic: ClinicDetails;
  slot: SlotTimes;
  people: number;
}

/** The form: details → review → booked. Each step is a POST to one address; only the last changes anything. */
@Public()
@ApiExcludeController()
@Controller(':locale/book')
export class BookPages {
  constructor(
    private readonly clinics: ClinicReader,
    private readonly bookSlot: BookSlot,
    private readonly tokens: FormTokens,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  @Get(':slotId')
  async form(@Param('locale') locale: string, @Param('slotId') slotId: string, @Query('people') query: string) {
    const chosen = await this.chosen(locale, slotId, query);
    if (chosen.clinic.placesLeft === 0) return redirect303(`/${locale}/clinics/${chosen.clinic.slug}`);
    const values = { ...formValues({}, chosen.people), language: chosen.ctx.locale };
    return this.free(chosen) ? this.show(chosen, values) : this.filled(chosen, values);
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
    if (form.step === 'change') return this.show(chosen, values);
    const request = requestOf(values, slotId);
    if (Array.isArray(request)) return this.show(chosen, values, request);
    if (form.step !== 'book') return this.free(chosen) ? this.review(chosen, values) : this.filled(chosen, values);
    try {
      const nonce = this.tokens.verify(form.form);
      await this.limits.check('booking', ip);
      const booking = await this.bookSlot.run(request, `form:${nonce}`, 'online');
      await this.limits.count('booking', ip);
      return redirect303(`${booking.manageUrl.slice(booking.manageUrl.lastIndexOf('/m/'))}/done?lang=${locale}`);
    } catch (error) {
      return this.refused(error, chosen, values);
    }
  }

  /** Whatever was typed stays: a full slot offers other times, an old page asks once more, a doubled name is said at the name. */
  private async refused(error: unknown, chosen: Chosen, values: BookFormValues) {
    const code = error instanceof AppError ? error.code : undefined;
    if (code === 'slot_full') return this.filled(chosen, values);
    if (code === 'form_expired') return this.review(chosen, values);
    if (code === 'already_booked') return this.show(chosen, values, [{ field: 'name', code }], 409);
    throw error;
  }

  private async chosen(locale: string, slotId: string, query: unknown): Promise<Chosen> {
    const people = peopleOf(query);
    const ctx = localizedContext(locale, `book/${slotId}?people=${people}`);
    const found = isUuid(slotId) ? await this.clinics.bySlot(slotId, this.clock.now()) : undefined;
    if (!found) throw notFound();
    return { ctx, ...found, people };
  }

  private free({ slot, people }: Chosen): boolean {
    return slot.placesLeft >= people;
  }

  private show(chosen: Chosen, values: BookFormValues, errors: FieldError[] = [], status = errors.length ? 422 : 200) {
    const props = { ...chosen, values, errors, formToken: this.tokens.issue() };
    return html(<BookFormView {...props} />, { status });
  }

  private review(chosen: Chosen, values: BookFormValues) {
    return html(<ReviewView {...chosen} values={values} formToken={this.tokens.issue()} />);
  }

  /** The chosen time is gone: the same form, with what was typed and the times that are left. */
  private async filled(chosen: Chosen, values: BookFormValues) {
    const slots = await this.clinics.slots(chosen.clinic.id, this.clock.now());
    const others = slots.filter((slot) => slot.placesLeft >= chosen.people);
    const props = { ...chosen, values, errors: [], formToken: this.tokens.issue(), takenNotice: others };
    return html(<BookFormView {...props} />, { status: 409 });
  }
}
