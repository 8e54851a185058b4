import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson } from '../../access/access.decorators.js';
import { TEAM_ZONE } from '../../i18n/dates.js';
import { Clock } from '../../platform/clock.js';
import { conflict, notFound } from '../../platform/errors.js';
import { CallFilterDto, CallOutcomeDto, VoicemailDto } from './call.dto.js';
import { outcomeOf, voicemailOf } from './call-request.js';
import { turnOf } from './call-rules.js';
import { CallsReader } from './calls-reader.js';
import type { CallSheet } from './look-at-call.js';
import { LookAtCall } from './look-at-call.js';
import { OpenCallTask } from './open-call-task.js';
import { OwnCallReader } from './own-call.js';
import { RecordCall } from './record-call.js';
import { TakeCall } from './take-call.js';
import { TakeNextCall } from './take-next-call.js';

/** Who is to be called, for programs of the team. Names and numbers come with a call that one has taken. */
@Allow('calls.work')
@ApiTags('admin: call tasks')
@Controller('api/admin/call-tasks')
export class CallsAdminController {
  constructor(
    private readonly calls: CallsReader,
    private readonly own: OwnCallReader,
    private readonly look: LookAtCall,
    private readonly takeCall: TakeCall,
    private readonly takeNext: TakeNextCall,
    private readonly recordCall: RecordCall,
    private readonly openTask: OpenCallTask,
    private readonly clock: Clock,
  ) {}

  /** Everybody to call, in the order in which they are called, without names and numbers. */
  @Get()
  async list(@Query() filter: CallFilterDto, @CalledBy() caller: Caller) {
    const calls = await this.calls.all(caller, filter);
    const now = this.clock.now();
    return {
      calls: calls.map(({ nthOfAddress: _, ...call }) => ({
        ...call,
        turn: turnOf({ ...call, nthOfAddress: _ }, now, TEAM_ZONE),
      })),
    };
  }

  /** Puts a voicemail on the list. The same number again adds to the open one. */
  @Post()
  async note(@Body() body: VoicemailDto, @CalledBy() caller: Caller) {
    return { id: await this.openTask.run(voicemailOf(body), { caller }) };
  }

  /** Takes the first call that nobody has, for fifteen minutes; `call` is null when nobody is to be called now. */
  @Post('next')
  @HttpCode(200)
  @ShowsPerson()
  async next(@Body() filter: CallFilterDto, @CalledBy() caller: Caller) {
    const id = await this.takeNext.run(caller, filter);
    const sheet = id === undefined ? undefined : await this.look.run(id, caller);
    return { call: sheet ? sheetJson(sheet) : null };
  }

  /** Takes one call, for fifteen minutes: 409 `call_taken` when somebody else has it, or nobody has to make it any more. */
  @Post(':id/take')
  @HttpCode(200)
  @ShowsPerson()
  async take(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    if (!(await this.own.isThere(id, caller))) throw notFound();
    const sheet = (await this.takeCall.run(id, caller)) ? await this.look.run(id, caller) : undefined;
    if (!sheet) throw conflict('call_taken');
    return { call: sheetJson(sheet) };
  }

  /** Says how a call ended that one has taken. `closed` is false when it is to be made again, or more came in meanwhile. */
  @Post(':id')
  @HttpCode(200)
  async record(@Param('id', ParseUUIDPipe) id: string, @Body() body: CallOutcomeDto, @CalledBy() caller: Caller) {
    if (!(await this.own.isThere(id, caller))) throw notFound();
    return { closed: await this.recordCall.run(id, outcomeOf(body, this.clock.now()), caller) };
  }
}

function sheetJson({ call, name, phone, language, booking }: CallSheet) {
  const { id, reason, bookingId, clinicId, since, words, note, bestTime, urgent, tries, revision, ...rest } = call;
  const { replies, message, also } = rest;
  return {
    ...{
      id,
      reason,
      bookingId,
      clinicId,
      since,
      name,
      phone,
      language,
      bestTime,
      urgent,
      words,
      note,
      tries,
      revision,
    },
    ...{
      replies,
      message,
      also: also.map((one) => ({ id: one.id, revision: one.revision, reason: one.reason, words: one.words })),
    },
    reference: booking?.reference ?? null,
    startsAt: booking?.startsAt ?? null,
  };
}
