import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { isoIn } from '../../clinics/clinic-json.js';
import type { PostedForm } from '../../staff/forms.js';
import { askedOf } from './log-query.js';
import { MessageLog } from './message-log.js';

/** The messages of a clinic, for programs. */
@ApiTags('admin: messages')
@Controller('api/admin/clinics/:id/messages')
export class MessagesAdminController {
  constructor(private readonly log: MessageLog) {}

  /** The latest first, fifty at once; `trouble=only` those that did not arrive, `reference` those of one booking. Names nobody. */
  @Get()
  @Allow('messages.read')
  @ApiQuery({ name: 'trouble', required: false, enum: ['only'] })
  @ApiQuery({ name: 'reference', required: false })
  @ApiQuery({ name: 'page', required: false })
  async list(@Param('id', ParseUUIDPipe) id: string, @Query() query: PostedForm, @CalledBy() caller: Caller) {
    const asked = askedOf(query);
    const { clinic, messages, more, totals } = await this.log.page(id, asked, caller);
    const iso = (at: Date | null) => isoIn(clinic.timeZone, at);
    return {
      messages: messages.map(({ current: _current, endsAt: _endsAt, dueAt, sentAt, settledAt, ...message }) => ({
        ...message,
        ...{ dueAt: iso(dueAt), sentAt: iso(sentAt), settledAt: iso(settledAt) },
      })),
      totals,
      nextPage: more ? asked.page + 1 : null,
    };
  }
}
