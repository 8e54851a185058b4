import { Module } from '@nestjs/common';
import { Config } from '../platform/config.js';
import { Gate } from './admission.js';
import { AskProvider } from './ask-provider.js';
import type { SmsChannel } from './channels.js';
import { Channels, previewChannel } from './channels.js';
import { DeliveryReports } from './delivery-reports.js';
import { Dispatch } from './dispatch.js';
import { DispatchJob } from './dispatch.job.js';
import { DispatchPoke } from './dispatch-poke.js';
import { MessageKinds } from './kinds.js';
import { MakeMessages } from './make-messages.js';
import { MessagesRepository } from './messages.repository.js';
import { OutboxMetrics } from './outbox-metrics.js';
import { PreviewPages } from './preview.pages.js';
import { AnswerReplies } from './replies/answer-replies.js';
import { ReplyHandlers } from './replies/reply-handlers.js';
import { TakeReply } from './replies/take-reply.js';
import { smtpChannel } from './smtp.channel.js';
import { WebhooksController } from './webhooks.controller.js';

/** The SDK of the provider is large: it is loaded only where it is used. */
async function smsChannel(config: Config): Promise<SmsChannel> {
  if (config.sms.channel !== 'twilio') return previewChannel;
  const { twilioChannel } = await import('./twilio.channel.js');
  return twilioChannel(config.sms, config);
}

/** The outbox, dispatch, the channels, and what providers report. */
@Module({
  controllers: [WebhooksController, PreviewPages],
  providers: [
    {
      provide: Channels,
      inject: [Config],
      useFactory: async (config: Config) =>
        new Channels(
          await smsChannel(config),
          config.email.channel === 'smtp' ? smtpChannel(config.email) : previewChannel,
        ),
    },
    MessagesRepository,
    Gate,
    AskProvider,
    MessageKinds,
    MakeMessages,
    Dispatch,
    DispatchJob,
    DispatchPoke,
    DeliveryReports,
    OutboxMetrics,
    ReplyHandlers,
    TakeReply,
    AnswerReplies,
  ],
  exports: [MessageKinds, DispatchPoke, ReplyHandlers],
})
export class MessagingModule {}
