import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { Clock } from '../../platform/clock.js';
import { AppError } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import type { PostedForm } from '../../staff/forms.js';
import { typed } from '../../staff/forms.js';
import { html, redirect303 } from '../../ui/html.js';
import { ClinicMessagesView } from './clinic-messages.view.js';
import { askedOf } from './log-query.js';
import { MessageLog } from './message-log.js';
import { ResendMessage } from './resend-message.js';

/** The messages of a clinic and of a booking. Their addresses hold ids and references, which name nobody. */
@Allow('messages.read')
@ApiExcludeController()
@Controller('staff/clinics/:id/messages')
export class ClinicMessagesPages {
  constructor(
    private readonly log: MessageLog,
    private readonly resendMessage: ResendMessage,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Param('id', ParseUUIDPipe) id: string, @Query() query: PostedForm, @CalledBy() caller: Caller) {
    const asked = askedOf(query);
    const log = await this.log.page(id, asked, caller);
    const props = {
      caller,
      log,
      asked,
      again: typed(query, 'again'),
      formToken: this.tokens.issue(),
      now: this.clock.now(),
    };
    return html(<ClinicMessagesView {...props} />);
  }

  @Post(':messageId/resend')
  @Allow('bookings.write')
  async resend(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('messageId', ParseUUIDPipe) messageId: string,
    @Body() form: PostedForm,
    @CalledBy() caller: Caller,
  ) {
    const again = await this.resendMessage.run(id, messageId, caller).then(() => 'yes', whyNot);
    const back = new URLSearchParams({ reference: typed(form, 'of'), again }).toString();
    return redirect303(`/staff/clinics/${id}/messages?${back}`);
  }
}

/** Pressed twice, or by two people, or on an old page: they are told so where they pressed. */
function whyNot(error: unknown): 'already' | 'over' {
  if (error instanceof AppError && error.code === 'message_on_its_way') return 'already';
  if (error instanceof AppError && error.code === 'booking_over') return 'over';
  throw error;
}
