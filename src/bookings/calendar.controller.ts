import { Controller, Get, Ip, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/access.decorators.js';
import { senderAddress } from '../messaging/sender-address.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { calendarFile } from './calendar-file.js';
import { LinkHolder } from './link-holder.js';

/** The calendar file of a booking, always as the booking is now. */
@Public()
@ApiExcludeController()
@Controller('bookings')
export class CalendarController {
  constructor(
    private readonly holder: LinkHolder,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Get(':token/calendar.ics')
  async file(@Param('token') token: string, @Ip() ip: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const booking = await this.holder.booking(token, ip);
    void reply
      .type('text/calendar; charset=utf-8')
      .header('Cache-Control', 'no-store')
      .header('Content-Disposition', `attachment; filename="clinic-${booking.reference}.ics"`);
    return calendarFile(booking, { now: this.clock.now(), organizer: senderAddress(this.config) });
  }
}
