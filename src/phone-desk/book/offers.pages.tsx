import { Body, Controller, Get, Headers, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import type { PostedForm } from '../../staff/forms.js';
import { typed } from '../../staff/forms.js';
import { redirect303 } from '../../ui/html.js';
import { CallerDraft } from './caller-draft.js';
import { callerValues } from './caller-values.js';
import { OffersPage } from './offers-page.js';

/** What can be offered to a caller. Whatever is known of them is posted, and stands in no address. */
@Allow('bookings.write')
@ApiExcludeController()
@Controller('staff/desk/places')
export class OffersPages {
  constructor(
    private readonly page: OffersPage,
    private readonly draft: CallerDraft,
  ) {}

  /** For somebody new; with `?for=caller` for whoever is on the phone. */
  @Get()
  async all(
    @Query('for') whom: string | undefined,
    @Headers('cookie') cookies: string | undefined,
    @CalledBy() caller: Caller,
  ) {
    const draft = whom === 'caller' ? this.draft.read(cookies, caller.actor) : undefined;
    return this.page.show(caller, draft ?? { values: callerValues({}), filter: { mode: '', from: '' } });
  }

  @Post()
  seek(@Body() form: PostedForm | undefined, @CalledBy() caller: Caller) {
    const filter = { mode: typed(form, 'mode'), from: typed(form, 'from') };
    const cookie = this.draft.keep({ values: callerValues(form), filter }, caller.actor);
    return redirect303('/staff/desk/places?for=caller', { 'Set-Cookie': cookie });
  }
}
