import { Body, Controller, Get, Ip, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../access/access.decorators.js';
import { ClinicReader } from '../clinics/clinic-reader.js';
import type { Locale } from '../i18n/locales.js';
import { isLocale } from '../i18n/locales.js';
import { Clock } from '../platform/clock.js';
import { AppError, notFound } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { isUuid } from '../platform/validation.js';
import { html, redirect303 } from '../ui/html.js';
import { pageContext } from '../ui/page-context.js';
import type { PageContext } from '../ui/page-context.js';
import type { BookingDetails } from './booking-reads.js';
import { BookingReader } from './booking-reader.js';
import { CancelBooking } from './cancel-booking.js';
import { CancelView } from './cancel.view.js';
import { ConfirmedView } from './confirmed.view.js';
import { ErasedView, EraseView } from './erase.view.js';
import { EraseOwn } from './erasure/erase-own.js';
import { LinkHolder } from './link-holder.js';
import { ManageView, mayChange, mayErase } from './manage.view.js';
import { MoveBooking } from './move-booking.js';
import { MoveOffers } from './move-offers.js';
import { MoveConfirmView, MoveView } from './move.view.js';
import { standing } from './standing-rules.js';

interface Held {
  booking: BookingDetails;
  ctx: PageContext;
  /** The page's own address, without its language. */
  home: string;
  lang: Locale;
}

/** What the holder of a manage link sees and does. Looking is a GET; every change is a POST after "are you sure". */
@Public()
@ApiExcludeController()
@Controller('m/:token')
export class ManagePages {
  constructor(
    private readonly holder: LinkHolder,
    private readonly reader: BookingReader,
    private readonly clinics: ClinicReader,
    private readonly offers: MoveOffers,
    private readonly cancelBooking: CancelBooking,
    private readonly moveBooking: MoveBooking,
    private readonly eraseOwn: EraseOwn,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  async manage(
    @Param('token') token: string,
    @Query('lang') lang: string,
    @Query('notice') notice: string,
    @Ip() ip: string,
  ) {
    const { booking, ctx } = await this.held(token, lang, ip);
    const history = await this.reader.history(booking);
    const said = NOTICES.find((known) => known === notice);
    return html(<ManageView ctx={ctx} booking={booking} history={history} now={this.clock.now()} notice={said} />);
  }

  /** Where a booking ends: the slip to keep. */
  @Get('done')
  async done(@Param('token') token: string, @Query('lang') lang: string, @Ip() ip: string) {
    const { booking, ctx, home } = await this.held(token, lang, ip, '/done');
    if (standing(booking, this.clock.now()) !== 'coming') return redirect303(home);
    return html(<ConfirmedView ctx={ctx} booking={booking} />);
  }

  @Get('cancel')
  async askCancel(@Param('token') token: string, @Query('lang') lang: string, @Ip() ip: string) {
    const { booking, ctx, home } = await this.held(token, lang, ip, '/cancel');
    if (!this.changeable(booking)) return redirect303(home);
    return html(<CancelView ctx={ctx} booking={booking} formToken={this.tokens.issue()} />);
  }

  @Post('cancel')
  async cancel(@Param('token') token: string, @Query('lang') lang: string, @Body('who') who: string, @Ip() ip: string) {
    const { home } = await this.held(token, lang, ip);
    const one = isUuid(who) ? who : undefined;
    await this.cancelBooking.run(token, one);
    return redirect303(withNotice(home, 'cancelled'));
  }

  @Get('erase')
  async askErase(@Param('token') token: string, @Query('lang') lang: string, @Ip() ip: string) {
    const { booking, ctx, home } = await this.held(token, lang, ip, '/erase');
    if (!mayErase(booking, this.clock.now())) return redirect303(home);
    return html(<EraseView ctx={ctx} path={`/m/${token}`} formToken={this.tokens.issue()} />);
  }

  @Post('erase')
  async erase(@Param('token') token: string, @Query('lang') lang: string, @Ip() ip: string) {
    const { lang: locale } = await this.held(token, lang, ip);
    await this.eraseOwn.run(token);
    return html(<ErasedView ctx={pageContext(locale, (tag) => `/${tag}`)} />);
  }

  @Get('move')
  async chooseTime(@Param('token') token: string, @Query('lang') lang: string, @Ip() ip: string) {
    const held = await this.held(token, lang, ip, '/move');
    return this.movable(held.booking) ? this.times(held) : redirect303(held.home);
  }

  @Get('move/:slotId')
  async askMove(
    @Param('token') token: string,
    @Param('slotId') slotId: string,
    @Query('lang') lang: string,
    @Ip() ip: string,
  ) {
    const held = await this.held(token, lang, ip, `/move/${slotId}`);
    const { booking, ctx, home } = held;
    const target = isUuid(slotId) ? await this.clinics.bySlot(slotId, this.clock.now()) : undefined;
    if (!target) throw notFound();
    if (!this.movable(booking)) return redirect303(home);
    if (target.slot.placesLeft < expected(booking).length) return this.times(held, 'slot_full');
    return html(<MoveConfirmView ctx={ctx} booking={booking} {...target} formToken={this.tokens.issue()} />);
  }

  @Post('move/:slotId')
  async move(
    @Param('token') token: string,
    @Param('slotId') slotId: string,
    @Query('lang') lang: string,
    @Ip() ip: string,
  ) {
    const held = await this.held(token, lang, ip, '/move');
    if (!isUuid(slotId)) throw notFound();
    try {
      await this.moveBooking.run(token, { slotId });
      return redirect303(withNotice(held.home, 'moved'));
    } catch (error) {
      const code = error instanceof AppError ? error.code : '';
      if (code !== 'slot_full' && code !== 'booking_closed') throw error;
      return this.times(held, code);
    }
  }

  /** Times to move to, of its own clinic first; only those with room for everybody. */
  private async times({ booking, ctx }: Held, problem?: 'slot_full' | 'booking_closed') {
    const clinics = await this.offers.of(booking, this.clock.now());
    return html(<MoveView ctx={ctx} booking={booking} clinics={clinics} problem={problem} />, {
      status: problem ? 409 : 200,
    });
  }

  private changeable(booking: BookingDetails): boolean {
    const now = this.clock.now();
    return standing(booking, now) === 'coming' && mayChange(booking, now);
  }

  /** Whoever had a place in a clinic that was called off chooses another date. */
  private movable(booking: BookingDetails): boolean {
    const now = this.clock.now();
    return ['coming', 'calledOff'].includes(standing(booking, now)) && mayChange(booking, now);
  }

  private async held(token: string, lang: string, ip: string, page = ''): Promise<Held> {
    const booking = await this.holder.booking(token, ip);
    const locale = isLocale(lang) ? lang : booking.locale;
    const ctx = pageContext(locale, (tag) => `/m/${token}${page}?lang=${tag}`);
    return { booking, ctx, home: `/m/${token}?lang=${locale}`, lang: locale };
  }
}

const expected = ({ attendees }: BookingDetails) => attendees.filter(({ status }) => status === 'expected');

const NOTICES = ['moved', 'cancelled'] as const;

const withNotice = (home: string, notice: (typeof NOTICES)[number]) => `${home}&notice=${notice}`;
