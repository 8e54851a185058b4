import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../access/access.decorators.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { AppError, notFound } from '../platform/errors.js';
import { isUuid } from '../platform/validation.js';
import { DeliveryReports } from './delivery-reports.js';

/** Where the SMS provider calls us. Every call is checked by its signature over the public address. */
@Public()
@ApiExcludeController()
@Controller('webhooks/twilio')
export class WebhooksController {
  constructor(
    private readonly reports: DeliveryReports,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** What became of a message. May come twice, late, out of order, or before the send call has answered. */
  @Post('status/:messageId')
  @HttpCode(204)
  async status(
    @Param('messageId') id: string,
    @Body() body: Record<string, string> | null,
    @Headers('x-twilio-signature') signature: string | undefined,
  ): Promise<void> {
    const { sms, publicUrl } = this.config;
    if (sms.channel !== 'twilio') throw notFound();
    // Large, and loaded already where texts are sent.
    const { default: twilio } = await import('twilio');
    const params = body ?? {};
    const address = `${publicUrl}/webhooks/twilio/status/${id}`;
    if (!twilio.validateRequest(sms.authToken, signature ?? '', address, params)) throw new AppError(403, 'forbidden');
    if (!isUuid(id)) throw notFound();
    const { MessageSid: sid = '', MessageStatus: status = '', ErrorCode: code } = params;
    await this.reports.take({ messageId: id, sid, status, code: code || null }, this.clock.now());
  }
}
