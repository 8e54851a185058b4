import { Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson } from '../../access/access.decorators.js';
import { AppError, conflict } from '../../platform/errors.js';
import { AnswerReply } from './answer-reply.js';
import { EndConversation } from './end-conversation.js';
import { HandOver } from './hand-over.js';
import { conversationJson } from './inbox-json.js';
import { AnswerDto, DoneDto, HandOverDto, InboxPageDto } from './inbox.dto.js';
import { LookAtInbox } from './look-at-inbox.js';

/** What people write to our number, for programs of the team. A conversation is addressed by any reply of it. */
@Allow('calls.work')
@ApiTags('admin: replies')
@Controller('api/admin/replies')
export class InboxAdminController {
  constructor(
    private readonly look: LookAtInbox,
    private readonly answerReply: AnswerReply,
    private readonly handOver: HandOver,
    private readonly end: EndConversation,
  ) {}

  /** Who waits for an answer, the longest first; and whom nobody needs to answer, of the last days. */
  @Get()
  @ShowsPerson()
  async list(@Query() { page = 1 }: InboxPageDto, @CalledBy() caller: Caller) {
    return this.look.list(caller, page);
  }

  /** What was written, in both directions, with the bookings of the number. */
  @Get(':id')
  @ShowsPerson()
  async one(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return conversationJson(await this.look.one(id, caller));
  }

  /** Takes it for fifteen minutes, here and among the calls: 409 `conversation_taken` when somebody else has it, or nobody waits. */
  @Post(':id/take')
  @HttpCode(200)
  @ShowsPerson()
  async take(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    if (!(await this.end.take(id, caller))) throw conflict('conversation_taken');
    return conversationJson(await this.look.one(id, caller));
  }

  /** Others may take it again. */
  @Post(':id/give-back')
  @HttpCode(204)
  async giveBack(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller): Promise<void> {
    await this.end.giveBack(id, caller);
  }

  /**
   * Answers by text. `closed` is false when it waits on, or more came in meanwhile. 409 `answered_meanwhile` when a colleague
   * has answered since, `texts_stopped`, `number_unreachable`.
   */
  @Post(':id/answer')
  @HttpCode(200)
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: '8 to 200 visible characters, new for each answer',
  })
  async answer(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { words, seen, answers, keepOpen = false }: AnswerDto,
    @Headers('idempotency-key') key: string | undefined,
    @CalledBy() caller: Caller,
  ) {
    if (!key || !/^[\x21-\x7e]{8,200}$/.test(key)) throw new AppError(400, 'idempotency_key_required');
    const answer = { words, seen, answers, keepOpen, key: `api:${key}` };
    return { closed: await this.answerReply.run(id, answer, caller) };
  }

  /** Gives it to a colleague, or to whoever calls. */
  @Post(':id/hand-over')
  @HttpCode(204)
  async hand(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { to, note = '' }: HandOverDto,
    @CalledBy() caller: Caller,
  ): Promise<void> {
    await this.handOver.run(id, { to, note }, caller);
  }

  /** Nothing is to be answered. */
  @Post(':id/done')
  @HttpCode(200)
  async done(@Param('id', ParseUUIDPipe) id: string, @Body() { seen }: DoneDto, @CalledBy() caller: Caller) {
    return { closed: await this.end.done(id, seen, caller) };
  }
}
