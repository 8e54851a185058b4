import { Body, Controller, Get, Headers, HttpCode, Ip, Param, Post } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Public } from '../access/access.decorators.js';
import { AppError, invalid } from '../platform/errors.js';
import { RateLimits } from '../platform/rate-limits.js';
import { BookingRequestDto, LostLinkDto, MoveRequestDto } from './booking.dto.js';
import { bookingJson } from './booking-json.js';
import { bookingRequest } from './booking-request.js';
import { BookSlot } from './book-slot.js';
import { CancelBooking } from './cancel-booking.js';
import { LinkHolder } from './link-holder.js';
import { MoveBooking } from './move-booking.js';
import { SendLostLink } from './send-lost-link.js';

/** Booking, and what its owner does with it. Whoever holds the link is the owner. */
@Public()
@ApiTags('bookings')
@Controller('api')
export class BookingsController {
  constructor(
    private readonly bookSlot: BookSlot,
    private readonly cancelBooking: CancelBooking,
    private readonly moveBooking: MoveBooking,
    private readonly sendLostLink: SendLostLink,
    private readonly holder: LinkHolder,
    private readonly limits: RateLimits,
  ) {}

  /** Books a place. The same key with the same body gives the same booking again, for 24 hours. */
  @Post('bookings')
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: '8 to 200 visible characters, new for each booking',
  })
  async book(@Body() body: BookingRequestDto, @Headers('idempotency-key') key: string | undefined, @Ip() ip: string) {
    if (!key || !/^[\x21-\x7e]{8,200}$/.test(key)) throw new AppError(400, 'idempotency_key_required');
    await this.limits.check('booking', ip);
    const booking = await this.bookSlot.run(bookingRequest(body), `api:${key}`, 'online');
    await this.limits.count('booking', ip);
    return bookingJson(booking);
  }

  /** The booking that a link is for. */
  @Get('bookings/:token')
  async show(@Param('token') token: string, @Ip() ip: string) {
    return bookingJson(await this.holder.booking(token, ip));
  }

  /** Gives all places back; a second time changes nothing. */
  @Post('bookings/:token/cancel')
  @HttpCode(200)
  async cancel(@Param('token') token: string, @Ip() ip: string) {
    await this.holder.booking(token, ip);
    await this.cancelBooking.run(token);
    return this.show(token, ip);
  }

  /** Gives one attendee's place back. */
  @Post('bookings/:token/attendees/:id/cancel')
  @HttpCode(200)
  async cancelAttendee(@Param('token') token: string, @Param('id') id: string, @Ip() ip: string) {
    await this.holder.booking(token, ip);
    await this.cancelBooking.run(token, id.toLowerCase());
    return this.show(token, ip);
  }

  /** Moves everybody to one slot, or single attendees to slots of their own: all of it or nothing. */
  @Post('bookings/:token/move')
  @HttpCode(200)
  async move(@Param('token') token: string, @Body() { slotId, slots }: MoveRequestDto, @Ip() ip: string) {
    if (Boolean(slotId) === Boolean(slots)) throw invalid({ field: 'slotId', code: 'slot_or_slots' });
    await this.holder.booking(token, ip);
    await this.moveBooking.run(token, slots ? { slots } : { slotId: slotId ?? '' });
    return this.show(token, ip);
  }

  /** Writes the link again to the contact on file. The answer is the same whether or not there is such a booking. */
  @Post('lost-links')
  @HttpCode(202)
  async lostLink(@Body() body: LostLinkDto, @Ip() ip: string) {
    await this.limits.check('lostLink', ip);
    await this.limits.count('lostLink', ip);
    await this.sendLostLink.run(body);
    return { status: 'accepted' };
  }
}
