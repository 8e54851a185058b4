import { Body, Controller, Header, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../access/access.decorators.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { AppError, notFound } from '../platform/errors.js';
import { isUuid } from '../platform/validation.js';
import { DeliveryReports } from './delivery-reports.js';
import { TakeReply } from './replies/take-reply.js';

type Posted = Record<string, string> | null;

/** Where the SMS provider calls us. Every call is checked by its signature over the public address. */
@Public()
@ApiExcludeController()
@Controller('webhooks/twilio')
export class WebhooksController {
  constructor(
    private readonly reports: DeliveryReports,
    private readonly takeReply: TakeReply,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** What became of a message. May come twice, late, out of order, or before the send call has answered. */
  @Post('status/:messageId')
  @HttpCode(204)
  async status(
    @Param('messageId') id: string,
    @Body() body: Posted,
    @Headers('x-twilio-signature') signature: string | undefined,
  ): Promise<void> {
    const params = await this.signed(`status/${id}`, body, signature);
    if (!isUuid(id)) throw notFound();
    const { MessageSid: sid = '', MessageStatus: status = '', ErrorCode: code } = params;
    await this.reports.take({ messageId: id, sid, status, code: code || null }, this.clock.now());
  }

  /** What somebody wrote to our number; may come twice. Nothing is answered here: whoever answers uses the outbox. */
  @Post('inbound')
  @HttpCode(200)
  @Header('Content-Type', 'text/xml; charset=utf-8')
  async inbound(@Body() body: Posted, @Headers('x-twilio-signature') signature: string | undefined): Promise<string> {
    const params = await this.signed('inbound', body, signature);
    const text = (name: string) => String(params[name] ?? '');
    const [sid, from] = [text('MessageSid'), text('From')];
    if (!sid || !from) throw notFound();
    const pictures = Math.min(Number(text('NumMedia')) || 0, 100);
    await this.takeReply.run({ sid, from, body: text('Body'), pictures, optOutType: text('OptOutType') });
    return '<?xml version="1.0" encoding="UTF-8"?><Response/>';
  }

  /** @throws AppError 403 unless the provider itself has signed this for this address of ours */
  private async signed(path: string, body: Posted, signature = ''): Promise<Record<string, string>> {
    const { sms, publicUrl } = this.config;
    if (sms.channel !== 'twilio') throw notFound();
    // Large, and loaded already where texts are sent.
    const { default: twilio } = await import('twilio');
    const params = body ?? {};
    const address = `${publicUrl}/webhooks/twilio/${path}`;
    if (!twilio.validateRequest(sms.authToken, signature, address, params)) throw new AppError(403, 'forbidden');
    return params;
  }
}
