import { Controller, Get, Ip, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { FromAnywhere, Public } from '../../access/access.decorators.js';
import { isLocale } from '../../i18n/locales.js';
import { html } from '../../ui/html.js';
import { pageContext } from '../../ui/page-context.js';
import { LinkHolder } from '../link-holder.js';
import { StopEmails } from './stop-emails.js';
import { StoppedView, StopView } from './unsubscribe.view.js';

/**
 * What stands in `List-Unsubscribe` and at the foot of each email about a booking. Mail scanners open it, so looking changes
 * nothing; mail providers post it for whoever clicked their button (RFC 8058), and are answered at once, with no redirect.
 */
@Public()
@ApiExcludeController()
@Controller('unsubscribe/:bookingId/:proof')
export class UnsubscribePages {
  constructor(
    private readonly holder: LinkHolder,
    private readonly stopEmails: StopEmails,
  ) {}

  @Get()
  async ask(
    @Param('bookingId') id: string,
    @Param('proof') proof: string,
    @Query('lang') lang: string,
    @Ip() ip: string,
  ) {
    const { ctx } = await this.held({ id, proof, lang, ip });
    return html(<StopView ctx={ctx} />);
  }

  @Post()
  @FromAnywhere()
  async stop(
    @Param('bookingId') id: string,
    @Param('proof') proof: string,
    @Query('lang') lang: string,
    @Ip() ip: string,
  ) {
    const { booking, ctx } = await this.held({ id, proof, lang, ip });
    await this.stopEmails.run(booking);
    return html(<StoppedView ctx={ctx} />);
  }

  private async held({ id, proof, lang, ip }: Record<'id' | 'proof' | 'lang' | 'ip', string>) {
    const booking = await this.holder.emailed(id, proof, ip);
    const locale = isLocale(lang) ? lang : booking.locale;
    return { booking, ctx: pageContext(locale, (tag) => `/unsubscribe/${id}/${proof}?lang=${tag}`) };
  }
}
