import { Body, Controller, Delete, Headers, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { bookingJson } from '../../bookings/booking-json.js';
import { bookingRequest } from '../../bookings/booking-request.js';
import type { Hold } from '../../places/holds.js';
import { Holds } from '../../places/holds.js';
import { AppError } from '../../platform/errors.js';
import { BookForCaller } from './book-for-caller.js';
import { CallerBookingDto, HoldDto } from './desk.dto.js';
import { HoldForCaller } from './hold-for-caller.js';

/** Holding places and booking them for whoever is on the phone. */
@Allow('bookings.write')
@ApiTags('admin: phone desk')
@Controller('api/admin')
export class DeskAdminController {
  constructor(
    private readonly holdForCaller: HoldForCaller,
    private readonly bookForCaller: BookForCaller,
    private readonly holds: Holds,
  ) {}

  /** Keeps places for ten minutes, instead of those that the same caller of this API kept before. */
  @Post('holds')
  async hold(@Body() { items }: HoldDto, @CalledBy() caller: Caller) {
    const places = items.map(({ slotId, places: n }) => ({ slotId: slotId.toLowerCase(), n }));
    return holdJson(await this.holdForCaller.run(places, caller));
  }

  /** Ten more minutes. */
  @Post('holds/:id/renew')
  @HttpCode(200)
  async renew(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return holdJson(await this.holds.renew(id, caller.actor));
  }

  /** Gives the places back; a second time changes nothing. */
  @Delete('holds/:id')
  @HttpCode(204)
  async release(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller): Promise<void> {
    await this.holds.release(id, caller.actor);
  }

  /** Books for a caller. The answer has no manage link: that goes to them alone. */
  @Post('bookings')
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: '8 to 200 visible characters, new for each booking',
  })
  async book(
    @Body() { holdId, namesake, ...dto }: CallerBookingDto,
    @Headers('idempotency-key') key: string | undefined,
    @CalledBy() caller: Caller,
  ) {
    if (!key || !/^[\x21-\x7e]{8,200}$/.test(key)) throw new AppError(400, 'idempotency_key_required');
    const request = bookingRequest(dto);
    const booking = await this.bookForCaller.run({ request, key: `api:${key}`, holdId, namesake }, caller);
    const { manageUrl: _manage, calendarUrl: _calendar, ...answer } = bookingJson(booking);
    return { id: booking.id, ...answer };
  }
}

const holdJson = ({ id, expiresAt }: Hold) => ({ holdId: id, expiresAt: expiresAt.toISOString() });
