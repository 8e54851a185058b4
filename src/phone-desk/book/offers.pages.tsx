import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import type { PostedForm } from '../../staff/forms.js';
import { OffersPage } from './offers-page.js';
import { callerValues } from './caller-values.js';

/** What can be offered to a caller. Whatever is known of them is posted, and stands in no address. */
@Allow('bookings.write')
@ApiExcludeController()
@Controller('staff/desk/places')
export class OffersPages {
  constructor(private readonly offers: OffersPage) {}

  @Get()
  async all(@CalledBy() caller: Caller) {
    return this.offers.show(caller, callerValues({}));
  }

  @Post()
  @HttpCode(200)
  async sought(@Body() form: PostedForm | undefined, @CalledBy() caller: Caller) {
    return this.offers.show(caller, callerValues(form), { form });
  }
}
